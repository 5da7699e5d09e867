package io.tocsin.promql.cache;

import io.tocsin.model.Labels;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.TimeRange;
import io.tocsin.promql.Expr;
import io.tocsin.promql.Value;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.eval.Answers;
import io.tocsin.promql.eval.Reach;
import io.tocsin.promql.eval.Scope;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One range query that takes from the cache what is still true and evaluates the rest.
public final class CachedRange {
  /// Of two steps or more nothing is evaluated as an instant query would be.
  private static final int EVALUATED_MIN = 2;

  private final RangeCache cache;
  private final SeriesStore store;
  private final Expr expr;
  private final Scope.Frame frame;
  private final Budget budget;
  private final Steps steps;

  /// What is asked, of which store.
  public record Question(SeriesStore store, Expr expr, Scope.Frame frame, Budget budget) {}

  /// What is answered; notes in the order in which they were said.
  public record Answer(Value.Matrix value, List<String> warnings, List<String> infos) {}

  public CachedRange(RangeCache cache, Question question) {
    this.cache = cache;
    this.store = question.store;
    this.expr = question.expr;
    this.frame = question.frame;
    this.budget = question.budget;
    this.steps = frame.steps();
  }

  /// Tells whether the cache may be used for a query.
  public static boolean applies(RangeCache cache, Expr expr, Scope.Frame frame) {
    return cache.isOn()
        && !frame.delayedNameRemoval()
        && !frame.usesStarts()
        && frame.steps().count() > EVALUATED_MIN
        && Locality.holds(expr);
  }

  /// Answers the query.
  ///
  /// @param querier of all that it reaches
  /// @param mark of the store, taken before the querier was opened
  public Answer answer(Querier querier, long mark) {
    var key = RangeCache.Key.of(frame);
    var extent = cache.find(key);
    var joined = extent == null ? null : joined(extent, querier, mark);
    if (joined == null) {
      cache.metrics().misses.inc();
      budget.releaseAll();
      return whole(key, querier, mark);
    }
    cache.metrics().hits.inc();
    cache.keep(key, joined);
    return new Answer(joined.matrix(), joined.notes().warnings(), joined.notes().infos());
  }

  private Answer whole(RangeCache.Key key, Querier querier, long mark) {
    var evaluated = evaluate(querier, frame, Map.of());
    var value = evaluated.value;
    if (evaluated.divisible && hasDistinctLabels(value)) {
      var labels = value.series().stream().map(Value.MatrixSeries::labels).toArray(Labels[]::new);
      var rows =
          value.series().stream().map(one -> Extent.row(one, steps)).toArray(double[][]::new);
      cache.keep(key, new Extent(steps, mark, evaluated.orders, evaluated.notes, labels, rows));
    } else {
      cache.forget(key);
    }
    return new Answer(value, evaluated.notes.warnings(), evaluated.notes.infos());
  }

  private static boolean hasDistinctLabels(Value.Matrix value) {
    return value.series().stream().map(Value.MatrixSeries::labels).distinct().count()
        == value.series().size();
  }

  private record Evaluated(
      Value.Matrix value, Extent.Notes notes, List<Object> orders, boolean divisible) {}

  private Evaluated evaluate(
      Querier querier, Scope.Frame part, Map<Expr.VectorSelector, TimeRange> listed) {
    try (var scope = new Scope(querier, part, budget, listed)) {
      var value = new Answers(scope, expr).range();
      var notes = new Extent.Notes(scope.notes().warnings(), scope.notes().infos());
      boolean divisible = scope.isDivisible() && scope.notes().areDivisible();
      return new Evaluated(value, notes, scope.orders(), divisible);
    }
  }

  /// Returns the answer, begun with the kept one, or null if that is of no use.
  private @Nullable Extent joined(Extent extent, Querier querier, long mark) {
    int kept = valid(extent);
    if (kept == 0) {
      return null;
    }
    var rest =
        evaluate(
            querier, frame.over(steps.time(kept), frame.endMillis()), Reach.listed(expr, frame));
    boolean fits =
        rest.divisible
            && rest.orders.equals(extent.orders())
            && rest.notes.fits(extent.notes())
            && hasDistinctLabels(rest.value)
            // What changed since would be in the rest and not in what was kept.
            && valid(extent) >= kept;
    return fits ? join(extent, rest, kept, mark) : null;
  }

  /// Returns how many steps, from the first on, the extent has as they would be evaluated now.
  private int valid(Extent extent) {
    long changed = store.changedSince(extent.mark());
    int low = 0;
    int high = Math.min(extent.reaches(steps), steps.count() - EVALUATED_MIN);
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      var upTo = frame.over(frame.startMillis(), steps.time(middle - 1));
      if (Reach.of(expr, upTo).toMillis() < changed) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private Extent join(Extent extent, Evaluated rest, int kept, long mark) {
    var labels = new ArrayList<Labels>();
    var rows = new ArrayList<double[]>();
    var fresh = rest.value.series();
    int from =
        (int) ((steps.startMillis() - extent.steps().startMillis()) / steps.intervalMillis());
    int old = 0;
    int next = 0;
    while (old < extent.labels().length || next < fresh.size()) {
      int order = order(extent, old, fresh, next);
      var row = Cell.absentRow(steps.count());
      var name = order <= 0 ? extent.labels()[old] : fresh.get(next).labels();
      if (order <= 0) {
        System.arraycopy(extent.rows()[old++], from, row, 0, kept);
      }
      if (order >= 0) {
        put(fresh.get(next++), row);
      }
      int present = Cell.count(row);
      if (present > 0) {
        budget.hold(present, row.length);
        labels.add(name);
        rows.add(row);
      }
    }
    return new Extent(
        steps,
        mark,
        extent.orders(),
        extent.notes().and(rest.notes),
        labels.toArray(Labels[]::new),
        rows.toArray(double[][]::new));
  }

  private static int order(Extent extent, int old, List<Value.MatrixSeries> fresh, int next) {
    if (old == extent.labels().length) {
      return 1;
    }
    return next == fresh.size() ? -1 : extent.labels()[old].compareTo(fresh.get(next).labels());
  }

  private void put(Value.MatrixSeries series, double[] row) {
    for (int i = 0; i < series.size(); i++) {
      long step = (series.timestampsMillis()[i] - steps.startMillis()) / steps.intervalMillis();
      row[(int) step] = series.values()[i];
    }
  }
}
