package io.tocsin.promql;

import io.tocsin.kit.Durations;
import io.tocsin.promql.DurationExpr.Literal;
import io.tocsin.promql.DurationExpr.Negation;
import io.tocsin.promql.DurationExpr.Operation;
import io.tocsin.promql.DurationExpr.Operator;
import org.jspecify.annotations.Nullable;

/// Parses numbers, and the durations in brackets and behind `offset`.
final class DurationParser {
  private static final int UNARY_PRECEDENCE = 2;
  private static final int POWER_PRECEDENCE = 3;

  private final Tokens tokens;
  private final int depthMax;
  private int depth;

  DurationParser(Tokens tokens, int depthMax) {
    this.tokens = tokens;
    this.depthMax = depthMax;
  }

  /// Takes a number or a duration; its value in seconds.
  double number() {
    var token = tokens.take();
    try {
      return token.type() == Token.Type.DURATION
          ? Durations.parse(token.text()) / 1000.0
          : Literals.number(token.text());
    } catch (NumberFormatException e) {
      throw tokens.error(
          token.span(), "error parsing number: \"" + token.text() + "\" (" + e.getMessage() + ")");
    } catch (IllegalArgumentException e) {
      throw tokens.error(token.span(), String.valueOf(e.getMessage()));
    }
  }

  boolean atNumber() {
    var type = tokens.peek().type();
    return type == Token.Type.NUMBER || type == Token.Type.DURATION;
  }

  /// Takes what stands in brackets: more than nothing.
  DurationExpr positive() {
    var duration = formula(1);
    if (duration instanceof Literal literal) {
      var rounded = toMillis(literal);
      if (!(rounded.seconds() > 0)) {
        throw tokens.error(literal.span(), "duration must be greater than 0");
      }
      return rounded;
    }
    return duration;
  }

  /// Takes what stands behind `offset`; null for no offset. Only one number, function or
  /// parenthesis belongs to it: `foo offset 2 ^ 2` is `(foo offset 2) ^ 2`.
  @Nullable DurationExpr offset() {
    boolean signed = tokens.at("+") || tokens.at("-");
    var duration = signed ? signed(POWER_PRECEDENCE + 1) : primary("offset");
    if (duration instanceof Literal literal) {
      var rounded = toMillis(literal);
      return rounded.seconds() == 0 ? null : rounded;
    }
    return duration;
  }

  /// Cuts to milliseconds, as Prometheus does, and prints as a duration from then on. What is less
  /// than a nanosecond or so away from a millisecond is taken for it.
  private static Literal toMillis(Literal literal) {
    double millis = literal.seconds() * 1000;
    boolean whole = Math.abs(millis - Math.rint(millis)) < Math.max(1e-6, Math.abs(millis) * 1e-15);
    long cut = (long) (whole ? Math.rint(millis) : millis);
    return new Literal(cut / 1000.0, true, literal.span());
  }

  private DurationExpr formula(int least) {
    if (++depth > depthMax) {
      throw tokens.error(
          tokens.peek().span(), "duration nests too deep (expected: at most " + depthMax + ")");
    }
    boolean sign = tokens.at("+") || tokens.at("-");
    var left = sign ? signed(UNARY_PRECEDENCE) : primary("subquery or range selector");
    for (var operator = operator(); operator != null; operator = operator()) {
      int precedence = precedence(operator);
      if (precedence < least) {
        break;
      }
      left = operation(left, operator, precedence);
    }
    depth--;
    return left;
  }

  private DurationExpr operation(DurationExpr left, Operator operator, int precedence) {
    var token = tokens.take();
    var right = formula(operator == Operator.POWER ? precedence : precedence + 1);
    boolean divides = operator == Operator.DIVIDE || operator == Operator.MODULO;
    if (divides && right instanceof Literal literal && literal.seconds() == 0) {
      var what = operator == Operator.DIVIDE ? "division" : "modulo";
      throw tokens.error(token.span(), what + " by zero");
    }
    return new Operation(operator, left, right, left.span().to(right.span()));
  }

  private @Nullable Operator operator() {
    return switch (tokens.peek().symbol()) {
      case "+" -> Operator.ADD;
      case "-" -> Operator.SUBTRACT;
      case "*" -> Operator.MULTIPLY;
      case "/" -> Operator.DIVIDE;
      case "%" -> Operator.MODULO;
      case "^" -> Operator.POWER;
      default -> null;
    };
  }

  static int precedence(Operator operator) {
    return switch (operator) {
      case ADD, SUBTRACT -> 1;
      case MULTIPLY, DIVIDE, MODULO -> UNARY_PRECEDENCE;
      case POWER -> POWER_PRECEDENCE;
      case MIN_OF, MAX_OF -> POWER_PRECEDENCE + 1;
    };
  }

  /// Takes a sign and what it applies to: powers, and the sign binds tighter than all else.
  private DurationExpr signed(int least) {
    var sign = tokens.take();
    var operand = least > POWER_PRECEDENCE ? primary("offset") : formula(POWER_PRECEDENCE);
    boolean negative = sign.is("-");
    var span = sign.span().to(operand.span());
    if (operand instanceof Literal literal) {
      double seconds = negative ? -literal.seconds() : literal.seconds();
      return new Literal(seconds, literal.duration(), span);
    }
    return negative ? new Negation(operand, span) : operand;
  }

  private DurationExpr primary(String context) {
    var token = tokens.peek();
    if (atNumber()) {
      return literal(token);
    }
    return switch (token.symbol()) {
      case "(" -> {
        tokens.take();
        var inner = formula(1);
        tokens.expect(")", context, "\")\"");
        yield new DurationExpr.Paren(inner, tokens.spanFrom(token.start()));
      }
      case "step" -> new DurationExpr.Step(noArguments(token, context));
      case "range" -> new DurationExpr.Range(noArguments(token, context));
      case "min_of" -> extreme(Operator.MIN_OF, context);
      case "max_of" -> extreme(Operator.MAX_OF, context);
      default -> throw tokens.unexpected(context, "number, duration, step(), or range()");
    };
  }

  private Literal literal(Token token) {
    boolean duration = token.type() == Token.Type.DURATION;
    double seconds = number();
    if (!(Math.abs(seconds) <= DurationExpr.SECONDS_MAX)) {
      throw tokens.error(token.span(), "duration out of range");
    }
    return new Literal(seconds, duration, token.span());
  }

  private Span noArguments(Token name, String context) {
    tokens.take();
    tokens.expect("(", context, "\"(\"");
    tokens.expect(")", context, "\")\"");
    return tokens.spanFrom(name.start());
  }

  private DurationExpr extreme(Operator operator, String context) {
    var name = tokens.take();
    tokens.expect("(", context, "\"(\"");
    var left = formula(1);
    tokens.expect(",", context, "\",\"");
    var right = formula(1);
    tokens.expect(")", context, "\")\"");
    return new Operation(operator, left, right, tokens.spanFrom(name.start()));
  }
}
