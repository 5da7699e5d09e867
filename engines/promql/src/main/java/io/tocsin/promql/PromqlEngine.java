package io.tocsin.promql;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StoreException;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.cache.CachedRange;
import io.tocsin.promql.cache.RangeCache;
import io.tocsin.promql.eval.Answers;
import io.tocsin.promql.eval.Reach;
import io.tocsin.promql.eval.Scope;
import io.tocsin.promql.running.QueryRun;
import io.tocsin.promql.running.RunningQueries;
import io.tocsin.promql.running.SlowQueries;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Answers PromQL queries over a store. Safe for use by many threads; a query runs on the thread
/// that asks, and waits while too many others run.
public final class PromqlEngine {
  private final SeriesStore store;
  private final EngineOptions options;
  private final PromqlMetrics metrics;
  private final Semaphore slots;
  private final RunningQueries running;
  private final SlowQueries slow;
  private final RangeCache cache;

  public PromqlEngine(
      SeriesStore store, EngineOptions options, Clock clock, PrometheusRegistry registry) {
    this.store = store;
    this.options = options;
    this.metrics = new PromqlMetrics(registry);
    this.slots = new Semaphore(options.concurrencyMax(), true);
    this.running = new RunningQueries(clock);
    this.slow = new SlowQueries(options.slowMillis(), metrics.slow());
    this.cache = new RangeCache(options.cacheMaxBytes(), clock, registry);
  }

  /// Returns the settings of a query that asks for nothing special.
  public QueryOptions defaults() {
    return new QueryOptions(options.timeoutMillis(), options.lookbackMillis(), () -> false);
  }

  /// Evaluates a query at one time.
  ///
  /// @throws QueryException whose kind says whether text, data, a limit or time is to blame
  public QueryResult instant(String query, long timeMillis, QueryOptions o) {
    var expr = PromqlParser.parse(query);
    var frame = frame(query, new Times(timeMillis, timeMillis, 0), o);
    return run(frame, o, run -> answer(expr, run, Answers::instant));
  }

