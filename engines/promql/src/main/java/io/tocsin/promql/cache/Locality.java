package io.tocsin.promql.cache;

import io.tocsin.promql.At;
import io.tocsin.promql.DurationExpr;
import io.tocsin.promql.Expr;
import io.tocsin.promql.ValueType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which expressions have at each step a value that does not depend on which other steps are asked
/// for, to the last bit and with the same errors. What is not known to be so is not.
///
/// Left out, for instance: what depends on the query's ends; `deriv` and `predict_linear`, which
/// keep sums from a series' first sample on; `quantile_over_time`, whose sorted window remembers
/// where it came from; functions over subqueries of made series, which refuse equal series even at
/// different steps.
final class Locality {
  private static final Set<String> OVER_RANGES =
      Set.of(
          "absent_over_time",
          "avg_over_time",
          "changes",
          "count_over_time",
          "delta",
          "first_over_time",
          "idelta",
          "increase",
          "irate",
          "last_over_time",
          "max_over_time",
          "min_over_time",
          "present_over_time",
          "rate",
          "resets",
          "stddev_over_time",
          "stdvar_over_time",
          "sum_over_time",
          "ts_of_first_over_time",
          "ts_of_last_over_time");

  /// Functions of one row alone.
  private static final Set<String> OVER_ROWS =
      Set.of(
          "abs",
          "acos",
          "acosh",
          "asin",
          "asinh",
          "atan",
          "atanh",
          "ceil",
          "clamp",
          "clamp_max",
          "clamp_min",
          "cos",
          "cosh",
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "days_in_month",
          "deg",
          "exp",
          "floor",
          "hour",
          "ln",
          "log10",
          "log2",
          "minute",
          "month",
          "rad",
          "round",
          "sgn",
          "sin",
          "sinh",
          "sqrt",
          "tan",
          "tanh",
          "timestamp",
          "year");

  private static final Set<String> OTHERS =
      Set.of(
          "absent",
          "histogram_fraction",
          "histogram_quantile",
          "label_join",
          "label_replace",
          "max_of",
          "min_of",
          "pi",
          "scalar",
          "sort",
          "sort_desc",
          "step",
          "time",
          "vector");

  private Locality() {}

  static boolean holds(Expr expr) {
    return switch (expr) {
      case Expr.NumberLiteral _, Expr.StringLiteral _ -> true;
      case Expr.VectorSelector selector -> selector(selector);
      case Expr.MatrixSelector matrix -> selector(matrix.selector()) && duration(matrix.range());
      case Expr.Subquery subquery -> subquery(subquery);
      case Expr.Call call -> call(call) && insideHolds(call);
      case Expr.Aggregate aggregate -> aggregate(aggregate) && insideHolds(aggregate);
      case Expr.Paren _, Expr.Unary _, Expr.Binary _ -> insideHolds(expr);
    };
  }

  private static boolean insideHolds(Expr expr) {
    return expr.children().stream().allMatch(Locality::holds);
  }

  private static boolean selector(Expr.VectorSelector selector) {
    return selector.extension() == Expr.Extension.NONE && modifiers(selector.modifiers());
  }

  private static boolean modifiers(Expr.Modifiers modifiers) {
    boolean here =
        switch (modifiers.at()) {
          case null -> true;
          case At.Timestamp _ -> true;
          case At.Start _, At.End _ -> false;
        };
    return here && duration(modifiers.offset());
  }

  /// The step is the same in all parts of an answer, the range is not.
  private static boolean duration(@Nullable DurationExpr duration) {
    return switch (duration) {
      case null -> true;
      case DurationExpr.Literal _, DurationExpr.Step _ -> true;
      case DurationExpr.Range _ -> false;
      case DurationExpr.Negation negation -> duration(negation.operand());
      case DurationExpr.Paren paren -> duration(paren.inner());
      case DurationExpr.Operation operation ->
          duration(operation.left()) && duration(operation.right());
    };
  }

  private static boolean subquery(Expr.Subquery subquery) {
    return modifiers(subquery.modifiers())
        && duration(subquery.range())
        && duration(subquery.step())
        && isStored(subquery.inner())
        && holds(subquery.inner());
  }

  private static boolean call(Expr.Call call) {
    var name = call.function().name();
    return OVER_RANGES.contains(name) || OVER_ROWS.contains(name) || OTHERS.contains(name);
  }

  private static boolean aggregate(Expr.Aggregate aggregate) {
    return switch (aggregate.operator()) {
      case SUM, AVG, COUNT, MIN, MAX, GROUP, STDDEV, STDVAR, COUNT_VALUES -> true;
      case TOPK, BOTTOMK, QUANTILE -> aggregate.parameter() instanceof Expr.NumberLiteral;
      case LIMITK, LIMIT_RATIO -> false;
    };
  }

  /// Tells whether the rows of an expression are series of the store, one by one.
  private static boolean isStored(Expr expr) {
    return switch (expr) {
      case Expr.VectorSelector _ -> true;
      case Expr.Paren paren -> isStored(paren.inner());
      case Expr.Unary unary -> isStored(unary.operand());
      case Expr.Call call -> isStored(call);
      case Expr.Binary binary ->
          binary.left().type() == ValueType.SCALAR
              ? isStored(binary.right())
              : binary.right().type() == ValueType.SCALAR && isStored(binary.left());
      case Expr.NumberLiteral _,
          Expr.StringLiteral _,
          Expr.MatrixSelector _,
          Expr.Subquery _,
          Expr.Aggregate _ ->
          false;
    };
  }

  private static boolean isStored(Expr.Call call) {
    var name = call.function().name();
    if (OVER_RANGES.contains(name)) {
      return !name.equals("absent_over_time");
    }
    return OVER_ROWS.contains(name)
        && !call.arguments().isEmpty()
        && isStored(call.arguments().getFirst());
  }
}
