package io.tocsin.api;

import io.tocsin.promql.PromqlEngine;
import io.tocsin.promql.QueryOptions;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.RunningQuery;
import java.util.List;

/// Port to the engine that evaluates PromQL. Times are Unix milliseconds. Evaluation throws
/// [io.tocsin.promql.QueryException].
public interface QueryRunner {
  QueryResult instant(String query, long timeMillis, QueryOptions options);

  QueryResult range(QueryRange range, QueryOptions options);

  /// Returns the queries that have not been answered yet, the oldest first.
  List<RunningQuery> running();

  /// Ends a running query; returns whether there was one of that id.
  boolean cancel(long id);

  /// A query at every step from `startMillis` to `endMillis`, both included.
  record QueryRange(String query, long startMillis, long endMillis, long stepMillis) {}

  /// Returns the engine as this port.
  static QueryRunner of(PromqlEngine engine) {
    return new QueryRunner() {
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
    };
  }
}
