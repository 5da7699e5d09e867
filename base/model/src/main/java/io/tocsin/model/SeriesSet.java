package io.tocsin.model;

import java.io.Closeable;

/// Series that a selection found, by position from 0 to `size() - 1`, in columns: symbol ids for
/// labels, arrays for samples. Nothing is made per sample, and no label set unless [#labels] asks.
/// Safe for use by many threads (each with its own buffer) until closed.
public interface SeriesSet extends Closeable {
  int size();

  /// Makes the label set of a series; for those that reach an answer, not for grouping.
  Labels labels(int series);

  /// Returns, for each series, the symbol id of the label's value; 0 where it has none. Equal ids
  /// mean equal values within this set only. The array is the set's own: do not write to it.
  int[] column(String labelName);

  /// Returns the text of a symbol id of this set; the empty string for 0.
  String symbol(int id);

  /// Appends the samples of the series within the selected range to `out`, timestamps ascending
  /// without duplicates, floats and native histograms in one run. Staleness markers are included.
  void read(int series, SampleBuffer out);

  /// Returns what the order of the series depends on: two selections by the same matchers, of which
  /// this is equal, have the series that are in both in the same order, as long as what they have
  /// is not deleted. A set that does not know is equal to itself only.
  default Object order() {
    return this;
  }

  @Override
  void close();
}
