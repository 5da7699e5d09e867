package io.tocsin.api.access;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.kit.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of a small JSON body.
record Fields(Map<?, ?> map) {
  private static final int BYTES_MAX = 16 << 10;

  /// Reads the body.
  ///
  /// @param known names that it may have
  /// @throws HttpError if it is no JSON object of that kind. A form, which a foreign page could
  ///   send, is none
  static Fields of(Exchange exchange, Set<String> known) throws IOException {
    var type = exchange.header("Content-Type").toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/json")) {
      throw new HttpError(415, "Content-Type: " + type + " (expected: application/json)");
    }
    var body = exchange.body();
    if (body.length > BYTES_MAX) {
      throw new HttpError(400, "body: too large (expected: at most " + BYTES_MAX + " bytes)");
    }
    try {
      if (JsonReader.read(new String(body, StandardCharsets.UTF_8)) instanceof Map<?, ?> map) {
        for (var name : map.keySet()) {
          if (!known.contains(String.valueOf(name))) {
            throw new HttpError(400, name + ": unknown field (expected: some of " + known + ")");
          }
        }
        return new Fields(map);
      }
    } catch (IllegalArgumentException e) {
      throw new HttpError(400, "body: " + e.getMessage());
    }
    throw new HttpError(400, "body: no object (expected: a JSON object)");
  }

  /// Returns a text that has to be there.
  String text(String name) {
    if (map.get(name) instanceof String text) {
      return text;
    }
    throw refused(name, "a text");
  }

  boolean has(String name) {
    return map.get(name) != null;
  }

  /// Returns a list of texts; empty where there is none.
  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    switch (map.get(name)) {
      case null -> {}
      case List<?> list -> {
        for (var item : list) {
          if (!(item instanceof String text)) {
            throw refused(name, "a list of texts");
          }
          texts.add(text);
        }
      }
      default -> throw refused(name, "a list of texts");
    }
    return texts;
  }

  /// Returns a time in milliseconds, null where there is none.
  @Nullable Long time(String name) {
    return switch (map.get(name)) {
      case null -> null;
      case BigDecimal number -> {
        try {
          yield number.longValueExact();
        } catch (ArithmeticException e) {
          throw refused(name, "milliseconds since 1970");
        }
      }
      default -> throw refused(name, "milliseconds since 1970");
    };
  }

  private static HttpError refused(String name, String expected) {
    return new HttpError(400, name + ": missing, or of another kind (expected: " + expected + ")");
  }
}
