package io.tocsin.api.http;

import io.tocsin.kit.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One value of a JSON body; what is asked of it and is not there is empty.
///
/// @param path where it is, for messages
public record JsonBody(String path, @Nullable Object value) {
  /// GitLab's times: `2021-04-28 21:50:00 +0200`.
  private static final DateTimeFormatter SPACED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[ ]XX");

  /// Returns the value of a whole body.
  ///
  /// @throws HttpError if the body is no JSON
  public static JsonBody parse(byte[] bytes) {
    try {
      return new JsonBody("body", JsonReader.read(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new HttpError(400, "body: " + e.getMessage());
    }
  }

  public JsonBody at(String name) {
    var inner = value instanceof Map<?, ?> map ? map.get(name) : null;
    return new JsonBody(path.equals("body") ? name : path + "." + name, inner);
  }

  public boolean isThere() {
    return value != null;
  }

  public boolean isList() {
    return value instanceof List<?>;
  }

  public List<JsonBody> items() {
    return value instanceof List<?> list
        ? IntStream.range(0, list.size())
            .mapToObj(i -> new JsonBody(path + "[" + i + "]", list.get(i)))
            .toList()
        : List.of();
  }

  /// Returns a text or a number as text.
  ///
  /// @throws HttpError if it is an object or a list
  public String text() {
    return switch (value) {
      case null -> "";
      case Map<?, ?> _ -> throw refusal("a text");
      case List<?> _ -> throw refusal("a text");
      case Object other -> other.toString();
    };
  }

  /// Returns a whole number.
  ///
  /// @throws HttpError if it is none
  public long whole() {
    var text = text();
    if (!text.matches("-?[0-9]{1,15}")) {
      throw refusal("a whole number");
    }
    return Long.parseLong(text);
  }

  /// Returns the value as JSON.
  public String json() {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      json.value(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  public HttpError refusal(String expected) {
    return new HttpError(400, path + ": " + shown() + " (expected: " + expected + ")");
  }

  private String shown() {
    var text = value == null ? "missing" : value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  public boolean isFalse() {
    return Boolean.FALSE.equals(value);
  }

  /// Returns a time: RFC 3339, GitLab's form, or Unix seconds; `otherwise` where there is none.
  ///
  /// @throws HttpError if it is no time
  public long time(long otherwise) {
    var text = text();
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return millis(text);
    } catch (DateTimeException | NumberFormatException e) {
      throw refusal("RFC 3339 or Unix seconds");
    }
  }

  public static long millis(String text) {
    if (text.matches("-?[0-9]{1,12}([.][0-9]+)?")) {
      return Math.round(Double.parseDouble(text) * 1_000);
    }
    return text.indexOf(' ') > 0
        ? OffsetDateTime.parse(text.replace("UTC", "+0000"), SPACED).toInstant().toEpochMilli()
        : instant(text).toEpochMilli();
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  /// Returns names and texts.
  ///
  /// @throws HttpError if it is no object of texts
  public TreeMap<String, String> texts() {
    var texts = new TreeMap<String, String>();
    if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(name -> texts.put((String) name, at((String) name).text()));
    } else if (value != null) {
      throw refusal("an object");
    }
    return texts;
  }
}
