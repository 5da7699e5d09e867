package io.tocsin.promql.script;

import io.tocsin.promql.At;
import io.tocsin.promql.Expr;
import io.tocsin.promql.Printer;
import io.tocsin.promql.PromqlParser;
import io.tocsin.promql.QueryException;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A query whose selectors all look at one time: it answers the same whenever it is asked.
///
/// @param text the query with `@` at every selector that had none
/// @param times at which to ask, in Unix milliseconds
record PinnedQuery(String text, List<Long> times) {
  /// Functions whose answer depends on when they are asked, whatever they look at.
  private static final Set<String> TIMED =
      Set.of(
          "days_in_month",
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "end",
          "hour",
          "minute",
          "month",
          "year",
          "predict_linear",
          "range",
          "start",
          "step",
          "time",
          "timestamp");

  PinnedQuery {
    times = List.copyOf(times);
  }

  /// Returns the query pinned to a time, or null if that changes what it asks for.
  static @Nullable PinnedQuery of(String query, long timeMillis) {
    Expr expr;
    try {
      expr = PromqlParser.parse(query);
    } catch (QueryException ignored) {
      // Asking it plainly says what is wrong.
      return null;
    }
    if (isTimed(expr)) {
      return null;
    }
    var times =
        timeMillis == 0
            ? LongStream.of(-1000, 0, 1000)
            : LongStream.of(-10 * timeMillis, 0, timeMillis / 5, timeMillis, 10 * timeMillis);
    return new PinnedQuery(
        Printer.print(pinned(expr, new At.Timestamp(timeMillis))), times.boxed().toList());
  }

  private static boolean isTimed(Expr expr) {
    return (expr instanceof Expr.Call call && TIMED.contains(call.function().name()))
        || expr.children().stream().anyMatch(PinnedQuery::isTimed);
  }

  private static Expr pinned(Expr expr, At at) {
    return switch (expr) {
      case Expr.NumberLiteral _, Expr.StringLiteral _ -> expr;
      case Expr.VectorSelector selector -> selector(selector, at);
      case Expr.MatrixSelector matrix ->
          new Expr.MatrixSelector(selector(matrix.selector(), at), matrix.range(), matrix.span());
      case Expr.Subquery subquery -> subquery(subquery, at);
      case Expr.Paren paren -> new Expr.Paren(pinned(paren.inner(), at), paren.span());
      case Expr.Unary unary ->
          new Expr.Unary(unary.negative(), pinned(unary.operand(), at), unary.span());
      case Expr.Call call ->
          new Expr.Call(
              call.function(),
              call.arguments().stream().map(argument -> pinned(argument, at)).toList(),
              call.span());
      case Expr.Binary binary ->
          new Expr.Binary(
              binary.operator(),
              pinned(binary.left(), at),
              pinned(binary.right(), at),
              binary.returnBool(),
              binary.matching(),
              binary.span());
      case Expr.Aggregate aggregate -> aggregate(aggregate, at);
    };
  }

  private static Expr aggregate(Expr.Aggregate aggregate, At at) {
    var parameter = aggregate.parameter();
    return new Expr.Aggregate(
        aggregate.operator(),
        parameter == null ? null : pinned(parameter, at),
        pinned(aggregate.operand(), at),
        aggregate.labels(),
        aggregate.without(),
        aggregate.span());
  }

  private static Expr.VectorSelector selector(Expr.VectorSelector selector, At at) {
    return new Expr.VectorSelector(
        selector.name(),
        selector.matchers(),
        pinned(selector.modifiers(), at),
        selector.extension(),
        selector.span());
  }

  /// Pins a subquery, which fixes the times of what is inside.
  private static Expr subquery(Expr.Subquery subquery, At at) {
    return new Expr.Subquery(
        subquery.inner(),
        subquery.range(),
        subquery.step(),
        pinned(subquery.modifiers(), at),
        subquery.span());
  }

  private static Expr.Modifiers pinned(Expr.Modifiers modifiers, At at) {
    return modifiers.at() == null ? new Expr.Modifiers(at, modifiers.offset()) : modifiers;
  }
}
