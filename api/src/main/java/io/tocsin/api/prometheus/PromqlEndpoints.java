package io.tocsin.api.prometheus;

import io.tocsin.api.PromqlText;
import io.tocsin.api.http.Exchange;
import io.tocsin.promql.Expr;
import io.tocsin.promql.QueryException;
import java.io.IOException;

/// PromQL as text: its layout and its tree.
final class PromqlEndpoints {
  private final PromqlText promql;

  PromqlEndpoints(PromqlText promql) {
    this.promql = promql;
  }

  void format(Exchange exchange) throws IOException {
    var formatted = formatted(exchange.parameters().value("query"));
    Envelope.send(exchange, json -> json.string(formatted));
  }

  private String formatted(String query) {
    try {
      return promql.format(query);
    } catch (QueryException e) {
      throw ApiError.parameter("query", String.valueOf(e.getMessage()));
    }
  }

  void parse(Exchange exchange) throws IOException {
    var expression = parsed(exchange.parameters().value("query"));
    Envelope.send(exchange, json -> new ExprTree(json).write(expression));
  }

  private Expr parsed(String query) {
    try {
      return promql.parse(query);
    } catch (QueryException e) {
      throw ApiError.parameter("query", String.valueOf(e.getMessage()));
    }
  }
}
