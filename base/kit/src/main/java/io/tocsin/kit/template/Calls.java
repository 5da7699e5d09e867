package io.tocsin.kit.template;

import io.tocsin.kit.TemplateArguments;
import io.tocsin.kit.TemplateException;
import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.template.Node.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls of functions and methods: their arguments by number and type, and what they return.
final class Calls {
  /// A call as it is written.
  ///
  /// @param node what errors of the function name
  /// @param last the value that the pipeline hands on, or [Expressions.Missing]
  /// @param receiver the type that a field or method is looked for in
  record Call(
      String name, Node node, List<Term> terms, @Nullable Object last, TemplateType receiver) {
    Call(String name, Node node, List<Term> terms, @Nullable Object last) {
      this(name, node, terms, last, TemplateType.ANY);
    }

    Call named(String other) {
      return new Call(other, node, terms, last, receiver);
    }

    Call as(TemplateType type) {
      return new Call(name, node, terms, last, type);
    }

    int count() {
      return terms.size() + (Expressions.isMissing(last) ? 0 : 1);
    }
  }

  private final Expressions expressions;

  Calls(Expressions expressions) {
    this.expressions = expressions;
  }

  @Nullable Object call(@Nullable Object dot, TemplateFunction function, Call call) {
    checkCount(function, call);
    var values = new ArrayList<@Nullable Object>(call.count());
    for (var term : call.terms()) {
      values.add(expressions.argument(dot, parameter(function, values.size()), term));
    }
    if (!Expressions.isMissing(call.last())) {
      values.add(checked(call.last(), parameter(function, values.size())));
    }
    try {
      var result = function.body().call(new TemplateArguments(values));
      expressions.budget().result(result);
      return result;
    } catch (TemplateException e) {
      throw failed(call, e.getMessage());
    } catch (RuntimeException e) {
      // A fault of the function must end the template, not whoever expands it.
      throw failed(call, e.toString());
    }
  }

  private TemplateException failed(Call call, @Nullable String message) {
    expressions.at(call.node());
    return expressions.failure("error calling " + call.name() + ": " + message);
  }

  private static TemplateType parameter(TemplateFunction function, int index) {
    var parameters = function.parameters();
    return parameters.get(Math.min(index, parameters.size() - 1));
  }

  private void checkCount(TemplateFunction function, Call call) {
    int wanted = function.parameters().size();
    if (function.variadic() && call.count() < wanted - 1) {
      throw expressions.failure(
          "wrong number of args for %s: want at least %d got %d"
              .formatted(call.name(), wanted - 1, call.terms().size()));
    }
    if (!function.variadic() && call.count() != wanted) {
      throw expressions.failure(
          "wrong number of args for %s: want %d got %d"
              .formatted(call.name(), wanted, call.count()));
    }
  }

  /// `and` and `or` leave the arguments alone that no longer matter.
  @Nullable Object andOr(@Nullable Object dot, TemplateFunction function, Call call) {
    checkCount(function, call);
    boolean or = call.name().equals("or");
    Object value = null;
    for (var term : call.terms()) {
      value = expressions.argument(dot, TemplateType.ANY, term);
      if (Values.isTrue(value) == or) {
        return value;
      }
    }
    return Expressions.isMissing(call.last()) ? value : call.last();
  }

  /// Returns the value as that type.
  @Nullable Object checked(@Nullable Object value, TemplateType type) {
    if (value == null) {
      if (!takesNil(type)) {
        throw expressions.failure("invalid value; expected " + type);
      }
      return type.zero();
    }
    var given = TemplateType.of(value);
    if (!type.accepts(given)) {
      throw expressions.failure("wrong type for value; expected " + type + "; got " + given);
    }
    return value;
  }

  private static boolean takesNil(TemplateType type) {
    return switch (type.kind()) {
      case ANY, LIST, MAP, FUNCTION -> true;
      case STRUCT -> type.name().startsWith("*");
      case BOOL, INT, FLOAT, TEXT -> false;
    };
  }

  @Nullable Object nil(TemplateType type) {
    if (!takesNil(type)) {
      throw expressions.failure("cannot assign nil to " + type);
    }
    return type.zero();
  }

  /// Returns a literal as the type that is wanted: the same number may be whole or not.
  Object literal(Term literal, TemplateType type) {
    return switch (type.kind()) {
      case ANY -> expressions.constant(literal);
      case BOOL -> literal instanceof Node.Bool bool ? bool.value() : mismatch("bool", literal);
      case TEXT -> literal instanceof Node.Literal text ? text.text() : mismatch("string", literal);
      case INT ->
          literal instanceof Node.Numeral number && number.integer() != null
              ? integer(number.integer(), type)
              : mismatch("integer", literal);
      case FLOAT ->
          literal instanceof Node.Numeral number && number.decimal() != null
              ? number.decimal()
              : mismatch("float", literal);
      case LIST, MAP, STRUCT, FUNCTION ->
          throw expressions.failure("can't handle " + literal + " for arg of type " + type);
    };
  }

  private static Object integer(Long value, TemplateType type) {
    return type.equals(TemplateType.DURATION) ? Duration.ofNanos(value) : value;
  }

  private Object mismatch(String expected, Term literal) {
    throw expressions.failure("expected " + expected + "; found " + literal);
  }
}
