package io.tocsin.rules.condition;

import io.tocsin.kit.YamlNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tables of limits per metric: `startup_time: {target: "<50ms", warning: ">100ms"}`.
///
/// A bare amount such as `5,000` goes where the others of its row go, reached rather than passed
/// (`< 2` and `0`: at most 0); alone, it is to be passed by a gauge and reached by a counter.
final class Thresholds {
  private Thresholds() {}

  /// Reads a map of names to levels, or the text of a Markdown table with the columns Metric, Type,
  /// Warning and Critical.
  static List<CompiledRule> read(YamlNode node, Catalogue catalogue) {
    if (node.kind() == YamlNode.Kind.TEXT) {
      return table(node, catalogue);
    }
    var rules = new ArrayList<CompiledRule>();
    node.entries().forEach((name, levels) -> rules.addAll(row(name, levels, catalogue)));
    return rules;
  }

  private static List<CompiledRule> row(String written, YamlNode node, Catalogue catalogue) {
    var name = catalogue.find(written);
    if (name == null) {
      throw node.refusal(written + " (expected: " + catalogue.nearest(List.of(written)) + ")");
    }
    var section = node.section();
    var cells = new EnumMap<Severity, Cell>(Severity.class);
    for (var severity : Severity.values()) {
      var cell = section.find(severity.label());
      if (cell != null && !cell.isNothing()) {
        cells.put(severity, new Cell(cell, cell.text(), ""));
      }
    }
    var common = RuleSettings.read(section, written);
    var target = section.text("target", "");
    section.done();
    if (!target.isEmpty()) {
      limit(new Cell(section.require("target"), target, ""), catalogue, name);
    } else if (cells.isEmpty()) {
      throw node.refusal("no level (expected: warning, critical, or another severity)");
    }
    return rules(new Row(name, common, cells, target), catalogue);
  }

  /// @param where what a message says before the text, of a cell that is no node by itself
  private record Cell(YamlNode node, String text, String where) {
    RuntimeException refusal(ConditionException e) {
      return node.refusal(where + text + ": " + e.getMessage());
    }
  }

  private record Row(
      String name, RuleSettings settings, Map<Severity, Cell> cells, String target) {}

  private static List<CompiledRule> rules(Row row, Catalogue catalogue) {
    @Nullable Comparison said = null;
    for (var cell : row.cells().values()) {
      var limit = limit(cell, catalogue, row.name());
      said = limit.comparison() == null ? said : limit.comparison();
    }
    var rules = new ArrayList<CompiledRule>();
    for (var entry : row.cells().entrySet()) {
      var cell = entry.getValue();
      var limit = limit(cell, catalogue, row.name());
      var clause = limit.clause(bare(said, catalogue.entry(row.name()).kind()));
      try {
        var expr = new ConditionCompiler(catalogue).compile(clause);
        rules.add(rule(row, entry.getKey(), expr, cell.text(), ValueText.of(clause, catalogue)));
      } catch (ConditionException e) {
        throw cell.refusal(e);
      }
    }
    return rules;
  }

  private static Comparison bare(@Nullable Comparison said, CatalogueEntry.Kind kind) {
    if (said != null && said.downwards()) {
      return Comparison.AT_MOST;
    }
    if (said != null && said.upwards()) {
      return Comparison.AT_LEAST;
    }
    return kind == CatalogueEntry.Kind.COUNTER ? Comparison.AT_LEAST : Comparison.ABOVE;
  }

  private static CompiledRule rule(
      Row row, Severity severity, String expr, String cell, String value) {
    var texts = new LinkedHashMap<String, String>();
    texts.put("summary", row.name() + " is " + value + " (" + severity.label() + ": " + cell + ")");
    if (!row.target().isEmpty()) {
      texts.put("target", row.target());
    }
    return row.settings().rule(severity, expr, row.settings().forMillis(), texts);
  }

  private static Limit limit(Cell cell, Catalogue catalogue, String name) {
    try {
      return ConditionParser.limit(cell.text(), catalogue, name);
    } catch (ConditionException e) {
      throw cell.refusal(e);
    }
  }

  private static List<CompiledRule> table(YamlNode node, Catalogue catalogue) {
    var rules = new ArrayList<CompiledRule>();
    var table = MarkdownTable.read(node);
    for (var row : table.rows()) {
      var metric = row.getOrDefault("metric", "").replace("`", "");
      var type = row.getOrDefault("type", "gauge").toLowerCase(Locale.ROOT);
      var known =
          catalogue.has(metric) ? catalogue : catalogue.with(metric, entry(node, metric, type));
      var cells = new EnumMap<Severity, Cell>(Severity.class);
      row.forEach((column, cell) -> severity(column, cell, new Cell(node, metric, ""), cells));
      if (!cells.isEmpty()) {
        var target = row.getOrDefault("target", "");
        rules.addAll(rules(new Row(metric, RuleSettings.named(metric), cells, target), known));
      }
    }
    return rules;
  }

  private static CatalogueEntry entry(YamlNode node, String metric, String type) {
    return switch (type) {
      case "gauge" -> CatalogueEntry.ofMetric(metric, CatalogueEntry.Kind.GAUGE);
      case "counter" -> CatalogueEntry.ofMetric(metric, CatalogueEntry.Kind.COUNTER);
      case "histogram" -> CatalogueEntry.ofMetric(metric, CatalogueEntry.Kind.HISTOGRAM);
      default ->
          throw node.refusal(metric + ": " + type + " (expected: Gauge, Counter or Histogram)");
    };
  }

  private static void severity(String column, String cell, Cell metric, Map<Severity, Cell> cells) {
    boolean none = cell.isEmpty() || cell.equals("-") || cell.equals("–") || cell.equals("—");
    for (var severity : Severity.values()) {
      if (severity.label().equals(column) && !none) {
        cells.put(severity, new Cell(metric.node(), cell, metric.text() + ": "));
      }
    }
  }
}
