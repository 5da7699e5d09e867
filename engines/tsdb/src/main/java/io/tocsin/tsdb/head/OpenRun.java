package io.tocsin.tsdb.head;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.HintCodec;
import java.util.Arrays;

/// Full samples of one series that are in no chunk yet, each as its differences to the one before
/// it: a histogram takes about a byte a bucket. What is written is never changed, so a [View] needs
/// no lock.
///
/// Guarded by the head's sample lock.
final class OpenRun {
  private static final int HISTOGRAM = 1;
  private static final int START = 2;
  private static final int LAYOUT = 4;
  private static final int WHOLE = 8;
  private static final int HINT_SHIFT = 4;
  private static final double WHOLE_MAX = 0x1p53;

  private final int slot;
  private final ByteWriter bytes = new ByteWriter(128);
  private BucketLayout[] layouts = new BucketLayout[1];
  private int layoutCount;
  private int size;
  private boolean hasHistograms;
  private long firstTime;

  // The last sample, as the next one refers to it.
  private long lastTime;
  private long lastStart;
  private long lastWhole;
  private long[] lastCounts = new long[0];

  OpenRun(int slot) {
    this.slot = slot;
  }

  int slot() {
    return slot;
  }

  int size() {
    return size;
  }

  long firstTime() {
    return firstTime;
  }

  /// Tells whether a further sample of that kind belongs to a next run.
  boolean isFull(boolean histogram) {
    return size > 0 && (size >= Head.CHUNK_SAMPLES || hasHistograms != histogram);
  }

  void add(SampleBatch batch, int i) {
    var histogram = batch.histogram(i);
    int flags = batch.start(i) == lastStart ? 0 : START;
    if (histogram == null) {
      double value = Double.longBitsToDouble(batch.bits(i));
      boolean whole = isWhole(value);
      begin(flags | (whole ? WHOLE : 0), batch, i);
      if (whole) {
        bytes.zigzag((long) value - lastWhole);
        lastWhole = (long) value;
      } else {
        bytes.i64(batch.bits(i));
      }
    } else {
      boolean whole = isWhole(histogram);
      flags |= HISTOGRAM | (whole ? WHOLE : 0) | HintCodec.code(hint(histogram)) << HINT_SHIFT;
      begin(flags | (enter(histogram.layout()) ? LAYOUT : 0), batch, i);
      bytes.i64(Double.doubleToRawLongBits(histogram.sum()));
      if (whole) {
        whole(histogram);
      } else {
        raw(histogram);
      }
    }
    size++;
  }

  /// That counting went on is found out when the run is sealed: until then another sample may come
  /// in between, or be read without the one before it.
  private static ResetHint hint(Histogram histogram) {
    return histogram.hint() == ResetHint.NOT_RESET ? ResetHint.UNKNOWN : histogram.hint();
  }

  private void begin(int flags, SampleBatch batch, int i) {
    bytes.u8(flags);
    bytes.zigzag(batch.time(i) - lastTime);
    if ((flags & START) != 0) {
      bytes.zigzag(batch.start(i) - lastStart);
    }
    if (size == 0) {
      firstTime = batch.time(i);
    }
    lastTime = batch.time(i);
    lastStart = batch.start(i);
  }

  private static boolean isWhole(double value) {
    return Math.abs(value) < WHOLE_MAX
        && Double.doubleToRawLongBits((double) (long) value) == Double.doubleToRawLongBits(value);
  }

  private static boolean isWhole(Histogram histogram) {
    boolean whole = isWhole(histogram.count()) && isWhole(histogram.zeroCount());
    for (double count : histogram.buckets()) {
      whole &= isWhole(count);
    }
    return whole;
  }

