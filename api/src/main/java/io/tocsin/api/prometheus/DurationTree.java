package io.tocsin.api.prometheus;

import io.tocsin.api.http.JsonWriter;
import io.tocsin.kit.GoFloat;
import io.tocsin.promql.DurationExpr;
import java.io.IOException;

/// Writes the tree of a computed duration as part of a query's.
final class DurationTree {
  private final JsonWriter json;

  DurationTree(JsonWriter json) {
    this.json = json;
  }

  /// @param wrapped it stands in parentheses, which have no node of their own
  void write(DurationExpr duration, boolean wrapped) throws IOException {
    switch (duration) {
      case DurationExpr.Literal literal -> {
        json.beginObject().field("type", "numberLiteral");
        json.field("val", GoFloat.f(literal.seconds()));
        json.field("duration", literal.duration()).endObject();
      }
      case DurationExpr.Step _ -> writeLeaf("step", wrapped);
      case DurationExpr.Range _ -> writeLeaf("range", wrapped);
      case DurationExpr.Paren paren -> write(paren.inner(), true);
      case DurationExpr.Negation negation -> {
        begin("-").nothing().name("rhs");
        write(negation.operand(), false);
        end(wrapped);
      }
      case DurationExpr.Operation operation -> {
        begin(operation.operator().symbol());
        write(operation.left(), false);
        json.name("rhs");
        write(operation.right(), false);
        end(wrapped);
      }
    }
  }

  private void writeLeaf(String operator, boolean wrapped) throws IOException {
    begin(operator).nothing().name("rhs").nothing();
    end(wrapped);
  }

  private JsonWriter begin(String operator) throws IOException {
    return json.beginObject().field("type", "durationExpr").field("op", operator).name("lhs");
  }

  private void end(boolean wrapped) throws IOException {
    json.field("wrapped", wrapped).endObject();
  }
}
