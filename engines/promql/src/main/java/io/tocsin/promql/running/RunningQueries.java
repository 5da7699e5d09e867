package io.tocsin.promql.running;

import io.tocsin.kit.Clock;
import io.tocsin.promql.RunningQuery;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.eval.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// The queries that have not been answered yet; as many as there are threads that ask. Safe for use
/// by many threads.
public final class RunningQueries {
  private final Map<Long, QueryRun> runs = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final Clock clock;

  public RunningQueries(Clock clock) {
    this.clock = clock;
  }

  /// Takes in a query; [#end] lets it go.
  public QueryRun begin(Scope.Frame frame, Budget.Limits limits, BooleanSupplier gone) {
    var run = new QueryRun(ids.incrementAndGet(), frame, limits, gone, clock);
    runs.put(run.id(), run);
    return run;
  }

  public void end(QueryRun run) {
    runs.remove(run.id());
  }

  /// Returns them, the oldest first.
  public List<RunningQuery> list() {
    return runs.values().stream()
        .sorted(Comparator.comparingLong(QueryRun::id))
        .map(QueryRun::view)
        .toList();
  }

  /// Tells whether there is a query of that id; it ends soon.
  public boolean cancel(long id) {
    var run = runs.get(id);
    if (run != null) {
      run.cancel();
    }
    return run != null;
  }
}
