package io.tocsin.api;

import io.tocsin.promql.QueryOptions;
import io.tocsin.promql.QueryResult;

/// Port to the engine that evaluates PromQL. Times are Unix milliseconds. Both methods throw
/// [io.tocsin.promql.QueryException].
public interface QueryRunner {
  QueryResult instant(String query, long timeMillis, QueryOptions options);

  QueryResult range(QueryRange range, QueryOptions options);

  /// A query at every step from `startMillis` to `endMillis`, both included.
  record QueryRange(String query, long startMillis, long endMillis, long stepMillis) {}
}