  /// Makes a layout the run's last one; false if it is that already.
  private boolean enter(BucketLayout layout) {
    hasHistograms = true;
    if (layoutCount > 0 && layouts[layoutCount - 1].equals(layout)) {
      return false;
    }
    if (layoutCount == layouts.length) {
      layouts = Arrays.copyOf(layouts, layoutCount * 2);
    }
    layouts[layoutCount++] = layout;
    lastCounts = new long[layout.size() + 1];
    return true;
  }

  private void whole(Histogram histogram) {
    long zero = (long) histogram.zeroCount();
    long total = zero;
    int last = lastCounts.length - 1;
    bytes.zigzag(zero - lastCounts[last]);
    lastCounts[last] = zero;
    for (int bucket = 0; bucket < last; bucket++) {
      long count = (long) histogram.buckets()[bucket];
      bytes.zigzag(count - lastCounts[bucket]);
      lastCounts[bucket] = count;
      total += count;
    }
    bytes.zigzag((long) histogram.count() - total);
  }

  private void raw(Histogram histogram) {
    bytes.i64(Double.doubleToRawLongBits(histogram.count()));
    bytes.i64(Double.doubleToRawLongBits(histogram.zeroCount()));
    for (double count : histogram.buckets()) {
      bytes.i64(Double.doubleToRawLongBits(count));
    }
    Arrays.fill(lastCounts, 0);
  }

  /// Returns what is in the run now; what comes later does not change it.
  View view() {
    return new View(new ByteReader(bytes.array(), bytes.size(), "head"), layouts);
  }

  /// Appends the samples that lie between the two times, both included.
  void read(long min, long max, SampleBuffer out) {
    view().read(min, max, out);
  }

  /// The samples of a run at one moment, to be read once.
  static final class View {
    private final ByteReader in;
    private final BucketLayout[] layouts;
    private int layout = -1;
    private long time;
    private long start;
    private long whole;
    private long[] counts = new long[0];

    private View(ByteReader in, BucketLayout[] layouts) {
      this.in = in;
      this.layouts = layouts;
    }

    /// Appends the samples that lie between the two times, both included.
    void read(long min, long max, SampleBuffer out) {
      while (in.remaining() > 0) {
        int flags = in.u8();
        time += in.zigzag();
        start += (flags & START) != 0 ? in.zigzag() : 0;
        boolean wanted = time >= min && time <= max;
        if ((flags & HISTOGRAM) != 0) {
          var histogram = histogram(flags);
          if (wanted) {
            out.add(time, histogram);
          }
        } else {
          double value = value(flags);
          if (wanted) {
            out.add(time, value);
          }
        }
        if (wanted && start != 0) {
          out.startAt(out.size() - 1, start);
        }
      }
    }

    private double value(int flags) {
      if ((flags & WHOLE) == 0) {
        return Double.longBitsToDouble(in.i64());
      }
      whole += in.zigzag();
      return (double) whole;
    }

    private Histogram histogram(int flags) {
      if ((flags & LAYOUT) != 0) {
        layout++;
        counts = new long[layouts[layout].size() + 1];
      }
      double sum = Double.longBitsToDouble(in.i64());
      var hint = HintCodec.hint(flags >> HINT_SHIFT);
      var buckets = new double[counts.length - 1];
      if ((flags & WHOLE) != 0) {
        counts[buckets.length] += in.zigzag();
        long zero = counts[buckets.length];
        long total = zero;
        for (int bucket = 0; bucket < buckets.length; bucket++) {
          counts[bucket] += in.zigzag();
          buckets[bucket] = (double) counts[bucket];
          total += counts[bucket];
        }
        double count = (double) (total + in.zigzag());
        return new Histogram(layouts[layout], hint, count, sum, (double) zero, buckets);
      }
      double count = Double.longBitsToDouble(in.i64());
      double zero = Double.longBitsToDouble(in.i64());
      Arrays.setAll(buckets, bucket -> Double.longBitsToDouble(in.i64()));
      Arrays.fill(counts, 0);
      return new Histogram(layouts[layout], hint, count, sum, zero, buckets);
    }
  }
}
