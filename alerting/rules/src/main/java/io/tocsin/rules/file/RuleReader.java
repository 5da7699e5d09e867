package io.tocsin.rules.file;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleFile.Reading;
import io.tocsin.rules.RuleQuery;
import io.tocsin.rules.RuleQueryException;
import io.tocsin.rules.RuleTemplateException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads one rule.
final class RuleReader {
  private static final RuleQuery NO_QUERY = new RuleQuery("", List.of());

  private final Reading reading;
  private final Consumer<ConfigException> problems;
  private boolean bad;

  RuleReader(Reading reading, Consumer<ConfigException> problems) {
    this.reading = reading;
    this.problems = problems;
  }

  private void problem(ConfigException e) {
    bad = true;
    problems.accept(e);
  }

  /// Returns the rule, or null where something was wrong.
  ///
  /// @param labels the group's, to which the rule's own are added
  @Nullable Rule read(YamlNode node, SortedMap<String, String> labels) {
    var section = node.section();
    var record = section.text("record", "");
    var alert = section.text("alert", "");
    var query = query(section);
    long hold = section.durationMillis("for", 0);
    long keep = section.durationMillis("keep_firing_for", 0);
    var own = labels(section, "labels", true);
    var annotations = labels(section, "annotations", false);
    if (!reading.ignoresUnknown()) {
      section.done();
    }
    if (record.isEmpty() == alert.isEmpty()) {
      var what = record.isEmpty() ? "record or alert is missing" : "has both record and alert";
      problem(node.refusal(what + " (expected: one of record and alert)"));
    }
    if (!record.isEmpty()) {
      recorded(section, record);
    }
    if (!alert.isEmpty()) {
      templates(section, alert);
    }
    labels.putAll(own);
    if (bad) {
      return null;
    }
    return alert.isEmpty()
        ? new Rule.Recording(record, query, labels)
        : new Rule.Alert(alert, query, hold, keep, labels, annotations);
  }

  private RuleQuery query(YamlSection section) {
    var node = section.find("expr");
    if (node == null || node.text().isEmpty()) {
      problem(section.node().refusal("expr is missing (expected: a query)"));
      return NO_QUERY;
    }
    try {
      return reading.queries().parse(node.text());
    } catch (RuleQueryException e) {
      problem(node.refusal(node.text().strip() + ": " + e.getMessage()));
      return NO_QUERY;
    }
  }

  private void recorded(YamlSection section, String record) {
    for (var key : new String[] {"for", "keep_firing_for"}) {
      if (section.durationMillis(key, 0) != 0) {
        problem(section.require(key).refusal("is no key of a rule that records"));
      }
    }
    if (!section.textMap("annotations").isEmpty()) {
      problem(section.require("annotations").refusal("is no key of a rule that records"));
    }
    var node = section.require("record");
    boolean braces = record.contains("{") || record.contains("}");
    if (braces || !isName(record, true)) {
      problem(node.refuse("a metric name" + (braces ? ", selectors belong into expr" : "")));
    }
  }

  private boolean isName(String name, boolean metric) {
    if (reading.utf8Names()) {
      return !name.isEmpty();
    }
    return metric ? LabelsText.isMetricName(name) : LabelsText.isLabelName(name);
  }

  /// @param series whether the names are those of series' labels, which excludes the metric's
  SortedMap<String, String> labels(YamlSection section, String key, boolean series) {
    var labels = new TreeMap<String, String>();
    var node = section.find(key);
    if (node != null) {
      node.entries()
          .forEach((name, value) -> {
            if (!isName(name, false) || (series && name.equals(Labels.NAME))) {
              problem(value.refusal("is no name (expected: a label's)"));
            }
            labels.put(name, value.text());
          });
    }
    return labels;
  }

  private void templates(YamlSection section, String alert) {
    for (var key : new String[] {"labels", "annotations"}) {
      var node = section.find(key);
      if (node != null) {
        node.entries().values().forEach(text -> template(alert, text));
      }
    }
  }

  private void template(String alert, YamlNode text) {
    try {
      reading.templates().check(alert, text.text());
    } catch (RuleTemplateException e) {
      problem(text.refusal(String.valueOf(e.getMessage())));
    }
  }
}
