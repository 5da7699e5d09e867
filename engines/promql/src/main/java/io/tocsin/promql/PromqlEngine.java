package io.tocsin.promql;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StoreException;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.eval.Answers;
import io.tocsin.promql.eval.Reach;
import io.tocsin.promql.eval.Scope;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Answers PromQL queries over a store. Safe for use by many threads; a query runs on the thread
/// that asks, and waits while too many others run.
public final class PromqlEngine {
  private final SeriesStore store;
  private final EngineOptions options;
  private final Clock clock;
  private final PromqlMetrics metrics;
  private final Semaphore slots;

  public PromqlEngine(
      SeriesStore store, EngineOptions options, Clock clock, PrometheusRegistry registry) {
    this.store = store;
    this.options = options;
    this.clock = clock;
    this.metrics = new PromqlMetrics(registry);
    this.slots = new Semaphore(options.concurrencyMax(), true);
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
    return run(expr, frame, o, Answers::instant);
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
    return run(expr, frame, o, Answers::range);
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

  private QueryResult run(
      Expr expr, Scope.Frame frame, QueryOptions o, Function<Answers, Value> evaluation) {
    long timeoutMillis =
        o.timeoutMillis() > 0
            ? Math.min(o.timeoutMillis(), options.timeoutMillis())
            : options.timeoutMillis();
    var limits = new Budget.Limits(options.samplesMax(), options.memoryMaxBytes(), timeoutMillis);
    var budget = new Budget(limits, o.canceled(), clock);
    waitForSlot(timeoutMillis);
    long start = clock.nanos();
    var outcome = "internal";
    try {
      var result = answer(expr, frame, budget, evaluation);
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
      slots.release();
      metrics.ends(outcome, clock.nanos() - start, budget.samplesRead());
    }
  }

  private QueryResult answer(
      Expr expr, Scope.Frame frame, Budget budget, Function<Answers, Value> evaluation) {
    var reach = Reach.of(expr, frame);
    try (var querier = store.querier(reach.fromMillis(), reach.toMillis());
        var scope = new Scope(querier, frame, budget)) {
      var value = evaluation.apply(new Answers(scope, expr));
      return new QueryResult(
          value, scope.notes().warnings(), scope.notes().infos(), budget.samplesRead());
    }
  }

  private void waitForSlot(long timeoutMillis) {
    metrics.waits();
    boolean free = false;
    try {
      free = slots.tryAcquire(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(QueryException.Kind.CANCELED, "query was canceled in query queue");
    } finally {
      if (free) {
        metrics.starts();
      } else {
        metrics.givesUp();
      }
    }
    if (!free) {
      throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out in query queue");
    }
  }
}
