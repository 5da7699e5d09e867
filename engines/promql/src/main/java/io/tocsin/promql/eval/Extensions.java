package io.tocsin.promql.eval;

import io.tocsin.promql.Expr;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.eval.RollupBlock.Kernel;
import io.tocsin.promql.rollup.ExtendedRollup;
import io.tocsin.promql.rollup.RangeFunctions;
import java.util.List;
import java.util.Set;

/// The modifiers `anchored` and `smoothed`: which functions may be used with them, and theirs.
final class Extensions {
  private static final Set<String> ANCHORED =
      Set.of("resets", "changes", "rate", "increase", "delta");
  private static final Set<String> SMOOTHED = Set.of("rate", "increase", "delta");

  private Extensions() {}

  /// Returns what a function does over a range with or without a modifier.
  static Kernel kernel(Scope scope, String name, Expr range, List<double[]> scalars) {
    if (!(Evaluator.unwrap(range) instanceof Expr.MatrixSelector matrix)) {
      return plain(name, scalars);
    }
    return switch (matrix.selector().extension()) {
      case NONE -> plain(name, scalars);
      case ANCHORED -> {
        require(ANCHORED, "anchored", name);
        yield extended(scope, name, false);
      }
      case SMOOTHED -> {
        require(SMOOTHED, "smoothed", name);
        yield extended(scope, name, true);
      }
    };
  }

  private static Kernel plain(String name, List<double[]> scalars) {
    return new Kernel(RangeFunctions.rollup(name, scalars), RangeFunctions.mixed(name));
  }

  private static Kernel extended(Scope scope, String name, boolean smoothed) {
    var borders = new ExtendedRollup.Borders(smoothed, scope.frame().lookbackMillis());
    var rollup = new ExtendedRollup(name, borders);
    return new Kernel(rollup, rollup);
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
