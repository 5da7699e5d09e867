package io.tocsin.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parameters of a form: of the body first, then of the query string, as Go reads them. Lenient
/// about characters that should have been escaped; a pair with a broken escape is left out.
public final class Parameters {
  private static final int PAIRS_MAX = 10_000;

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private int pairs;

  /// Reads a form's body and a query string.
  ///
  /// @throws HttpError if there are too many
  public static Parameters parse(String body, String query) {
    var parameters = new Parameters();
    parameters.add(body);
    parameters.add(query);
    return parameters;
  }

  /// Returns parameters that did not come as a form.
  public static Parameters of(Map<String, List<String>> values) {
    var parameters = new Parameters();
    values.forEach((name, all) -> {
      if (!all.isEmpty()) {
        parameters.values.put(name, List.copyOf(all));
      }
    });
    return parameters;
  }

  private void add(String form) {
    int start = 0;
    while (start < form.length()) {
      int end = form.indexOf('&', start);
      if (end < 0) {
        end = form.length();
      }
      if (end > start) {
        addPair(form.substring(start, end));
      }
      start = end + 1;
    }
  }

  private void addPair(String pair) {
    if (++pairs > PAIRS_MAX) {
      throw new HttpError(400, "form: more than " + PAIRS_MAX + " parameters");
    }
    int equals = pair.indexOf('=');
    try {
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
    } catch (NumberFormatException ignored) {
      // Go leaves out what it cannot decode, and clients are used to that
    }
  }

  /// Decodes `%41` and, in forms, `+`; everything else stands for itself.
  static String decode(String text) {
    return decode(text, true);
  }

  static String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    var out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 3 > text.length()) {
          throw new NumberFormatException("escape at the end");
        }
        out.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else if (c < 128) {
        out.write(c == '+' && plusIsSpace ? ' ' : c);
      } else {
        int end = text.offsetByCodePoints(i, 1);
        out.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end - 1;
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /// Returns the first value, or the empty string.
  public String value(String name) {
    var all = values.get(name);
    return all == null ? "" : all.getFirst();
  }

  /// Returns all values in their order.
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }
}
