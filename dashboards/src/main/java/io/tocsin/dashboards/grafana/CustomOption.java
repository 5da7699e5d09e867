package io.tocsin.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;

/// The list of a custom variable: `a, b\,c, text : value`.
///
/// @param text what people see
record CustomOption(String text, String value) {
  static List<CustomOption> parse(String query) {
    var options = new ArrayList<CustomOption>();
    var one = new StringBuilder();
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c == '\\' && i + 1 < query.length() && query.charAt(i + 1) == ',') {
        one.append(',');
        i++;
      } else if (c == ',') {
        add(options, one);
      } else {
        one.append(c);
      }
    }
    add(options, one);
    return options;
  }

  private static void add(List<CustomOption> options, StringBuilder one) {
    var text = one.toString().strip();
    one.setLength(0);
    if (text.isEmpty()) {
      return;
    }
    int colon = text.indexOf(" : ");
    if (colon > 0) {
      var value = text.substring(colon + 3).strip();
      options.add(new CustomOption(text.substring(0, colon).strip(), value));
    } else {
      options.add(new CustomOption(text, text));
    }
  }
}
