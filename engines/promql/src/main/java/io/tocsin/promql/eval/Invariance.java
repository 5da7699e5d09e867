package io.tocsin.promql.eval;

import io.tocsin.promql.Expr;
import java.util.IdentityHashMap;
import java.util.Set;

/// Which expressions are the same at all steps, so that one evaluation serves them all: what is
/// pinned by `@`, and what is made from such and from literals.
final class Invariance {
  /// Functions whose answer depends on the time at which they are asked.
  private static final Set<String> TIMED =
      Set.of(
          "days_in_month",
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "hour",
          "minute",
          "month",
          "year",
          "predict_linear",
          "time",
          "timestamp");

  private final IdentityHashMap<Expr, Boolean> known = new IdentityHashMap<>();

  boolean holds(Expr expr) {
    Boolean answer = known.get(expr);
    if (answer == null) {
      answer = find(expr);
      known.put(expr, answer);
    }
    return answer;
  }

  private boolean find(Expr expr) {
    return switch (expr) {
      case Expr.NumberLiteral _, Expr.StringLiteral _ -> true;
      case Expr.VectorSelector selector -> selector.modifiers().at() != null;
      case Expr.MatrixSelector matrix -> holds(matrix.selector());
      case Expr.Subquery subquery -> subquery.modifiers().at() != null;
      case Expr.Call call -> call(call);
      case Expr.Paren _, Expr.Unary _, Expr.Binary _, Expr.Aggregate _ ->
          expr.children().stream().allMatch(this::holds);
    };
  }

  private boolean call(Expr.Call call) {
    boolean arguments = call.arguments().stream().allMatch(this::holds);
    if (call.function().name().equals("timestamp")) {
      return arguments
          && Evaluator.unwrap(call.arguments().getFirst()) instanceof Expr.VectorSelector;
    }
    return arguments && !TIMED.contains(call.function().name());
  }
}
