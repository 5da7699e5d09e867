package io.tocsin.tsdb;

import java.util.List;

/// What a store holds.
///
/// @param series series in the head
/// @param samples samples taken in since the store was opened
/// @param chunks chunks in the head, open ones included
/// @param symbols distinct label names and values the head knows
/// @param labelPairs distinct labels of the head's series
/// @param minMillis a time before which the head has no sample; `Long.MAX_VALUE` if it has none
/// @param maxMillis the newest time the head has had a sample of; `Long.MIN_VALUE` if none
/// @param headBytes native memory of the head
/// @param blocks blocks on disk
/// @param blockBytes their size
/// @param walSegment the number of the log segment that is written
public record TsdbStats(
    long series,
    long samples,
    long chunks,
    long symbols,
    long labelPairs,
    long minMillis,
    long maxMillis,
    long headBytes,
    int blocks,
    long blockBytes,
    long walSegment,
    Top top) {

  /// The largest of each kind.
  ///
  /// @param seriesByMetric series of a metric name
  /// @param valuesByLabel distinct values of a label name
  /// @param bytesByLabel bytes of name and value over all series that have the label
  /// @param seriesByPair series of a `name=value`
  public record Top(
      List<Entry> seriesByMetric,
      List<Entry> valuesByLabel,
      List<Entry> bytesByLabel,
      List<Entry> seriesByPair) {}

  public record Entry(String name, long count) {}
}
