package io.tocsin.rules;

import io.tocsin.rules.eval.Context;
import io.tocsin.rules.eval.GroupRun;
import io.tocsin.rules.eval.RuleMetrics;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Evaluates rules at times that the caller chooses, without waiting and without threads: for unit
/// tests of rules, and to see what rules would have done. For one thread.
public final class RuleSimulation implements RuleSource {
  private final List<GroupRun> groups;

  /// @param set its groups are evaluated in their order
  public RuleSimulation(RuleParts parts, RuleOptions options, RuleSet set) {
    var context =
        new Context(
            parts,
            options,
            new RuleMetrics(parts.metrics()),
            new Semaphore(0),
            set.queryOffsetMillis(),
            set.externalLabels(),
            set.externalUrl(),
            false);
    this.groups = set.groups().stream().map(group -> new GroupRun(group, context, true)).toList();
  }

  /// Evaluates every group; times must not go back.
  public void evaluate(long timeMillis) {
    groups.forEach(group -> group.evaluate(timeMillis, () -> false));
  }

  @Override
  public List<GroupView> groups() {
    return groups.stream().map(GroupRun::view).toList();
  }
}
