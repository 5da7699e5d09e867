package io.tocsin.promql.eval;

import io.tocsin.promql.Expr;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.ValueType;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Broadcast;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.MappedBlock;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.histogram.Tally;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;
import java.util.Arrays;

/// Walks the tree and sends each node to the class that knows it. Nodes that are the same at all
/// steps are evaluated at one.
final class Evaluator {
  private final Scope scope;
  private final Invariance invariance = new Invariance();
  private final Selectors selectors;
  private final Calls calls;

  /// @param query the whole expression
  Evaluator(Scope scope, Expr query) {
    this.scope = scope;
    this.selectors = new Selectors(scope, this, TotalsOnly.of(query));
    this.calls = new Calls(scope, this, selectors);
  }

  Selectors selectors() {
    return selectors;
  }

  static Expr unwrap(Expr expr) {
    return expr instanceof Expr.Paren paren ? unwrap(paren.inner()) : expr;
  }

  /// Evaluates an expression of type vector.
  Block vector(Expr expr, Steps steps) {
    scope.budget().check();
    if (steps.count() == 0) {
      return Table.empty(steps);
    }
    return steps.count() > 1 && invariance.holds(expr)
        ? new Broadcast(node(expr, steps.first()), steps)
        : node(expr, steps);
  }

  private Block node(Expr expr, Steps steps) {
    return switch (expr) {
      case Expr.VectorSelector selector -> selectors.vector(selector, steps);
      case Expr.Paren paren -> vector(paren.inner(), steps);
      case Expr.Unary unary -> unary(unary, steps);
      case Expr.Call call -> calls.vector(call, steps);
      case Expr.Binary binary -> binary(binary, steps);
      case Expr.Aggregate aggregate -> aggregate(aggregate, steps);
      case Expr.NumberLiteral _, Expr.StringLiteral _, Expr.MatrixSelector _, Expr.Subquery _ ->
          throw unexpected(expr, ValueType.VECTOR);
    };
  }

  /// Evaluates an expression of type scalar, one value per step.
  double[] scalar(Expr expr, Steps steps) {
    if (steps.count() > 1 && invariance.holds(expr)) {
      var constant = new double[steps.count()];
      Arrays.fill(constant, scalar(expr, steps.first())[0]);
      return constant;
    }
    return switch (expr) {
      case Expr.NumberLiteral literal -> {
        var constant = new double[steps.count()];
        Arrays.fill(constant, literal.value());
        yield constant;
      }
      case Expr.Paren paren -> scalar(paren.inner(), steps);
      case Expr.Unary unary -> negated(unary, scalar(unary.operand(), steps));
      case Expr.Call call -> calls.scalar(call, steps);
      case Expr.Binary binary ->
          BinaryOperations.scalars(
              binary.operator(), scalar(binary.left(), steps), scalar(binary.right(), steps));
      case Expr.StringLiteral _,
          Expr.VectorSelector _,
          Expr.MatrixSelector _,
          Expr.Subquery _,
          Expr.Aggregate _ ->
          throw unexpected(expr, ValueType.SCALAR);
    };
  }

  /// Evaluates an argument of type string, which is always a literal.
  static String text(Expr expr) {
    if (unwrap(expr) instanceof Expr.StringLiteral literal) {
      return literal.value();
    }
    throw unexpected(expr, ValueType.STRING);
  }

  static QueryException unexpected(Expr expr, ValueType expected) {
    return new QueryException(
        QueryException.Kind.INTERNAL,
        "expression type: "
            + expr.type().documented()
            + " (expected: "
            + expected.documented()
            + ")");
  }

  private static double[] negated(Expr.Unary unary, double[] values) {
    if (unary.negative()) {
      for (int step = 0; step < values.length; step++) {
        values[step] = -values[step];
      }
    }
    return values;
  }

  private Block unary(Expr.Unary unary, Steps steps) {
    var operand = vector(unary.operand(), steps);
    if (!unary.negative()) {
      return operand;
    }
    var rows = operand.rows().withoutNames(scope.delayed());
    var negated = new MappedBlock(operand, rows, Evaluator::negate);
    return scope.delayed() ? negated : Collisions.merge(negated, scope.budget());
  }

  private static void negate(Row row) {
    var values = row.values();
    for (int step = 0; step < values.length; step++) {
      var histogram = row.histogram(step);
      if (histogram != null) {
        row.set(step, Tally.of(histogram).multiply(-1).full());
      } else if (Cell.present(values[step])) {
        values[step] = -values[step];
      }
    }
  }

  private Block binary(Expr.Binary binary, Steps steps) {
    var operations = new BinaryOperations(scope);
    boolean leftScalar = binary.left().type() == ValueType.SCALAR;
    boolean rightScalar = binary.right().type() == ValueType.SCALAR;
    if (rightScalar) {
      return operations.vectorScalar(
          binary, vector(binary.left(), steps), scalar(binary.right(), steps), false);
    }
    if (leftScalar) {
      return operations.vectorScalar(
          binary, vector(binary.right(), steps), scalar(binary.left(), steps), true);
    }
    return operations.vectors(binary, vector(binary.left(), steps), vector(binary.right(), steps));
  }

  private Block aggregate(Expr.Aggregate aggregate, Steps steps) {
    var parameter = aggregate.parameter();
    var input = vector(unwrap(aggregate.operand()), steps);
    var aggregations = new Aggregations(scope);
    if (parameter == null) {
      return aggregations.apply(aggregate, input, null, "");
    }
    return parameter.type() == ValueType.STRING
        ? aggregations.apply(aggregate, input, null, text(parameter))
        : aggregations.apply(aggregate, input, scalar(parameter, steps), "");
  }
}
