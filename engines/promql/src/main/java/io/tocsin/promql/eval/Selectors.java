package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.Expr;
import io.tocsin.promql.ValueType;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.rollup.Steps;

/// Finds series for selectors, and evaluates what is inside subqueries.
final class Selectors {
  private final Scope scope;
  private final Evaluator evaluator;
  private final Geometry geometry;

  Selectors(Scope scope, Evaluator evaluator) {
    this.scope = scope;
    this.evaluator = evaluator;
    this.geometry = new Geometry(scope.frame());
  }

  /// @param timestamps whether samples' times are wanted instead of their values
  Block vector(Expr.VectorSelector selector, Steps steps, boolean timestamps) {
    var windows = geometry.windows(steps, selector);
    long after = geometry.after(selector.extension());
    var set = scope.select(selector.matchers(), windows.firstStart(), windows.lastEnd() + after);
    return after > 0
        ? SmoothedSelector.of(set, windows, scope.budget())
        : new Selector(set, windows, timestamps, scope.budget());
  }

  /// Prepares the argument of a function over a range vector.
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
    var windows = geometry.windows(steps, matrix);
    var extension = matrix.selector().extension();
    var set =
        scope.select(
            matrix.selector().matchers(),
            windows.firstStart() - geometry.before(extension),
            windows.lastEnd() + geometry.after(extension));
    return new RangeVector.Stored(set, windows);
  }

  private RangeVector subquery(Expr.Subquery subquery, Steps steps) {
    var windows = geometry.windows(steps, subquery);
    var inner = geometry.innerSteps(subquery, windows);
    scope.budget().hold(0, inner.count());
    return new RangeVector.Subquery(block(subquery.inner(), inner), windows);
  }

  /// Evaluates an expression whose type is vector, or scalar, which becomes one row.
  Block block(Expr expr, Steps steps) {
    if (expr.type() != ValueType.SCALAR) {
      return evaluator.vector(expr, steps);
    }
    var values = new double[][] {evaluator.scalar(expr, steps)};
    return new Table(LabelRows.one(Labels.EMPTY), steps, values);
  }
}
