package io.tocsin.rules;

import io.tocsin.rules.eval.Context;
import io.tocsin.rules.eval.GroupLoop;
import io.tocsin.rules.eval.GroupRun;
import io.tocsin.rules.eval.RuleMetrics;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// Evaluates rules on the clock's grid. Safe for use by many threads.
///
/// Each group has a virtual thread. A changed configuration is swapped in as a whole: groups that
/// are as before go on undisturbed, changed ones keep the state of the rules that are still there.
public final class Rules implements RuleSource, Closeable {
  private static final int GONE_MAX = 1_000;

  private final RuleParts parts;
  private final RuleOptions options;
  private final RuleMetrics metrics;
  private final Semaphore spare;
  private final List<GroupLoop> gone = new ArrayList<>();
  private volatile Map<String, GroupLoop> loops = Map.of();
  private boolean restored;
  private boolean closed;

  /// Begins with no rules.
  public Rules(RuleParts parts, RuleOptions options) {
    this.parts = parts;
    this.options = options;
    this.metrics = new RuleMetrics(parts.metrics());
    this.spare = new Semaphore(Math.max(0, options.concurrentEvals()));
  }

  /// Goes on with other rules. With the first ones, the state of alerts is taken up that an earlier
  /// process has stored.
  public synchronized void apply(RuleSet set) {
    if (closed) {
      throw new IllegalStateException("rules: are closed");
    }
    var context =
        new Context(
            parts,
            options,
            metrics,
            spare,
            set.queryOffsetMillis(),
            set.externalLabels(),
            set.externalUrl(),
            true);
    var old = new LinkedHashMap<>(loops);
    var now = new TreeMap<String, GroupLoop>();
    for (var group : set.groups()) {
      var before = loops.get(group.key());
      boolean same = before != null && before.isSame(group, context);
      now.put(
          group.key(),
          same ? before : new GroupLoop(new GroupRun(group, context, restored), !restored));
    }
    now.forEach((key, loop) -> {
      var before = old.remove(key);
      if (before != loop) {
        loop.start(before);
      }
    });
    retire(old);
    restored = true;
    loops = Map.copyOf(now);
  }

  private void retire(Map<String, GroupLoop> old) {
    old.forEach((key, loop) -> {
      loop.retire();
      metrics.end(key);
      gone.add(loop);
    });
    while (gone.size() > GONE_MAX) {
      gone.removeFirst();
    }
  }

  @Override
  public List<GroupView> groups() {
    return new TreeMap<>(loops).values().stream().map(loop -> loop.group().view()).toList();
  }

  /// Ends all evaluations and waits for those under way. Series get no markers: they go on after
  /// the restart.
  @Override
  public synchronized void close() {
    closed = true;
    gone.forEach(GroupLoop::shutDown);
    loops.values().forEach(GroupLoop::shutDown);
  }
}
