package io.tocsin.promql.eval;

import io.tocsin.promql.Expr;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.rollup.ExtendedRollup;
import io.tocsin.promql.rollup.RangeFunctions;
import io.tocsin.promql.rollup.Rollup;
import java.util.List;
import java.util.Set;

/// The modifiers `anchored` and `smoothed`: which functions may be used with them, and theirs.
final class Extensions {
  private static final Set<String> ANCHORED =
      Set.of("resets", "changes", "rate", "increase", "delta");
  private static final Set<String> SMOOTHED = Set.of("rate", "increase", "delta");

  private Extensions() {}

  /// Returns the rollup of a function over a range with or without a modifier.
  static Rollup rollup(Scope scope, String name, Expr range, List<double[]> scalars) {
    if (!(Evaluator.unwrap(range) instanceof Expr.MatrixSelector matrix)) {
      return RangeFunctions.rollup(name, scalars);
    }
    return switch (matrix.selector().extension()) {
      case NONE -> RangeFunctions.rollup(name, scalars);
      case ANCHORED -> {
        require(ANCHORED, "anchored", name);
        yield new ExtendedRollup(name, false, scope.frame().lookbackMillis());
      }
      case SMOOTHED -> {
        require(SMOOTHED, "smoothed", name);
        yield new ExtendedRollup(name, true, scope.frame().lookbackMillis());
      }
    };
  }

  private static void require(Set<String> functions, String modifier, String name) {
    if (!functions.contains(name)) {
      throw new QueryException(
          QueryException.Kind.EXECUTION,
          modifier
              + " modifier can only be used with: "
              + String.join(", ", functions.stream().sorted().toList())
              + " - not with "
              + name);
    }
  }
}
