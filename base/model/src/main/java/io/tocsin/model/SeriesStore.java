package io.tocsin.model;

/// Port of the series store: where samples go in and out. Safe for use by many threads.
public interface SeriesStore {
  /// Returns a new scrape group: a number under which [#appender] is called for all samples that
  /// are scraped together, so that they share one column of timestamps. Never 0. Close it with
  /// [#closeGroup] when the target is gone.
  int openGroup();

  void closeGroup(int group);

  /// Opens a transaction. `group` is a scrape group, or 0 for samples with timestamps of their own.
  Appender appender(int group);

  /// Opens a view of what is stored from `mintMillis` to `maxtMillis`, both included. Close it.
  Querier querier(long mintMillis, long maxtMillis);

  /// Returns a mark for [#changedSince], to be taken before a querier is opened.
  default long mark() {
    return 0;
  }

  /// Returns a time before which nothing that a querier shows has changed since the mark, by new
  /// samples, late ones, deletion or retention; `Long.MAX_VALUE` if nothing has at all. A store
  /// that does not know says `Long.MIN_VALUE`.
  default long changedSince(long mark) {
    return Long.MIN_VALUE;
  }
}
