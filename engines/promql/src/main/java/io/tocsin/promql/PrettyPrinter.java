package io.tocsin.promql;

import io.tocsin.promql.Expr.Aggregate;
import io.tocsin.promql.Expr.Binary;
import io.tocsin.promql.Expr.Call;
import io.tocsin.promql.Expr.MatrixSelector;
import io.tocsin.promql.Expr.NumberLiteral;
import io.tocsin.promql.Expr.Paren;
import io.tocsin.promql.Expr.StringLiteral;
import io.tocsin.promql.Expr.Subquery;
import io.tocsin.promql.Expr.Unary;
import io.tocsin.promql.Expr.VectorSelector;
import java.util.List;
import java.util.stream.Collectors;

/// Breaks long expressions into lines, two spaces deeper per level, by Prometheus' rules.
final class PrettyPrinter {
  private static final int LINE_MAX = 100;

  private PrettyPrinter() {}

  static String pretty(Expr expr, int level) {
    var indent = "  ".repeat(level);
    var line = Printer.print(expr);
    return switch (expr) {
      case NumberLiteral _, StringLiteral _, VectorSelector _, MatrixSelector _ -> indent + line;
      case Unary unary ->
          indent + (unary.negative() ? "-" : "+") + pretty(unary.operand(), level).strip();
      case Subquery subquery ->
          line.length() > LINE_MAX
              ? pretty(subquery.inner(), level) + Printer.suffix(subquery)
              : line;
      case Paren _, Binary _, Call _, Aggregate _ ->
          line.length() > LINE_MAX ? split(expr, level, indent) : indent + line;
    };
  }

  private static String split(Expr expr, int level, String indent) {
    return switch (expr) {
      case Paren paren -> block("", paren.children(), level);
      case Call call -> block(call.function().name(), call.arguments(), level);
      case Aggregate aggregate -> block(Printer.aggregate(aggregate), aggregate.children(), level);
      case Binary binary ->
          pretty(binary.left(), level + 1)
              + "\n"
              + indent
              + Printer.operator(binary)
              + "\n"
              + pretty(binary.right(), level + 1);
      case NumberLiteral _,
          StringLiteral _,
          VectorSelector _,
          MatrixSelector _,
          Unary _,
          Subquery _ ->
          throw new IllegalStateException("split of " + expr);
    };
  }

  private static String block(String head, List<Expr> inner, int level) {
    var indent = "  ".repeat(level);
    return inner.stream()
        .map(expr -> pretty(expr, level + 1))
        .collect(Collectors.joining(",\n", indent + head + "(\n", "\n" + indent + ")"));
  }
}
