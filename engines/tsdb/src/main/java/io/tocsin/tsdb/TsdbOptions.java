package io.tocsin.tsdb;

import java.time.Duration;

/// What can be set on a store.
///
/// @param retention what is kept
/// @param outOfOrderMillis how much older than the newest of its series a sample may be; 0 for not
///   at all
/// @param durability what a commit waits for that asks to be synced
/// @param maxSeries the most series in the head; a new one beyond that is refused
/// @param windows when samples leave the head
/// @param aheadMillis how far ahead of the clock a sample may be
/// @param segmentBytes the size at which the log begins a new file
/// @param checkpoint how long the log grows before a checkpoint shortens it
public record TsdbOptions(
    Retention retention,
    long outOfOrderMillis,
    Durability durability,
    int maxSeries,
    Windows windows,
    long aheadMillis,
    long segmentBytes,
    Growth checkpoint) {

  /// What is kept.
  ///
  /// @param millis how long samples are kept; also how old a series' first sample may be
  /// @param bytes how large blocks, log and checkpoint may get together; 0 for no bound
  /// @param exemplars how many exemplars are kept, whatever their age
  public record Retention(long millis, long bytes, int exemplars) {
    public Retention {
      check(millis > 0, "retention millis", millis, "> 0");
      check(bytes >= 0, "retention bytes", bytes, ">= 0");
      check(exemplars >= 0, "exemplars", exemplars, ">= 0");
    }
  }

  /// When samples leave the head for a block.
  ///
  /// @param blockMillis the width of a block's window
  /// @param staleShare which part of the head's series must have ended for them to leave it before
  ///   their window is over, 0 to 1; 0 for never
  public record Windows(long blockMillis, double staleShare) {
    public Windows {
      check(blockMillis >= 60_000, "block millis", blockMillis, ">= 60000");
      if (!(staleShare >= 0 && staleShare <= 1)) {
        throw new IllegalArgumentException("stale share: " + staleShare + " (expected: 0 to 1)");
      }
    }
  }

  /// A time and a number of samples, whichever comes first.
  public record Growth(long millis, long samples) {
    public Growth {
      check(millis > 0, "checkpoint millis", millis, "> 0");
      check(samples > 0, "checkpoint samples", samples, "> 0");
    }
  }

  /// When a synced commit returns.
  public enum Durability {
    /// After its record was forced to disk, together with those beside it.
    STRICT,
    /// After its record was written; a loss of power costs at most the last second.
    RELAXED
  }

  public TsdbOptions {
    check(outOfOrderMillis >= 0, "out-of-order millis", outOfOrderMillis, ">= 0");
    check(maxSeries > 0 && maxSeries < 1 << 27, "max series", maxSeries, "1 to 134217727");
    check(aheadMillis >= 0, "ahead millis", aheadMillis, ">= 0");
    check(segmentBytes >= 1 << 12, "segment bytes", segmentBytes, ">= 4096");
  }

  private static void check(boolean valid, String name, long value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /// Returns 15 days of retention, out of order within 2 h, strict, windows of 2 h, 20 million
  /// series, a checkpoint every 60 s or 2 million samples; series that ended leave when they are a
  /// fifth.
  public static TsdbOptions defaults() {
    return new TsdbOptions(
        new Retention(Duration.ofDays(15).toMillis(), 0, 100_000),
        Duration.ofHours(2).toMillis(),
        Durability.STRICT,
        20_000_000,
        new Windows(Duration.ofHours(2).toMillis(), 0.2),
        Duration.ofMinutes(10).toMillis(),
        128L << 20,
        new Growth(60_000, 2_000_000));
  }

  long retentionMillis() {
    return retention.millis();
  }

  long retentionBytes() {
    return retention.bytes();
  }

  /// Returns the width of a block's window.
  public long blockMillis() {
    return windows.blockMillis();
  }

  /// Returns which part of the series must have ended for them to leave the head early.
  public double staleShare() {
    return windows.staleShare();
  }

  long checkpointMillis() {
    return checkpoint.millis();
  }

  long checkpointSamples() {
    return checkpoint.samples();
  }

  public TsdbOptions withRetentionMillis(long millis) {
    return with(new Retention(millis, retention.bytes(), retention.exemplars()));
  }

  /// 0 for no bound.
  public TsdbOptions withRetentionBytes(long bytes) {
    return with(new Retention(retention.millis(), bytes, retention.exemplars()));
  }

  /// 0 for none.
  public TsdbOptions withMaxExemplars(int exemplars) {
    return with(new Retention(retention.millis(), retention.bytes(), exemplars));
  }

  private TsdbOptions with(Retention wanted) {
    return new TsdbOptions(
        wanted,
        outOfOrderMillis,
        durability,
        maxSeries,
        windows,
        aheadMillis,
        segmentBytes,
        checkpoint);
  }

  /// 0 for none out of order.
  public TsdbOptions withOutOfOrderMillis(long millis) {
    return new TsdbOptions(
        retention, millis, durability, maxSeries, windows, aheadMillis, segmentBytes, checkpoint);
  }

  /// 0 for never.
  public TsdbOptions withStaleShare(double share) {
    return new TsdbOptions(
        retention,
        outOfOrderMillis,
        durability,
        maxSeries,
        new Windows(windows.blockMillis(), share),
        aheadMillis,
        segmentBytes,
        checkpoint);
  }

  public TsdbOptions withDurability(Durability wanted) {
    return new TsdbOptions(
        retention,
        outOfOrderMillis,
        wanted,
        maxSeries,
        windows,
        aheadMillis,
        segmentBytes,
        checkpoint);
  }

  public TsdbOptions withMaxSeries(int series) {
    return new TsdbOptions(
        retention,
        outOfOrderMillis,
        durability,
        series,
        windows,
        aheadMillis,
        segmentBytes,
        checkpoint);
  }

  public TsdbOptions withBlockMillis(long millis) {
    return new TsdbOptions(
        retention,
        outOfOrderMillis,
        durability,
        maxSeries,
        new Windows(millis, windows.staleShare()),
        aheadMillis,
        segmentBytes,
        checkpoint);
  }

  public TsdbOptions withSegmentBytes(long bytes) {
    return new TsdbOptions(
        retention,
        outOfOrderMillis,
        durability,
        maxSeries,
        windows,
        aheadMillis,
        bytes,
        checkpoint);
  }
}
