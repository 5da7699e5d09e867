package io.tocsin.server;

import io.tocsin.api.PromqlText;
import io.tocsin.api.QueryRunner;
import io.tocsin.model.Matcher;
import io.tocsin.promql.Expr;
import io.tocsin.promql.Printer;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.promql.PromqlParser;
import io.tocsin.promql.QueryOptions;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.RunningQuery;
import java.util.List;

/// The PromQL engine behind the ports of the HTTP surface.
record Queries(PromqlEngine engine) implements QueryRunner, PromqlText {
  @Override
  public QueryResult instant(String query, long timeMillis, QueryOptions options) {
    return engine.instant(query, timeMillis, options);
  }

  @Override
  public QueryResult range(QueryRange range, QueryOptions options) {
    return engine.range(
        range.query(), range.startMillis(), range.endMillis(), range.stepMillis(), options);
  }

  @Override
  public List<RunningQuery> running() {
    return engine.running();
  }

  @Override
  public boolean cancel(long id) {
    return engine.cancel(id);
  }

  @Override
  public List<Matcher> selector(String text) {
    return PromqlParser.parseSelector(text);
  }

  @Override
  public Expr parse(String query) {
    return PromqlParser.parse(query);
  }

  @Override
  public String format(String query) {
    return Printer.pretty(PromqlParser.parse(query));
  }
}
