package io.tocsin.promql.eval;

import io.tocsin.model.TimeRange;
import io.tocsin.promql.Expr;
import io.tocsin.promql.rollup.Steps;
import io.tocsin.promql.rollup.Windows;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// The span of time that a query looks at, both ends included, known before it runs.
public record Reach(long fromMillis, long toMillis) {
  private static final Reach NOTHING = new Reach(Long.MAX_VALUE, Long.MIN_VALUE);

  /// Returns the span of all selectors of an expression; empty at 0 where there is none.
  public static Reach of(Expr expr, Scope.Frame frame) {
    var reach = new Walk(new Geometry(frame), (_, _) -> {}).of(expr, frame.steps());
    return reach.fromMillis > reach.toMillis ? new Reach(0, 0) : reach;
  }

  /// Returns of which range each selector lists series; by identity.
  public static Map<Expr.VectorSelector, TimeRange> listed(Expr expr, Scope.Frame frame) {
    var listed = new IdentityHashMap<Expr.VectorSelector, TimeRange>();
    new Walk(new Geometry(frame), (selector, reach) -> listed.put(selector, reach.range()))
        .of(expr, frame.steps());
    return listed;
  }

  private TimeRange range() {
    return new TimeRange(fromMillis, toMillis);
  }

  /// @param found hears of each selector
  private record Walk(Geometry geometry, BiConsumer<Expr.VectorSelector, Reach> found) {
    Reach of(Expr expr, Steps steps) {
      if (steps.count() == 0) {
        return NOTHING;
      }
      return switch (expr) {
        case Expr.VectorSelector selector -> {
          var windows = geometry.windows(steps, selector);
          yield found(selector, windows, 0);
        }
        case Expr.MatrixSelector matrix -> {
          var selector = matrix.selector();
          var windows = geometry.windows(steps, matrix);
          yield found(selector, windows, geometry.before(selector.extension()));
        }
        case Expr.Subquery subquery -> {
          var windows = geometry.windows(steps, subquery);
          yield of(subquery.inner(), geometry.innerSteps(subquery, windows));
        }
        case Expr.Call call when call.function().name().equals("info") -> {
          var windows = geometry.infoWindows(steps, call.arguments().getFirst());
          yield of(call.arguments().getFirst(), steps).and(Reach.of(windows, 0, 0));
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
            reach = reach.and(of(child, steps));
          }
          yield reach;
        }
      };
    }

    private Reach found(Expr.VectorSelector selector, Windows windows, long before) {
      var reach = Reach.of(windows, before, geometry.after(selector.extension()));
      found.accept(selector, reach);
      return reach;
    }
  }

  private static Reach of(Windows windows, long before, long after) {
    return new Reach(windows.firstStart() - before + 1, windows.lastEnd() + after);
  }

  private Reach and(Reach other) {
    return new Reach(Math.min(fromMillis, other.fromMillis), Math.max(toMillis, other.toMillis));
  }
}