  /// Evaluates a query at `startMillis` and every `stepMillis` until `endMillis`, which is included
  /// if a step falls on it.
  ///
  /// @throws QueryException whose kind says whether text, data, a limit or time is to blame
  public QueryResult range(
      String query, long startMillis, long endMillis, long stepMillis, QueryOptions o) {
    var expr = PromqlParser.parse(query);
    if (expr.type() != ValueType.VECTOR && expr.type() != ValueType.SCALAR) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA,
          "invalid expression type \""
              + expr.type().documented()
              + "\" for range query, must be Scalar or instant Vector");
    }
    if (stepMillis <= 0) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA,
          "step: " + stepMillis + " milliseconds (expected: more than 0)");
    }
    var frame = frame(query, new Times(startMillis, endMillis, stepMillis), o);
    return run(
        frame,
        o,
        o.cached() && CachedRange.applies(cache, expr, frame)
            ? run -> answerFromCache(expr, run)
            : run -> answer(expr, run, Answers::range));
  }

  private record Times(long startMillis, long endMillis, long stepMillis) {}

  private Scope.Frame frame(String query, Times times, QueryOptions o) {
    return new Scope.Frame(
        times.startMillis(),
        times.endMillis(),
        times.stepMillis(),
        o.lookbackMillis() > 0 ? o.lookbackMillis() : options.lookbackMillis(),
        options.delayedNameRemoval(),
        options.subqueryIntervalMillis(),
        options.startTimestamps(),
        query);
  }

  /// Returns the queries that have not been answered yet, the oldest first.
  public List<RunningQuery> running() {
    return running.list();
  }

  /// Ends a running query, which then fails with `CANCELED`; returns whether there was one.
  public boolean cancel(long id) {
    return running.cancel(id);
  }

  /// Gives back the memory of answers that nobody asks for any more. To be called now and then.
  public void dropIdle() {
    cache.dropIdle();
  }

  private QueryResult run(
      Scope.Frame frame, QueryOptions o, Function<QueryRun, QueryResult> evaluation) {
    long timeoutMillis =
        o.timeoutMillis() > 0
            ? Math.min(o.timeoutMillis(), options.timeoutMillis())
            : options.timeoutMillis();
    var limits = new Budget.Limits(options.samplesMax(), options.memoryMaxBytes(), timeoutMillis);
    var run = running.begin(frame, limits, o.canceled());
    var outcome = "internal";
    try {
      var result = inTurn(run, timeoutMillis, evaluation);
      outcome = "success";
      return result;
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.CORRUPT) {
        throw e; // Not the query's fault.
      }
      outcome = "execution";
      throw new QueryException(
          QueryException.Kind.EXECUTION, "expanding series: " + e.getMessage());
    } catch (QueryException e) {
      outcome = e.kind().name().toLowerCase(Locale.ROOT);
      throw e;
    } finally {
      running.end(run);
      metrics.ends(outcome, run.elapsedNanos(), run.budget().samplesRead());
      slow.ended(run, outcome);
    }
  }

  private QueryResult inTurn(
      QueryRun run, long timeoutMillis, Function<QueryRun, QueryResult> evaluation) {
    waitForSlot(run, timeoutMillis);
    try {
      return evaluation.apply(run);
    } finally {
      slots.release();
      metrics.leaves();
    }
  }

  private QueryResult answer(Expr expr, QueryRun run, Function<Answers, Value> evaluation) {
    long waited = run.elapsedNanos();
    var reach = Reach.of(expr, run.frame());
    try (var querier = store.querier(reach.fromMillis(), reach.toMillis());
        var scope = new Scope(querier, run.frame(), run.budget())) {
      long prepared = run.elapsedNanos();
      var value = evaluation.apply(new Answers(scope, expr));
      var notes = scope.notes();
      return new QueryResult(value, notes.warnings(), notes.infos(), stats(run, waited, prepared));
    }
  }

  private QueryResult answerFromCache(Expr expr, QueryRun run) {
    long waited = run.elapsedNanos();
    long mark = store.mark();
    var reach = Reach.of(expr, run.frame());
    try (var querier = store.querier(reach.fromMillis(), reach.toMillis())) {
      long prepared = run.elapsedNanos();
      var question = new CachedRange.Question(store, expr, run.frame(), run.budget());
      var answer = new CachedRange(cache, question).answer(querier, mark);
      return new QueryResult(
          answer.value(), answer.warnings(), answer.infos(), stats(run, waited, prepared));
    }
  }

  private static QueryStats stats(QueryRun run, long waited, long prepared) {
    return new QueryStats(
        run.budget().samplesQueryable(),
        run.budget().samplesRead(),
        run.budget().peak(),
        waited,
        prepared - waited,
        run.elapsedNanos() - prepared);
  }

  private void waitForSlot(QueryRun run, long timeoutMillis) {
    metrics.waits();
    boolean free = false;
    try {
      free = isFree(run, timeoutMillis);
    } finally {
      if (free) {
        metrics.starts();
      } else {
        metrics.givesUp();
      }
    }
    if (!free) {
      throw new QueryException(
          QueryException.Kind.TIMEOUT,
          "query timed out in query queue (query.max-concurrency: "
              + options.concurrencyMax()
              + ")");
    }
  }

  private boolean isFree(QueryRun run, long timeoutMillis) {
    try {
      run.beginsToWait();
      try {
        return slots.tryAcquire(timeoutMillis, TimeUnit.MILLISECONDS);
      } finally {
        run.endsToWait();
      }
    } catch (InterruptedException e) {
      if (!run.isCanceled()) {
        Thread.currentThread().interrupt();
      }
      throw new QueryException(QueryException.Kind.CANCELED, "query was canceled in query queue");
    }
  }
}
