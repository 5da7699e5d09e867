package io.tocsin.bench.load;

import io.tocsin.bench.load.TapeColumns.Label;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the text format as far as a well-behaved exporter writes it; only tapes are read with it.
record ExpositionText(List<Sample> samples, Map<String, String> types) {
  private static final String TYPE = "# TYPE ";

  /// One line: the series as written, labels included, and its value.
  record Sample(String key, double value) {}

  static ExpositionText parse(byte[] body) {
    var samples = new ArrayList<Sample>();
    var types = new HashMap<String, String>();
    for (var line : new String(body, StandardCharsets.UTF_8).split("\n", -1)) {
      if (line.startsWith(TYPE)) {
        var words = line.substring(TYPE.length()).split(" ", -1);
        types.put(words[0], words[1]);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int space = line.lastIndexOf(' ');
        samples.add(new Sample(line.substring(0, space), number(line.substring(space + 1))));
      }
    }
    return new ExpositionText(samples, types);
  }

  static String name(String key) {
    int brace = key.indexOf('{');
    return brace < 0 ? key : key.substring(0, brace);
  }

  static List<Label> labels(String key) {
    var labels = new ArrayList<Label>();
    int at = key.indexOf('{') + 1;
    while (at > 0 && at < key.length() && key.charAt(at) != '}') {
      int equals = key.indexOf('=', at);
      var value = new StringBuilder();
      int end = unescape(key, equals + 2, value);
      labels.add(new Label(key.substring(at, equals), value.toString()));
      at = end < key.length() && key.charAt(end) == ',' ? end + 1 : end;
    }
    return labels;
  }

  /// Appends the quoted text that starts at `from`; returns the index after its closing quote.
  private static int unescape(String key, int from, StringBuilder value) {
    int at = from;
    while (key.charAt(at) != '"') {
      char c = key.charAt(at++);
      if (c == '\\') {
        char escaped = key.charAt(at++);
        c = escaped == 'n' ? '\n' : escaped;
      }
      value.append(c);
    }
    return at + 1;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
