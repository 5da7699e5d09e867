package io.tocsin.promql;

import io.tocsin.kit.Durations;
import io.tocsin.kit.GoFloat;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import io.tocsin.model.Matcher;
import io.tocsin.promql.Expr.Aggregate;
import io.tocsin.promql.Expr.Binary;
import io.tocsin.promql.Expr.Call;
import io.tocsin.promql.Expr.MatrixSelector;
import io.tocsin.promql.Expr.Modifiers;
import io.tocsin.promql.Expr.NumberLiteral;
import io.tocsin.promql.Expr.Paren;
import io.tocsin.promql.Expr.StringLiteral;
import io.tocsin.promql.Expr.Subquery;
import io.tocsin.promql.Expr.Unary;
import io.tocsin.promql.Expr.VectorSelector;
import io.tocsin.promql.VectorMatching.Cardinality;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;

/// Writes expressions as Prometheus does: what it prints parses to an equal expression. Safe for
/// use by many threads.
public final class Printer {
  private final StringBuilder out = new StringBuilder();

  private Printer() {}

  /// Returns the expression on one line.
  public static String print(Expr expr) {
    var printer = new Printer();
    printer.expr(expr);
    return printer.out.toString();
  }

  /// Returns the expression with lines broken and indented where one is longer than 100 characters.
  public static String pretty(Expr expr) {
    return PrettyPrinter.pretty(expr, 0);
  }

  static String operator(Binary binary) {
    var printer = new Printer();
    printer.middle(binary);
    return printer.out.toString();
  }

  static String aggregate(Aggregate aggregate) {
    var printer = new Printer();
    printer.head(aggregate);
    return printer.out.toString();
  }

  static String suffix(Subquery subquery) {
    var printer = new Printer();
    printer.subquerySuffix(subquery);
    return printer.out.toString();
  }

  private void expr(Expr expr) {
    switch (expr) {
      case NumberLiteral number -> number(number);
      case StringLiteral string -> LabelsText.quote(out, string.value());
      case VectorSelector selector -> {
        series(selector);
        at(selector.modifiers());
        extension(selector);
        offset(selector.modifiers());
      }
      case MatrixSelector matrix -> matrix(matrix);
      case Subquery subquery -> {
        expr(subquery.inner());
        subquerySuffix(subquery);
      }
      case Paren paren -> {
        out.append('(');
        expr(paren.inner());
        out.append(')');
      }
      case Unary unary -> {
        out.append(unary.negative() ? '-' : '+');
        expr(unary.operand());
      }
      case Binary binary -> {
        left(binary);
        out.append(' ');
        middle(binary);
        out.append(' ');
        expr(binary.right());
      }
      case Call call -> {
        out.append(call.function().name()).append('(');
        list(call.arguments());
        out.append(')');
      }
      case Aggregate aggregate -> {
        head(aggregate);
        out.append('(');
        list(aggregate.children());
        out.append(')');
      }
    }
  }

  /// A sign binds looser than a power, so that the base of one must not begin with it.
  private void left(Binary binary) {
    boolean power = binary.operator() == BinaryOperator.POWER;
    if (power
        && binary.left() instanceof NumberLiteral(double value, _, _)
        && value > Double.MAX_VALUE) {
      out.append("Inf");
    } else {
      expr(binary.left());
    }
  }

  private void list(List<Expr> items) {
    for (Iterator<Expr> i = items.iterator(); i.hasNext(); ) {
      expr(i.next());
      out.append(i.hasNext() ? ", " : "");
    }
  }

  private void number(NumberLiteral number) {
    if (number.duration()) {
      seconds(number.value());
    } else {
      GoFloat.appendF(out, number.value());
    }
  }

  private void seconds(double seconds) {
    out.append(Durations.print(Math.round(seconds * 1000)));
  }

  private void series(VectorSelector selector) {
    out.append(selector.name());
    var matchers =
        selector.matchers().stream()
            .filter(matcher -> !isName(matcher, selector.name()))
            .map(Matcher::toString)
            .sorted()
            .toList();
    if (!matchers.isEmpty() || selector.name().isEmpty()) {
      out.append('{').append(String.join(",", matchers)).append('}');
    }
  }

  private static boolean isName(Matcher matcher, String name) {
    return !name.isEmpty()
        && matcher.name().equals(Labels.NAME)
        && matcher.type() == Matcher.Type.EQUAL
        && matcher.value().equals(name);
  }

