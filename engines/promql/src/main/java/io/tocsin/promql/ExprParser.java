package io.tocsin.promql;

import io.tocsin.promql.Expr.Aggregate;
import io.tocsin.promql.Expr.Call;
import io.tocsin.promql.Expr.NumberLiteral;
import io.tocsin.promql.Expr.Paren;
import io.tocsin.promql.Expr.StringLiteral;
import io.tocsin.promql.Expr.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Parses expressions by precedence climbing, one method per rule of the grammar. Trees are bounded
/// in height, so that whoever walks them may recurse.
final class ExprParser {
  private static final Map<String, BinaryOperator> OPERATORS = operators();

  private final Tokens tokens;
  private final int depthMax;
  private final DurationParser durations;
  private final SelectorParser selectors;
  private final PostfixParser postfixes;
  private final BinaryParser binaries;
  private int depth;

  /// Height of the expression that was made last.
  private int height;

  ExprParser(Tokens tokens, int depthMax) {
    this.tokens = tokens;
    this.depthMax = depthMax;
    this.durations = new DurationParser(tokens, depthMax);
    this.selectors = new SelectorParser(tokens);
    this.postfixes = new PostfixParser(tokens, durations);
    this.binaries = new BinaryParser(tokens, selectors, durations);
  }

  private static Map<String, BinaryOperator> operators() {
    var bySymbol = new TreeMap<String, BinaryOperator>();
    for (var operator : BinaryOperator.values()) {
      bySymbol.put(operator.symbol(), operator);
    }
    return bySymbol;
  }

  /// Takes the whole text.
  Expr query() {
    if (tokens.peek().type() == Token.Type.END) {
      throw tokens.error(new Span(0, 0), "no expression found in input");
    }
    var expr = expression();
    if (tokens.peek().type() != Token.Type.END) {
      throw tokens.unexpected("", "");
    }
    binaries.failIfRefused();
    return expr;
  }

  private Expr expression() {
    return binary(1);
  }

  private Expr binary(int least) {
    if (++depth > depthMax) {
      throw tooDeep(tokens.peek().span());
    }
    var left = unary();
    for (var operator = operator(); operator != null; operator = operator()) {
      int precedence = operator.precedence();
      if (precedence < least) {
        break;
      }
      int leftHeight = height;
      var modifiers = binaries.modifiers();
      var right = binary(operator == BinaryOperator.POWER ? precedence : precedence + 1);
      raise(Math.max(leftHeight, height), right.span());
      left = binaries.join(operator, left, modifiers, right);
    }
    depth--;
    return left;
  }

  private @Nullable BinaryOperator operator() {
    return OPERATORS.get(tokens.peek().symbol());
  }

  private void raise(int inner, Span span) {
    height = inner + 1;
    if (height > depthMax) {
      throw tooDeep(span);
    }
  }

  private QueryException tooDeep(Span span) {
    return tokens.error(span, "expression nests too deep (expected: at most " + depthMax + ")");
  }

  private Expr unary() {
    if (!tokens.at("+") && !tokens.at("-")) {
      return postfix();
    }
    var sign = tokens.take();
    boolean negative = sign.is("-");
    var operand = binary(BinaryOperator.POWER.precedence());
    var span = sign.span().to(operand.span());
    if (operand instanceof NumberLiteral(double value, boolean duration, _)) {
      return new NumberLiteral(negative ? -value : value, duration, span);
    }
    raise(height, span);
    return new Unary(negative, operand, span);
  }

  private Expr postfix() {
    var expr = primary();
    for (var next = postfixes.suffix(expr); next != null; next = postfixes.suffix(expr)) {
      raise(height, next.span());
      expr = next;
    }
    return expr;
  }

  private Expr primary() {
    var token = tokens.peek();
    height = 1;
    return switch (token.type()) {
      case NUMBER, DURATION ->
          new NumberLiteral(durations.number(), token.type() == Token.Type.DURATION, token.span());
      case STRING -> new StringLiteral(Literals.unquote(tokens.take().text()), token.span());
      case IDENTIFIER, PREPROCESSOR -> tokens.follows("(") ? call() : selectors.selector();
      case AGGREGATE ->
          tokens.follows("(") || tokens.follows("by") || tokens.follows("without")
              ? aggregate()
              : selectors.selector();
      case METRIC_IDENTIFIER, KEYWORD, OPERATOR, PUNCTUATION, END, ERROR -> {
        if (token.is("(")) {
          yield paren();
        }
        if (token.is("{") || token.isMetricName()) {
          yield selectors.selector();
        }
        throw tokens.unexpected("", "");
      }
    };
  }

  private Expr paren() {
    int start = tokens.take().start();
    var inner = expression();
    tokens.expect(")", "", "");
    var span = tokens.spanFrom(start);
    raise(height, span);
    return new Paren(inner, span);
  }

  private Expr call() {
    var name = tokens.take();
    var function = Functions.find(name.text());
    var arguments = arguments();
    if (function == null) {
      throw tokens.error(name.span(), "unknown function with name " + Literals.quote(name.text()));
    }
    var span = tokens.spanFrom(name.start());
    raise(height, span);
    return new Call(function, arguments, span);
  }

  /// Takes `(a, b)`; afterwards `height` is the highest argument's.
  private List<Expr> arguments() {
    var arguments = new ArrayList<Expr>();
    int highest = 0;
    tokens.expect("(", "", "");
    while (tokens.accept(")") == null) {
      arguments.add(expression());
      highest = Math.max(highest, height);
      if (!tokens.at(")")) {
        var comma = tokens.expect(",", "", "");
        if (tokens.at(")")) {
          throw tokens.error(comma.span(), "trailing commas not allowed in function call args");
        }
      }
    }
    height = highest;
    return arguments;
  }

  private Expr aggregate() {
    var name = tokens.take();
    var operator = aggregateOperator(name);
    List<String> labels = List.of();
    boolean without = tokens.at("without");
    boolean grouped = without || tokens.at("by");
    if (grouped) {
      tokens.take();
      labels = selectors.labels();
    }
    if (!tokens.at("(")) {
      throw tokens.unexpected("aggregation", "");
    }
    var arguments = arguments();
    if (!grouped && (tokens.at("by") || tokens.at("without"))) {
      without = tokens.take().is("without");
      labels = selectors.labels();
    }
    var span = tokens.spanFrom(name.start());
    raise(height, span);
    checkCount(operator, arguments.size(), span);
    var parameter = operator.parameter() == null ? null : arguments.getFirst();
    return new Aggregate(operator, parameter, arguments.getLast(), labels, without, span);
  }

  private static AggregateOperator aggregateOperator(Token name) {
    for (var operator : AggregateOperator.values()) {
      if (name.is(operator.text())) {
        return operator;
      }
    }
    throw new IllegalStateException("aggregate: " + name);
  }

  private void checkCount(AggregateOperator operator, int count, Span span) {
    int expected = operator.parameter() == null ? 1 : 2;
    if (count == 0) {
      throw tokens.error(span, "no arguments for aggregate expression provided");
    }
    if (count != expected) {
      throw tokens.error(
          span,
          "wrong number of arguments for aggregate expression provided, expected "
              + expected
              + ", got "
              + count);
    }
  }
}
