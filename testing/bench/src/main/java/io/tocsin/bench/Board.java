package io.tocsin.bench;

import io.tocsin.bench.answer.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The questions of a Grafana dashboard file, each of them once, as Grafana would ask them of data
/// scraped every minute: variables replaced, a point a minute, rates over four minutes.
final class Board {
  private static final String INTERVAL = "1m";
  private static final String RATE_INTERVAL = "4m";
  private static final int PANELS_MAX = 1_000;

  private final Set<Question> templates;

  private Board(Set<Question> templates) {
    this.templates = templates;
  }

  static Board read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static Board parse(String json) {
    var templates = new LinkedHashSet<Question>();
    var panels = new ArrayList<Object>(list(json, "panels"));
    for (int i = 0; i < panels.size() && i < PANELS_MAX; i++) {
      // Rows that are folded hold their panels inside.
      panels.addAll(list(panels.get(i), "panels"));
      for (var target : list(panels.get(i), "targets")) {
        if (target instanceof Map<?, ?> fields
            && fields.get("expr") instanceof String expression
            && !expression.isBlank()) {
          boolean isInstant = Boolean.TRUE.equals(fields.get("instant"));
          templates.add(new Question(!isInstant, expression.strip()));
        }
      }
    }
    return new Board(templates);
  }

  /// The questions with the variables of one host filled in.
  List<Question> questions(String instance) {
    var variables = Map.of("node", instance, "job", "node");
    return templates.stream()
        .map(template -> new Question(template.isRange(), fill(template.promql(), variables)))
        .toList();
  }

  private static String fill(String promql, Map<String, String> variables) {
    var filled =
        promql
            .replace("$__rate_interval", RATE_INTERVAL)
            .replace("$__interval", INTERVAL)
            .replace("$__range", "6h");
    for (var variable : variables.entrySet()) {
      filled =
          filled
              .replace("${" + variable.getKey() + "}", variable.getValue())
              .replace("$" + variable.getKey(), variable.getValue());
    }
    return filled;
  }

  private static List<?> list(String json, String name) {
    return list(Json.parse(json), name);
  }

  private static List<?> list(Object object, String name) {
    return object instanceof Map<?, ?> fields && fields.get(name) instanceof List<?> items
        ? items
        : List.of();
  }
}
