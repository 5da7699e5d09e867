package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.model.SeriesSet;
import io.tocsin.promql.Expr;
import io.tocsin.promql.ValueType;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.eval.Selector.Wanted;
import io.tocsin.promql.rollup.Steps;

/// Finds series for selectors, and evaluates what is inside subqueries.
final class Selectors {
  private final Scope scope;
  private final Evaluator evaluator;
  private final Geometry geometry;
  private final TotalsOnly totals;

  /// @param totals the selectors of which buckets are not needed
  Selectors(Scope scope, Evaluator evaluator, TotalsOnly totals) {
    this.scope = scope;
    this.evaluator = evaluator;
    this.geometry = new Geometry(scope.frame());
    this.totals = totals;
  }

  Block vector(Expr.VectorSelector selector, Steps steps) {
    var windows = geometry.windows(steps, selector);
    long after = geometry.after(selector.extension());
    var set = select(selector, windows.firstStart(), windows.lastEnd() + after);
    return after > 0
        ? new SmoothedSelector(set, windows, scope, selector.span())
        : new Selector(set, windows, Wanted.VALUE, scope.budget());
  }

  /// Returns the times of samples, or since when they count, instead of their values.
  Block times(Expr.VectorSelector selector, Steps steps, boolean starts) {
    var windows = geometry.windows(steps, selector);
    var set = scope.select(selector, windows.firstStart(), windows.lastEnd());
    return new Selector(set, windows, starts ? Wanted.START : Wanted.TIME, scope.budget());
  }

  /// Prepares the argument of a function over a range vector; the windows of `anchored` and
  /// `smoothed` ranges reach out as far as the lookback.
  RangeVector range(Expr argument, Steps steps) {
    return switch (argument) {
      case Expr.MatrixSelector matrix -> stored(matrix, steps);
      case Expr.Subquery subquery -> subquery(subquery, steps);
      case Expr.Paren paren -> range(paren.inner(), steps);
      case Expr.NumberLiteral _,
          Expr.StringLiteral _,
          Expr.VectorSelector _,
          Expr.Unary _,
          Expr.Call _,
          Expr.Binary _,
          Expr.Aggregate _ ->
          throw Evaluator.unexpected(argument, ValueType.MATRIX);
    };
  }

  private RangeVector stored(Expr.MatrixSelector matrix, Steps steps) {
    var extension = matrix.selector().extension();
    var windows =
        geometry
            .windows(steps, matrix)
            .extended(geometry.before(extension), geometry.after(extension));
    var set = select(matrix.selector(), windows.firstStart(), windows.lastEnd());
    return new RangeVector.Stored(set, windows);
  }

  private SeriesSet select(Expr.VectorSelector selector, long fromMillis, long toMillis) {
    var set = scope.select(selector, fromMillis, toMillis);
    return totals.holds(selector) ? new TotalsSet(set) : set;
  }

  private RangeVector subquery(Expr.Subquery subquery, Steps steps) {
    var windows = geometry.windows(steps, subquery);
    var inner = geometry.innerSteps(subquery, windows);
    scope.budget().hold(0, inner.count());
    scope.budget().entersSubquery();
    var block = block(subquery.inner(), inner);
    scope.budget().leavesSubquery();
    return new RangeVector.Subquery(block, windows, scope.budget());
  }

  /// Evaluates an expression whose type is vector, or scalar, which becomes one row.
  Block block(Expr expr, Steps steps) {
    if (expr.type() != ValueType.SCALAR) {
      return evaluator.vector(expr, steps);
    }
    var values = new double[][] {evaluator.scalar(expr, steps)};
    return Table.ofFloats(LabelRows.one(Labels.EMPTY), steps, values);
  }
}
