package io.tocsin.rules.unittest;

import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.model.Labels;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a file of tests, strictly.
final class TestFileReader {
  private static final long MINUTE = 60_000;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d[\\d_]*\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  private TestFileReader() {}

  /// @throws io.tocsin.kit.ConfigException if the file is refused
  static TestFile read(String file, String text) {
    var root = Yaml.parse(file, text).section();
    var ruleFiles = root.texts("rule_files");
    long interval = root.durationMillis("evaluation_interval", 0);
    interval = interval == 0 ? MINUTE : interval;
    var order = root.texts("group_eval_order");
    for (int i = 0; i < order.size(); i++) {
      if (order.subList(0, i).contains(order.get(i))) {
        throw root.require("group_eval_order").refusal(order.get(i) + " comes twice");
      }
    }
    boolean fuzzy = root.bool("fuzzy_compare", false);
    var tests = new ArrayList<TestFile.Test>();
    for (var node : root.list("tests")) {
      tests.add(test(node.section(), interval));
    }
    root.done();
    return new TestFile(ruleFiles, interval, order, fuzzy, tests);
  }

  private static TestFile.Test test(YamlSection section, long evaluationInterval) {
    long interval = section.durationMillis("interval", 0);
    var inputs = new ArrayList<TestFile.Series>();
    for (var node : section.list("input_series")) {
      var one = node.section();
      inputs.add(new TestFile.Series(one.text("series", ""), one.text("values", "")));
      one.done();
    }
    var alerts = new ArrayList<TestFile.AlertCase>();
    for (var node : section.list("alert_rule_test")) {
      alerts.add(alertCase(node.section()));
    }
    var queries = new ArrayList<TestFile.QueryCase>();
    for (var node : section.list("promql_expr_test")) {
      queries.add(queryCase(node.section()));
    }
    var test =
        new TestFile.Test(
            section.text("name", ""),
            interval == 0 ? evaluationInterval : interval,
            time(section.find("start_timestamp")),
            inputs,
            Labels.of(section.textMap("external_labels")),
            section.text("external_url", ""),
            alerts,
            queries);
    section.done();
    return test;
  }

  /// Reads Unix seconds or RFC 3339.
  private static long time(@Nullable YamlNode node) {
    if (node == null || node.isNothing()) {
      return 0;
    }
    try {
      var text = node.text();
      return NUMBER.matcher(text).matches()
          ? new BigDecimal(text).movePointRight(3).longValue()
          : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant().toEpochMilli();
    } catch (DateTimeException | NumberFormatException e) {
      throw node.refuse("Unix seconds or a time of RFC 3339");
    }
  }

  private static TestFile.AlertCase alertCase(YamlSection section) {
    long at = section.durationMillis("eval_time", 0);
    var alert = section.text("alertname", "");
    var expected = new ArrayList<TestFile.Expected>();
    for (var node : section.list("exp_alerts")) {
      var one = node.section();
      expected.add(
          new TestFile.Expected(one.textMap("exp_labels"), one.textMap("exp_annotations")));
      one.done();
    }
    section.done();
    return new TestFile.AlertCase(at, alert, expected);
  }

  private static TestFile.QueryCase queryCase(YamlSection section) {
    var query = section.text("expr", "");
    long at = section.durationMillis("eval_time", 0);
    var expected = new ArrayList<TestFile.Sample>();
    for (var node : section.list("exp_samples")) {
      var one = node.section();
      var labels = one.text("labels", "");
      double value = number(one.find("value"));
      expected.add(new TestFile.Sample(labels, value, one.text("histogram", "")));
      one.done();
    }
    section.done();
    return new TestFile.QueryCase(at, query, List.copyOf(expected));
  }

  private static double number(@Nullable YamlNode node) {
    if (node == null || node.isNothing()) {
      return 0;
    }
    if (node.kind() == YamlNode.Kind.TEXT && node.isPlain()) {
      return switch (node.text()) {
        case ".nan", ".NaN", ".NAN" -> Double.NaN;
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Double.POSITIVE_INFINITY;
        case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
        default ->
            NUMBER.matcher(node.text()).matches()
                ? Double.parseDouble(node.text().replace("_", ""))
                : (double) node.integer();
      };
    }
    throw node.refuse("a number");
  }
}
