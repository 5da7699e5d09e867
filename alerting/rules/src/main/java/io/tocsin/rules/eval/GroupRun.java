package io.tocsin.rules.eval;

import io.tocsin.model.Labels;
import io.tocsin.rules.GroupView;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleGroup;
import io.tocsin.rules.RuleQueryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A group with the state of its rules. Evaluated by one thread at a time; [#view] is for any.
public final class GroupRun {
  private static final Logger LOG = LoggerFactory.getLogger(GroupRun.class);

  private final RuleGroup group;
  private final Context context;
  private final List<RuleRun> runs = new ArrayList<>();
  private final List<List<Integer>> batches;
  private final RuleStore store;

  /// Series of an earlier configuration that nobody writes any more.
  private final Set<Labels> left = new LinkedHashSet<>();

  private volatile Times times = new Times(0, 0);

  /// How the last evaluation went.
  private record Times(long tookNanos, long lastMillis) {}

  /// @param restored whether there is nothing to take up from an earlier process
  public GroupRun(RuleGroup group, Context context, boolean restored) {
    this.group = group;
    this.context = context;
    this.batches = Dependencies.batches(group.rules());
    this.store = new RuleStore(context.parts().store(), group.key());
    for (var rule : group.rules()) {
      runs.add(
          switch (rule) {
            case Rule.Recording record -> new RecordRun(record, context.parts().queries());
            case Rule.Alert alert -> new AlertRun(alert, context, restored);
          });
    }
    context.metrics().begin(group.key(), group.intervalMillis() / 1e3, runs.size());
  }

  public RuleGroup group() {
    return group;
  }

  Context context() {
    return context;
  }

  public GroupView view() {
    var now = times;
    var views = runs.stream().map(RuleRun::view).toList();
    return new GroupView(group, now.tookNanos(), now.lastMillis(), views);
  }

  private long offsetMillis() {
    Long own = group.queryOffsetMillis();
    return own == null ? context.queryOffsetMillis() : own;
  }

  /// Evaluates all rules at `timeMillis`.
  ///
  /// @param stopped asked before each rule; true leaves out the rest
  public void evaluate(long timeMillis, BooleanSupplier stopped) {
    var clock = context.parts().clock();
    long began = clock.millis();
    long start = clock.nanos();
    context.metrics().iterations.labelValues(group.key()).inc();
    var samples = new LongAdder();
    for (var batch : batches) {
      evaluate(batch, timeMillis, stopped, samples);
    }
    if (!stopped.getAsBoolean()) {
      context.metrics().samples.labelValues(group.key()).set((double) samples.sum());
      markLeft(timeMillis);
    }
    publish(began, clock.nanos() - start);
  }

  private void publish(long began, long tookNanos) {
    var metrics = context.metrics();
    metrics.iterated(tookNanos / 1e9);
    long sum = runs.stream().mapToLong(run -> run.view().tookNanos()).sum();
    metrics.lastRuleSum.labelValues(group.key()).set(sum / 1e9);
    metrics.lastDuration.labelValues(group.key()).set(tookNanos / 1e9);
    metrics.lastEvaluation.labelValues(group.key()).set(began / 1e3);
    times = new Times(tookNanos, began);
  }

  private void evaluate(
      List<Integer> batch, long timeMillis, BooleanSupplier stopped, LongAdder samples) {
    if (batch.size() == 1) {
      evaluate(runs.get(batch.getFirst()), timeMillis, stopped, samples);
      return;
    }
    try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int position : batch) {
        var run = runs.get(position);
        if (context.spare().tryAcquire()) {
          beside.execute(() -> {
            try {
              evaluate(run, timeMillis, stopped, samples);
            } finally {
              context.spare().release();
            }
          });
        } else {
          evaluate(run, timeMillis, stopped, samples);
        }
      }
    }
  }

  private void evaluate(RuleRun run, long timeMillis, BooleanSupplier stopped, LongAdder samples) {
    if (stopped.getAsBoolean()) {
      return;
    }
    var clock = context.parts().clock();
    long began = clock.millis();
    long start = clock.nanos();
    context.metrics().evaluations.labelValues(group.key()).inc();
    var error = "";
    try {
      error = outcome(run, timeMillis, samples);
    } catch (RuntimeException e) {
      error = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      failed(run, e, error);
    }
    long took = clock.nanos() - start;
    context.metrics().evaluated(took / 1e9);
    run.publish(error, took, began);
  }

  private void failed(RuleRun run, RuntimeException e, String error) {
    context.metrics().failures.labelValues(group.key()).inc();
    if (!context.logs() || (e instanceof RuleQueryException query && query.isCanceled())) {
      return;
    }
    LOG.atWarn()
        .addKeyValue("group", group.key())
        .addKeyValue("rule", run.rule().name())
        .addKeyValue("reason", error)
        .setCause(e instanceof RuleQueryException || e instanceof RuleFailure ? null : e)
        .log("rule not evaluated");
  }

  /// Returns what is wrong with the samples that were stored; empty if nothing is.
  private String outcome(RuleRun run, long timeMillis, LongAdder samples) {
    long offset = offsetMillis();
    var outputs = run.evaluate(timeMillis, offset, group.limit());
    samples.add(outputs.size());
    if (run instanceof AlertRun alerts) {
      var due = alerts.due(timeMillis, group.intervalMillis());
      if (!due.isEmpty()) {
        context.parts().alerts().forEach(sink -> sink.accept(due));
      }
    }
    var stored = store.store(run.rule().name(), outputs, run.returned(), timeMillis - offset);
    run.returned(stored.series());
    if (!stored.problem().isEmpty()) {
      context.metrics().failures.labelValues(group.key()).inc();
    }
    return stored.problem();
  }

  /// Ends the series of an earlier configuration.
  private void markLeft(long timeMillis) {
    if (!left.isEmpty() && store.markStale(left, timeMillis - offsetMillis())) {
      left.clear();
    }
  }

  /// Ends all series of a group that is gone.
  void markAllStale(long timeMillis) {
    for (var run : runs) {
      left.addAll(run.returned());
      run.returned(Set.of());
    }
    markLeft(timeMillis);
  }

  /// Takes up the alerts of an earlier process.
  void restore(long nowMillis) {
    long start = context.parts().clock().nanos();
    var restoring = new Restoring(context, nowMillis);
    for (var run : runs) {
      if (run instanceof AlertRun alerts && !alerts.isRestored()) {
        restore(restoring, alerts);
      }
    }
    context
        .metrics()
        .lastRestore
        .labelValues(group.key())
        .set((context.parts().clock().nanos() - start) / 1e9);
  }

  private void restore(Restoring restoring, AlertRun run) {
    try {
      restoring.restore(run);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("group", group.key())
          .addKeyValue("alert", run.rule().name())
          .setCause(e)
          .log("state of alerts not taken up");
      run.restored();
    }
  }

  /// Goes on where an earlier configuration of the group has stopped: rules with the same name and
  /// labels keep their alerts, and series that no rule writes any more are ended.
  void takeOver(GroupRun old) {
    times = old.times;
    var byIdentity = new HashMap<List<Object>, List<RuleRun>>();
    for (var run : old.runs) {
      byIdentity.computeIfAbsent(identity(run), _ -> new ArrayList<>()).add(run);
    }
    for (var run : runs) {
      var same = byIdentity.getOrDefault(identity(run), List.of());
      if (!same.isEmpty()) {
        run.takeOver(same.removeFirst());
      }
    }
    left.addAll(old.left);
    unclaimed(byIdentity);
  }

  private void unclaimed(Map<List<Object>, List<RuleRun>> byIdentity) {
    byIdentity.values().forEach(rest -> rest.forEach(run -> left.addAll(run.returned())));
  }

  private static List<Object> identity(RuleRun run) {
    return List.of(run.rule().name(), run.rule().labels());
  }
}
