package io.tocsin.promql;

import io.tocsin.model.Labels;
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

/// Checks that the parts of an expression fit together; fails at the first that does not. The sides
/// of binary operations are checked where they are joined.
final class TypeCheck {
  private final String query;

  TypeCheck(String query) {
    this.query = query;
  }

  void check(Expr expr) {
    switch (expr) {
      case NumberLiteral _, StringLiteral _ -> {}
      case Paren paren -> check(paren.inner());
      case MatrixSelector matrix -> check(matrix.selector());
      case VectorSelector selector -> selector(selector);
      case Aggregate aggregate -> aggregate(aggregate);
      case Call call -> call(call);
      case Unary unary -> unary(unary);
      case Subquery subquery -> subquery(subquery);
      case Binary binary -> {
        check(binary.left());
        check(binary.right());
      }
    }
  }

  private QueryException error(Span span, String message) {
    return Tokens.error(query, span, message);
  }

  private void expect(Expr expr, ValueType wanted, String context) {
    check(expr);
    expectType(expr, expr.span(), wanted, context);
  }

  private void expectType(Expr expr, Span span, ValueType wanted, String context) {
    if (expr.type() != wanted) {
      throw error(
          span,
          "expected type "
              + wanted.documented()
              + " in "
              + context
              + ", got "
              + expr.type().documented());
    }
  }

  private void unary(Unary unary) {
    check(unary.operand());
    var type = unary.operand().type();
    if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
      throw error(
          unary.span(),
          "unary expression only allowed on expressions of type scalar or instant vector, got "
              + Literals.quote(type.documented()));
    }
  }

  private void subquery(Subquery subquery) {
    check(subquery.inner());
    var type = subquery.inner().type();
    if (type != ValueType.VECTOR) {
      throw error(
          subquery.span(),
          "subquery is only allowed on instant vector, got " + type.text() + " instead");
    }
  }

  private void aggregate(Aggregate aggregate) {
    expect(aggregate.operand(), ValueType.VECTOR, "aggregation expression");
    var parameter = aggregate.parameter();
    var wanted = aggregate.operator().parameter();
    if (parameter != null && wanted != null) {
      expect(parameter, wanted, "aggregation parameter");
    }
  }

  private void selector(VectorSelector selector) {
    if (!selector.name().isEmpty()) {
      for (var matcher : selector.matchers().subList(0, selector.matchers().size() - 1)) {
        if (matcher.name().equals(Labels.NAME)) {
          throw error(
              selector.span(),
              "metric name must not be set twice: "
                  + Literals.quote(selector.name())
                  + " or "
                  + Literals.quote(matcher.value()));
        }
      }
    } else if (selector.matchers().stream().allMatch(matcher -> matcher.matches(""))) {
      throw error(selector.span(), "vector selector must contain at least one non-empty matcher");
    }
  }

  private void call(Call call) {
    var function = call.function();
    checkCount(call);
    boolean selectsInfo = function.name().equals("info") && call.arguments().size() > 1;
    if (selectsInfo) {
      infoSelector(call);
    }
    for (int i = 0; i < call.arguments().size(); i++) {
      var argument = call.arguments().get(i);
      var types = function.argumentTypes();
      var wanted = types.get(Math.min(i, types.size() - 1));
      if (!(selectsInfo && i == 1)) {
        check(argument);
      }
      var context = "call to function " + Literals.quote(function.name());
      expectType(argument, argument.span(), wanted, context);
    }
  }

  private void checkCount(Call call) {
    var function = call.function();
    int count = call.arguments().size();
    int listed = function.argumentTypes().size();
    int most = listed - 1 + function.variadic();
    if (function.variadic() == 0 && count != listed) {
      throw wrongCount(call, "expected " + listed);
    }
    if (function.variadic() != 0 && count < listed - 1) {
      throw wrongCount(call, "expected at least " + (listed - 1));
    }
    if (function.variadic() > 0 && count > most) {
      throw wrongCount(call, "expected at most " + most);
    }
  }

  private QueryException wrongCount(Call call, String expected) {
    return error(
        call.span(),
        expected
            + " argument(s) in call to "
            + Literals.quote(call.function().name())
            + ", got "
            + call.arguments().size());
  }

  /// The second argument of `info` only lists matchers: it may match everything.
  private void infoSelector(Call call) {
    var argument = call.arguments().get(1);
    expectType(argument, call.span(), ValueType.VECTOR, "call to function \"info\"");
    if (!(argument instanceof VectorSelector selector)) {
      throw error(argument.span(), "expected label selectors only");
    }
    if (!selector.name().isEmpty()) {
      throw error(argument.span(), "expected label selectors only, got vector selector instead");
    }
  }
}
