package io.tocsin.promql.eval;

import io.tocsin.promql.Expr;
import io.tocsin.promql.rollup.Steps;
import io.tocsin.promql.rollup.Windows;

/// The span of time that a query looks at, both ends included, known before it runs.
public record Reach(long fromMillis, long toMillis) {
  private static final Reach NOTHING = new Reach(Long.MAX_VALUE, Long.MIN_VALUE);

  /// Returns the span of all selectors of an expression; empty at 0 where there is none.
  public static Reach of(Expr expr, Scope.Frame frame) {
    var reach = of(expr, frame.steps(), new Geometry(frame));
    return reach.fromMillis > reach.toMillis ? new Reach(0, 0) : reach;
  }

  private static Reach of(Expr expr, Steps steps, Geometry geometry) {
    if (steps.count() == 0) {
      return NOTHING;
    }
    return switch (expr) {
      case Expr.VectorSelector selector -> {
        var windows = geometry.windows(steps, selector);
        yield of(windows, 0, geometry.after(selector.extension()));
      }
      case Expr.MatrixSelector matrix -> {
        var extension = matrix.selector().extension();
        var windows = geometry.windows(steps, matrix);
        yield of(windows, geometry.before(extension), geometry.after(extension));
      }
      case Expr.Subquery subquery -> {
        var windows = geometry.windows(steps, subquery);
        yield of(subquery.inner(), geometry.innerSteps(subquery, windows), geometry);
      }
      case Expr.Call call when call.function().name().equals("info") -> {
        var windows = geometry.infoWindows(steps, call.arguments().getFirst());
        yield of(call.arguments().getFirst(), steps, geometry).and(of(windows, 0, 0));
      }
      case Expr.NumberLiteral _,
          Expr.StringLiteral _,
          Expr.Paren _,
          Expr.Unary _,
          Expr.Call _,
          Expr.Binary _,
          Expr.Aggregate _ -> {
        var reach = NOTHING;
        for (var child : expr.children()) {
          reach = reach.and(of(child, steps, geometry));
        }
        yield reach;
      }
    };
  }

  private static Reach of(Windows windows, long before, long after) {
    return new Reach(windows.firstStart() - before + 1, windows.lastEnd() + after);
  }

  private Reach and(Reach other) {
    return new Reach(Math.min(fromMillis, other.fromMillis), Math.max(toMillis, other.toMillis));
  }
}