  private void at(Modifiers modifiers) {
    switch (modifiers.at()) {
      case null -> {}
      case At.Start _ -> out.append(" @ start()");
      case At.End _ -> out.append(" @ end()");
      case At.Timestamp(long millis) ->
          out.append(" @ ").append(BigDecimal.valueOf(millis, 3).toPlainString());
    }
  }

  private void offset(Modifiers modifiers) {
    var offset = modifiers.offset();
    if (offset != null) {
      out.append(" offset ");
      duration(offset);
    }
  }

  private void extension(VectorSelector selector) {
    out.append(
        switch (selector.extension()) {
          case NONE -> "";
          case ANCHORED -> " anchored";
          case SMOOTHED -> " smoothed";
        });
  }

  private void matrix(MatrixSelector matrix) {
    series(matrix.selector());
    out.append('[');
    duration(matrix.range());
    out.append(']');
    extension(matrix.selector());
    at(matrix.selector().modifiers());
    offset(matrix.selector().modifiers());
  }

  private void subquerySuffix(Subquery subquery) {
    out.append('[');
    duration(subquery.range());
    out.append(':');
    var step = subquery.step();
    if (step != null) {
      duration(step);
    }
    out.append(']');
    at(subquery.modifiers());
    offset(subquery.modifiers());
  }

  private void duration(DurationExpr duration) {
    switch (duration) {
      case DurationExpr.Literal literal ->
          number(new NumberLiteral(literal.seconds(), literal.duration(), literal.span()));
      case DurationExpr.Step _ -> out.append("step()");
      case DurationExpr.Range _ -> out.append("range()");
      case DurationExpr.Negation negation -> {
        out.append('-');
        duration(negation.operand());
      }
      case DurationExpr.Paren paren -> {
        out.append('(');
        duration(paren.inner());
        out.append(')');
      }
      case DurationExpr.Operation operation -> operation(operation);
    }
  }

  private void operation(DurationExpr.Operation operation) {
    var symbol = operation.operator().symbol();
    boolean function = Character.isLetter(symbol.charAt(0));
    out.append(function ? symbol + "(" : "");
    duration(operation.left());
    out.append(function ? ", " : " " + symbol + " ");
    duration(operation.right());
    out.append(function ? ")" : "");
  }

  private void head(Aggregate aggregate) {
    out.append(aggregate.operator().text());
    if (aggregate.without() || !aggregate.labels().isEmpty()) {
      out.append(aggregate.without() ? " without " : " by ");
      labels(aggregate.labels());
      out.append(' ');
    }
  }

  private void labels(List<String> labels) {
    out.append('(');
    var separator = "";
    for (var label : labels) {
      out.append(separator);
      if (LabelsText.isLabelName(label) && !isReserved(label)) {
        out.append(label);
      } else {
        LabelsText.quote(out, label);
      }
      separator = ", ";
    }
    out.append(')');
  }

  /// The words that are no label names without quotes.
  private static boolean isReserved(String label) {
    return label.equalsIgnoreCase("without")
        || label.equalsIgnoreCase("inf")
        || label.equalsIgnoreCase("nan");
  }

  private void middle(Binary binary) {
    out.append(binary.operator().symbol()).append(binary.returnBool() ? " bool" : "");
    var matching = binary.matching();
    if (matching == null) {
      return;
    }
    var cardinality = matching.cardinality();
    boolean left = cardinality == Cardinality.MANY_TO_ONE;
    boolean grouped = left || cardinality == Cardinality.ONE_TO_MANY;
    if (matching.on() || grouped || !matching.labels().isEmpty()) {
      out.append(matching.on() ? " on " : " ignoring ");
      labels(matching.labels());
    }
    if (grouped) {
      out.append(left ? " group_left " : " group_right ");
      labels(matching.include());
    }
    fills(matching);
  }

  private void fills(VectorMatching matching) {
    var left = matching.fillLeft();
    var right = matching.fillRight();
    if (left != null && left.equals(right)) {
      out.append(" fill (").append(GoFloat.g(left)).append(')');
      return;
    }
    if (left != null) {
      out.append(" fill_left (").append(GoFloat.g(left)).append(')');
    }
    if (right != null) {
      out.append(" fill_right (").append(GoFloat.g(right)).append(')');
    }
  }
}
