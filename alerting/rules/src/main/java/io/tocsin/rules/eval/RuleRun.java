package io.tocsin.rules.eval;

import io.tocsin.model.Labels;
import io.tocsin.rules.AlertView;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A rule with what is remembered of it from one evaluation to the next. Evaluated by one thread at
/// a time.
abstract sealed class RuleRun permits RecordRun, AlertRun {
  private final Rule rule;
  private Set<Labels> returned = new LinkedHashSet<>();
  private volatile RuleView view;

  RuleRun(Rule rule) {
    this.rule = rule;
    this.view = new RuleView(rule, RuleView.Health.UNKNOWN, "", 0, 0, List.of());
  }

  Rule rule() {
    return rule;
  }

  RuleView view() {
    return view;
  }

  /// The series that the last evaluation stored.
  Set<Labels> returned() {
    return returned;
  }

  void returned(Set<Labels> series) {
    returned = series;
  }

  /// Evaluates at `timeMillis` and returns what is to be stored.
  ///
  /// @throws RuleFailure if the evaluation does not count
  /// @throws io.tocsin.rules.RuleQueryException if the query has no answer
  abstract List<Output> evaluate(long timeMillis, long offsetMillis, int limit);

  /// Returns the alerts that wait or fire.
  List<AlertView> alerts() {
    return List.of();
  }

  /// Publishes how the evaluation went.
  void publish(String error, long tookNanos, long beganMillis) {
    var health = error.isEmpty() ? RuleView.Health.GOOD : RuleView.Health.BAD;
    view = new RuleView(rule, health, error, tookNanos, beganMillis, alerts());
  }

  /// Publishes alerts that changed without an evaluation.
  void refresh() {
    var old = view;
    view =
        new RuleView(
            rule, old.health(), old.lastError(), old.tookNanos(), old.lastMillis(), alerts());
  }

  /// Goes on where the same rule of an earlier configuration has stopped.
  void takeOver(RuleRun old) {
    returned = new LinkedHashSet<>(old.returned);
  }

  /// Returns those of `outputs` that come after another one with the same labels.
  static List<Labels> repeated(List<Output> outputs) {
    var seen = new LinkedHashSet<Labels>();
    var twice = new ArrayList<Labels>();
    for (var output : outputs) {
      if (!seen.add(output.labels())) {
        twice.add(output.labels());
      }
    }
    return twice;
  }
}
