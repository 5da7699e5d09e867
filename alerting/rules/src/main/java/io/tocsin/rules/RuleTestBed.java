package io.tocsin.rules;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.SeriesStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Port to what unit tests of rules need of the query language. Safe for use by many threads.
public interface RuleTestBed {
  /// A store of its own, and queries over it.
  record World(SeriesStore store, RuleQueries queries) {}

  /// A series with a value for each step; null where there is none.
  record Input(Labels labels, List<@Nullable RuleSample> values) {}

  /// Returns an empty world.
  ///
  /// @param subqueryMillis the resolution of subqueries that do not say theirs
  World world(long subqueryMillis);

  /// Parses a series and its values, as in `up{job="a"}` and `1 2+3x2 _ stale`.
  ///
  /// @throws RuleQueryException if they cannot be read
  Input input(String series, String values);

  /// Parses a series as expected samples name it.
  ///
  /// @throws RuleQueryException if it cannot be read
  Labels metric(String series);

  /// Returns a histogram in the notation of `values`; equal texts mean equal histograms.
  String print(Histogram histogram);
}
