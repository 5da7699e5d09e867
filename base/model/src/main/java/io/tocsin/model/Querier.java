package io.tocsin.model;

import java.io.Closeable;
import java.util.List;

/// A consistent view of the store over a range of time. Safe for use by many threads until closed.
public interface Querier extends Closeable {
  /// Returns the series that match all matchers, with access to their samples from `mintMillis` to
  /// `maxtMillis`, both included. Deterministic order, not necessarily sorted. Series without a
  /// sample in the range may be left out or come with none. Close it.
  SeriesSet select(List<Matcher> matchers, long mintMillis, long maxtMillis);

  /// As above, but with the series, and in the order, that a selection of the wider range `listed`
  /// has; samples are read from `mintMillis` to `maxtMillis` only. A store that does not know how
  /// may read more.
  default SeriesSet select(
      List<Matcher> matchers, TimeRange listed, long mintMillis, long maxtMillis) {
    return select(matchers, listed.fromMillis(), listed.toMillis());
  }

  /// Returns the label names of the series that match all matchers (of all series for an empty
  /// list), sorted, at most `limit` (0 for no limit).
  List<String> labelNames(List<Matcher> matchers, int limit);

  /// Returns the values of a label over the series that match, sorted, at most `limit` (0 for no
  /// limit).
  List<String> labelValues(String name, List<Matcher> matchers, int limit);

  @Override
  void close();
}
