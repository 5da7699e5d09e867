package io.tocsin.rules.condition;

import io.tocsin.kit.YamlNode;
import java.util.List;

/// Conditions and tables as text and as YAML.
public final class Conditions {
  private Conditions() {}

  /// What a condition comes to.
  ///
  /// @param expr PromQL
  /// @param forMillis how long it has to hold; 0 where nothing is said
  /// @param value a template of the value with its unit, for annotations
  public record Compiled(String expr, long forMillis, String value) {}

  /// Compiles a condition such as `error_rate > 5% for 5 minutes`.
  ///
  /// @throws ConditionException where it cannot be understood
  public static Compiled compile(String text, Catalogue catalogue) {
    var condition = ConditionParser.parse(text, catalogue);
    var expr = new ConditionCompiler(catalogue).compile(condition.clause());
    return new Compiled(expr, condition.forMillis(), ValueText.of(condition.clause(), catalogue));
  }

  /// Compiles a list of conditions with their names, severities and receivers.
  ///
  /// @throws io.tocsin.kit.ConfigException that names file, line, column and what was expected
  public static List<CompiledRule> conditions(YamlNode list, Catalogue catalogue) {
    return ConditionList.read(list, catalogue);
  }

  /// Compiles a table of limits, as a map of names or as the text of a Markdown table.
  ///
  /// @throws io.tocsin.kit.ConfigException as above
  public static List<CompiledRule> thresholds(YamlNode table, Catalogue catalogue) {
    return Thresholds.read(table, catalogue);
  }
}
