package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a board's variables could stand for in a query that is only parsed. Immutable once made.
final class Samples {
  private final Map<String, String> samples = new HashMap<>();

  Samples(Map<String, Object> board) {
    for (var item : Trees.list(Trees.map(board.get("templating")).get("list"))) {
      var variable = Trees.map(item);
      samples.put(Trees.text(variable.get("name")), sample(variable));
    }
  }

  private static String sample(Map<String, Object> variable) {
    var current = Trees.map(variable.get("current")).get("value");
    var value =
        Trees.text(current instanceof List<?> list && !list.isEmpty() ? list.getFirst() : current);
    var type = Trees.text(variable.get("type"));
    if (type.equals("constant") || (type.equals("textbox") && value.isEmpty())) {
      return Trees.text(variable.get("query"));
    }
    if (type.equals("interval")) {
      return value.matches("[0-9]+[smhdwy]") ? value : "5m";
    }
    if (type.equals("custom") && (value.isEmpty() || value.startsWith("$__"))) {
      var options = CustomOption.parse(Trees.text(variable.get("query")));
      return options.isEmpty() ? "" : options.getFirst().value();
    }
    return value.startsWith("$__") ? "" : value;
  }

  /// Returns a value that the variable may have; the empty text where nothing is known.
  String sample(String name) {
    return samples.getOrDefault(name, "");
  }
}
