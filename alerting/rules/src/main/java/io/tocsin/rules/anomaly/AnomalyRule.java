package io.tocsin.rules.anomaly;

import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.rules.condition.Catalogue;
import io.tocsin.rules.condition.CompiledRule;
import io.tocsin.rules.condition.RuleSettings;
import io.tocsin.rules.condition.Watched;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/// A watched expression and the alert on it.
///
/// @param name begins the names of the series that are written
/// @param expr PromQL of what is watched
/// @param alert the ordinary rule that fires from those series
public record AnomalyRule(String name, String expr, Detection detection, CompiledRule alert) {
  /// What is written: 1 while two of the last three points are outside the band, else 0.
  public static final String STATE = ":anomaly";

  static final String EXPECTED = ":anomaly_expected";
  static final String LOWER = ":anomaly_lower";
  static final String UPPER = ":anomaly_upper";
  static final String SCORE = ":anomaly_score";

  private static final long STEP_MAX = 3_600_000;

  /// Reads a list of them.
  ///
  /// @throws io.tocsin.kit.ConfigException that names file, line, value and what was expected
  public static List<AnomalyRule> read(YamlNode list, Catalogue catalogue) {
    var rules = new ArrayList<AnomalyRule>();
    var names = new HashSet<String>();
    for (var item : list.items()) {
      var rule = rule(item, catalogue);
      if (!names.add(rule.name())) {
        throw item.refusal(rule.name() + " comes twice");
      }
      rules.add(rule);
    }
    return rules;
  }

  private static AnomalyRule rule(YamlNode item, Catalogue catalogue) {
    var section = item.section();
    var name = section.require("name");
    if (!name.text().matches("[a-zA-Z_][a-zA-Z0-9_:]*")) {
      throw name.refuse("letters, digits and underscores, because series are named after it");
    }
    var watched = Watched.read(section.require("of"), catalogue);
    var detection = detection(section, watched);
    var severity = RuleSettings.severity(section);
    var settings = RuleSettings.read(section, "");
    var expr = name.text() + STATE + " == 1" + quiet(section);
    section.done();
    var texts = new LinkedHashMap<String, String>();
    texts.put("summary", watched.text() + " is not what it usually is at this time of the week");
    var alert = settings.rule(severity, expr, settings.forMillis(), texts);
    return new AnomalyRule(name.text(), watched.expr(), detection, alert);
  }

  /// Returns what keeps the alert quiet: a query that has a result meanwhile, as in a maintenance.
  private static String quiet(YamlSection section) {
    var query = section.text("not_while", "").strip();
    return query.isEmpty() ? "" : " unless on () (" + query + ")";
  }

  private static Detection detection(YamlSection section, Watched watched) {
    var usual = Detection.USUAL;
    long step = section.durationMillis("step", usual.stepMillis());
    if (step < 60_000 || step > STEP_MAX || 86_400_000 % step != 0) {
      throw section.require("step").refuse("from 1m to 1h, so that a day is a whole number of it");
    }
    double width = section.number("width", usual.width());
    if (!(width >= 1 && width <= 100)) {
      throw section.require("width").refuse("a number of deviations from 1 to 100");
    }
    double floor = section.has("floor") ? watched.amount(section.require("floor")) : 0;
    double least = section.has("at_least") ? watched.amount(section.require("at_least")) : 0;
    var direction =
        switch (section.text("direction", "both")) {
          case "up" -> Direction.UP;
          case "down" -> Direction.DOWN;
          case "both" -> Direction.BOTH;
          default -> throw section.require("direction").refuse("up, down or both");
        };
    return new Detection(
        step, width, usual.floorShare(), Math.abs(floor), Math.abs(least), direction);
  }
}
