package io.tocsin.api.prometheus;

import io.tocsin.api.http.JsonWriter;
import io.tocsin.kit.GoFloat;
import io.tocsin.model.Matcher;
import io.tocsin.promql.At;
import io.tocsin.promql.DurationExpr;
import io.tocsin.promql.Expr;
import io.tocsin.promql.Function;
import io.tocsin.promql.VectorMatching;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the tree of a query in the form that Prometheus' own pages draw.
final class ExprTree {
  private final JsonWriter json;

  ExprTree(JsonWriter json) {
    this.json = json;
  }

  void write(Expr expression) throws IOException {
    json.beginObject();
    switch (expression) {
      case Expr.NumberLiteral number ->
          json.field("type", "numberLiteral").field("val", GoFloat.f(number.value()));
      case Expr.StringLiteral text ->
          json.field("type", "stringLiteral").field("val", text.value());
      case Expr.Paren paren -> {
        json.field("type", "parenExpr").name("expr");
        write(paren.inner());
      }
      case Expr.Unary unary -> {
        json.field("type", "unaryExpr").field("op", unary.negative() ? "-" : "+").name("expr");
        write(unary.operand());
      }
      case Expr.Call call -> writeCall(call);
      case Expr.Aggregate aggregate -> writeAggregate(aggregate);
      case Expr.Binary binary -> writeBinary(binary);
      case Expr.VectorSelector selector -> {
        json.field("type", "vectorSelector").field("name", selector.name());
        writeSelector(selector);
      }
      case Expr.MatrixSelector matrix -> {
        json.field("type", "matrixSelector").field("name", matrix.selector().name());
        writeDuration("range", matrix.range());
        writeSelector(matrix.selector());
      }
      case Expr.Subquery subquery -> writeSubquery(subquery);
    }
    json.endObject();
  }

  private void writeCall(Expr.Call call) throws IOException {
    json.field("type", "call").name("func");
    writeFunction(call.function());
    json.name("args").beginArray();
    for (var argument : call.arguments()) {
      write(argument);
    }
    json.endArray();
  }

  private void writeFunction(Function function) throws IOException {
    json.beginObject().field("name", function.name()).name("argTypes").beginArray();
    for (var type : function.argumentTypes()) {
      json.string(type.text());
    }
    json.endArray().field("variadic", function.variadic());
    json.field("returnType", function.returnType().text()).endObject();
  }

  private void writeAggregate(Expr.Aggregate aggregate) throws IOException {
    json.field("type", "aggregation").field("op", aggregate.operator().text()).name("expr");
    write(aggregate.operand());
    json.name("param");
    var parameter = aggregate.parameter();
    if (parameter == null) {
      json.nothing();
    } else {
      write(parameter);
    }
    json.name("grouping").strings(aggregate.labels()).field("without", aggregate.without());
  }

  private void writeBinary(Expr.Binary binary) throws IOException {
    json.field("type", "binaryExpr").field("op", binary.operator().symbol()).name("lhs");
    write(binary.left());
    json.name("rhs");
    write(binary.right());
    json.name("matching");
    var matching = binary.matching();
    if (matching == null) {
      json.nothing();
    } else {
      writeMatching(matching);
    }
    json.field("bool", binary.returnBool());
  }

  private void writeMatching(VectorMatching matching) throws IOException {
    json.beginObject().field("card", matching.cardinality().text());
    json.name("labels").strings(matching.labels()).field("on", matching.on());
    json.name("include").strings(matching.include()).name("fillValues").beginObject();
    writeFill("lhs", matching.fillLeft());
    writeFill("rhs", matching.fillRight());
    json.endObject().endObject();
  }

  private void writeFill(String name, @Nullable Double value) throws IOException {
    json.name(name);
    if (value == null || !Double.isFinite(value)) {
      json.nothing();
    } else {
      json.number(value);
    }
  }

  private void writeSubquery(Expr.Subquery subquery) throws IOException {
    json.field("type", "subquery").name("expr");
    write(subquery.inner());
    writeDuration("range", subquery.range());
    writeDuration("step", subquery.step());
    writeModifiers(subquery.modifiers());
  }

  private void writeSelector(Expr.VectorSelector selector) throws IOException {
    writeModifiers(selector.modifiers());
    writeMatchers(selector.matchers());
    json.field("anchored", selector.extension() == Expr.Extension.ANCHORED);
    json.field("smoothed", selector.extension() == Expr.Extension.SMOOTHED);
  }

  private void writeMatchers(List<Matcher> matchers) throws IOException {
    json.name("matchers").beginArray();
    for (var matcher : matchers) {
      json.beginObject().field("name", matcher.name()).field("value", matcher.value());
      json.field("type", matcher.type().symbol()).endObject();
    }
    json.endArray();
  }

  private void writeModifiers(Expr.Modifiers modifiers) throws IOException {
    writeDuration("offset", modifiers.offset());
    json.name("timestamp");
    if (modifiers.at() instanceof At.Timestamp at) {
      json.number(at.millis());
    } else {
      json.nothing();
    }
    json.name("startOrEnd");
    switch (modifiers.at()) {
      case At.Start _ -> json.string("start");
      case At.End _ -> json.string("end");
      case At.Timestamp _ -> json.nothing();
      case null -> json.nothing();
    }
  }

  /// A plain number is given as milliseconds; anything that has to be computed as a tree.
  private void writeDuration(String name, @Nullable DurationExpr duration) throws IOException {
    long millis =
        duration instanceof DurationExpr.Literal literal ? Math.round(literal.seconds() * 1000) : 0;
    json.field(name, millis).name(name + "Expr");
    if (duration == null || duration instanceof DurationExpr.Literal) {
      json.nothing();
    } else {
      new DurationTree(json).write(duration, false);
    }
  }
}
