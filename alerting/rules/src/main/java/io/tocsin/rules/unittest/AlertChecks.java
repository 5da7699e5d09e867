package io.tocsin.rules.unittest;

import io.tocsin.kit.Durations;
import io.tocsin.model.Alert;
import io.tocsin.model.LabelsText;
import io.tocsin.rules.AlertView;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleSimulation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares the alerts that fire with those that a test expects.
final class AlertChecks {
  private static final Comparator<One> ORDER =
      Comparator.comparing((One one) -> one.labels().toString())
          .thenComparing(one -> one.annotations().toString());

  private final TestFile.Test test;
  private final boolean diff;
  private final List<TestFile.AlertCase> left;

  AlertChecks(TestFile.Test test, boolean diff) {
    this.test = test;
    this.diff = diff;
    this.left = new ArrayList<>(test.alertCases());
    left.sort(Comparator.comparingLong(TestFile.AlertCase::atMillis));
  }

  /// An alert without its times.
  private record One(SortedMap<String, String> labels, SortedMap<String, String> annotations) {
    static One of(AlertView alert) {
      var labels = new TreeMap<String, String>();
      alert.labels().forEach(label -> labels.put(label.name(), label.value()));
      return new One(labels, alert.annotations());
    }

    static One of(String alertName, TestFile.Expected expected) {
      var labels = new TreeMap<>(expected.labels());
      labels.put(Alert.NAME, alertName);
      return new One(labels, new TreeMap<>(expected.annotations()));
    }

    @Override
    public String toString() {
      return "Labels:" + set(labels) + "\nAnnotations:" + set(annotations);
    }

    private static String set(Map<String, String> pairs) {
      var out = new StringBuilder("{");
      pairs.forEach((name, value) -> {
        out.append(out.length() > 1 ? ", " : "").append(name).append('=');
        LabelsText.quote(out, value);
      });
      return out.append('}').toString();
    }
  }

  /// Checks what is asked between this evaluation and the next.
  void check(RuleSimulation rules, long sinceStart, long interval, List<String> failures) {
    while (!left.isEmpty()
        && sinceStart <= left.getFirst().atMillis()
        && left.getFirst().atMillis() < sinceStart + interval) {
      check(rules, left.removeFirst(), failures);
    }
  }

  private void check(RuleSimulation rules, TestFile.AlertCase asked, List<String> failures) {
    var got = new ArrayList<One>();
    for (var group : rules.groups()) {
      for (var rule : group.rules()) {
        if (rule.rule() instanceof Rule.Alert alert && alert.name().equals(asked.alert())) {
          rule.alerts().stream().filter(AlertView::firing).map(One::of).forEach(got::add);
        }
      }
    }
    var expected = new ArrayList<One>();
    asked.expected().forEach(one -> expected.add(One.of(asked.alert(), one)));
    got.sort(ORDER);
    expected.sort(ORDER);
    if (!got.equals(expected)) {
      failures.add(
          (test.name().isEmpty() ? "" : "    name: " + test.name() + ",\n")
              + "    alertname: "
              + asked.alert()
              + ", time: "
              + Durations.print(asked.atMillis())
              + ", \n"
              + (diff
                  ? "        diff: " + Differences.of(lines(expected), lines(got))
                  : "        exp:" + list(expected) + ", \n        got:" + list(got)));
    }
  }

  private static List<String> lines(List<One> alerts) {
    return alerts.stream().flatMap(one -> one.toString().lines()).toList();
  }

  private static String list(List<One> alerts) {
    if (alerts.isEmpty()) {
      return "[]";
    }
    var out = new StringBuilder("[");
    for (int i = 0; i < alerts.size(); i++) {
      out.append(i == 0 ? "" : ",").append("\n            ").append(i).append(':');
      alerts.get(i).toString().lines().forEach(line -> out.append("\n              ").append(line));
    }
    return out.append("\n            ]").toString();
  }
}
