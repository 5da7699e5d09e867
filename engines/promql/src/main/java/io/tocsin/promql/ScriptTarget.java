package io.tocsin.promql;

import io.tocsin.model.SeriesStore;

/// What a test script asks its questions: an engine over the store that the script has filled.
public interface ScriptTarget {
  /// Evaluates a query at one time.
  ///
  /// @throws QueryException if it cannot be answered
  QueryResult instant(SeriesStore store, String query, long timeMillis);

  /// Evaluates a query at several times.
  ///
  /// @throws QueryException if it cannot be answered
  QueryResult range(
      SeriesStore store, String query, long startMillis, long endMillis, long stepMillis);
}
