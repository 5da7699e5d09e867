package io.tocsin.tsdb;

import java.time.Duration;

/// What can be set on a store.
///
/// @param retentionMillis how long samples are kept; also how old a series' first sample may be
/// @param durability what a commit waits for that asks to be synced
/// @param maxSeries the most series in the head; a new one beyond that is refused
/// @param blockMillis the width of a block's window
/// @param aheadMillis how far ahead of the clock a sample may be
/// @param segmentBytes the size at which the log begins a new file
/// @param checkpointMillis how long the log grows before a checkpoint shortens it
/// @param checkpointSamples how many samples the log takes before a checkpoint shortens it
public record TsdbOptions(
    long retentionMillis,
    Durability durability,
    int maxSeries,
    long blockMillis,
    long aheadMillis,
    long segmentBytes,
    long checkpointMillis,
    long checkpointSamples) {

  /// When a synced commit returns.
  public enum Durability {
    /// After its record was forced to disk, together with those beside it.
    STRICT,
    /// After its record was written; a loss of power costs at most the last second.
    RELAXED
  }

  public TsdbOptions {
    check(retentionMillis > 0, "retention millis", retentionMillis, "> 0");
    check(maxSeries > 0 && maxSeries < 1 << 27, "max series", maxSeries, "1 to 134217727");
    check(blockMillis >= 60_000, "block millis", blockMillis, ">= 60000");
    check(aheadMillis >= 0, "ahead millis", aheadMillis, ">= 0");
    check(segmentBytes >= 1 << 12, "segment bytes", segmentBytes, ">= 4096");
    check(checkpointMillis > 0, "checkpoint millis", checkpointMillis, "> 0");
    check(checkpointSamples > 0, "checkpoint samples", checkpointSamples, "> 0");
  }

  private static void check(boolean valid, String name, long value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /// Returns 15 days of retention, strict, windows of 2 h, 20 million series, a checkpoint every 60
  /// s or 2 million samples.
  public static TsdbOptions defaults() {
    return new TsdbOptions(
        Duration.ofDays(15).toMillis(),
        Durability.STRICT,
        20_000_000,
        Duration.ofHours(2).toMillis(),
        Duration.ofMinutes(10).toMillis(),
        128L << 20,
        60_000,
        2_000_000);
  }

  public TsdbOptions withRetentionMillis(long millis) {
    return new TsdbOptions(
        millis,
        durability,
        maxSeries,
        blockMillis,
        aheadMillis,
        segmentBytes,
        checkpointMillis,
        checkpointSamples);
  }

  public TsdbOptions withDurability(Durability wanted) {
    return new TsdbOptions(
        retentionMillis,
        wanted,
        maxSeries,
        blockMillis,
        aheadMillis,
        segmentBytes,
        checkpointMillis,
        checkpointSamples);
  }

  public TsdbOptions withMaxSeries(int series) {
    return new TsdbOptions(
        retentionMillis,
        durability,
        series,
        blockMillis,
        aheadMillis,
        segmentBytes,
        checkpointMillis,
        checkpointSamples);
  }

  public TsdbOptions withSegmentBytes(long bytes) {
    return new TsdbOptions(
        retentionMillis,
        durability,
        maxSeries,
        blockMillis,
        aheadMillis,
        bytes,
        checkpointMillis,
        checkpointSamples);
  }
}
