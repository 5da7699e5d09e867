package io.tocsin.tsdb.head;

import io.tocsin.model.Histogram;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.block.LabelHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Samples of many series in columns, as one commit brings them and the log keeps them. Histograms
/// and start timestamps are two columns more, made when the first one comes. For one thread.
public final class SampleBatch {
  private static final long HISTOGRAM_NAN = 0x7ffc_0000_0000_0000L;
  private static final int HASH_BITS = 50;

  private int[] ids;
  private long[] times;
  private long[] bits;
  private @Nullable Histogram @Nullable [] histograms;
  private long @Nullable [] starts;
  private boolean isPlain = true;
  private int size;

  public SampleBatch() {
    this(64);
  }

  SampleBatch(int capacity) {
    ids = new int[capacity];
    times = new long[capacity];
    bits = new long[capacity];
  }

  public int size() {
    return size;
  }

  public int id(int i) {
    return ids[i];
  }

  /// Milliseconds since the Unix epoch.
  public long time(int i) {
    return times[i];
  }

  /// Returns the oldest time, or `Long.MAX_VALUE`.
  long minTime() {
    long min = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      min = Math.min(min, times[i]);
    }
    return min;
  }

  /// The value's raw bits; those of [#bitsOf] where it is a histogram.
  public long bits(int i) {
    return bits[i];
  }

  /// Returns what stands for a histogram where a float has its bits: a NaN with a hash, so that the
  /// same histogram can be told from another one.
  static long bitsOf(Histogram histogram) {
    var layout = histogram.layout();
    long hash = mix(Double.doubleToRawLongBits(histogram.sum()), histogram.count());
    hash = mix(hash, histogram.zeroCount());
    int positives = layout.positive().length;
    for (int i = 0; i < histogram.buckets().length; i++) {
      int index = i < positives ? layout.positive()[i] : ~layout.negative()[i - positives];
      hash = mix(hash ^ index, histogram.buckets()[i]);
    }
    for (double bound : layout.customBounds()) {
      hash = mix(hash, bound);
    }
    return HISTOGRAM_NAN | mix(hash ^ layout.schema(), layout.zeroThreshold()) >>> (64 - HASH_BITS);
  }

  private static long mix(long hash, double value) {
    return LabelHash.mix(Long.rotateLeft(hash, 7) ^ Double.doubleToRawLongBits(value));
  }

  /// Tells whether all samples are floats without a start timestamp.
  public boolean isPlain() {
    return isPlain;
  }

  /// Tells whether the sample is a float without a start timestamp.
  boolean isPlain(int i) {
    return isPlain || (histogram(i) == null && start(i) == 0);
  }

  /// Returns the histogram, or null where the sample is a float.
  public @Nullable Histogram histogram(int i) {
    return isPlain || histograms == null ? null : histograms[i];
  }

  /// Returns since when the sample's counter counts, 0 where that is not known.
  public long start(int i) {
    return isPlain || starts == null ? 0 : starts[i];
  }

  public void add(int id, long time, long valueBits) {
    if (size == ids.length) {
      int capacity = Math.max(16, size * 2);
      ids = Arrays.copyOf(ids, capacity);
      times = Arrays.copyOf(times, capacity);
      bits = Arrays.copyOf(bits, capacity);
      histograms = histograms == null ? null : Arrays.copyOf(histograms, capacity);
      starts = starts == null ? null : Arrays.copyOf(starts, capacity);
    }
    ids[size] = id;
    times[size] = time;
    bits[size++] = valueBits;
  }

  /// Adds a sample of any kind.
  ///
  /// @param valueBits of a histogram, [#bitsOf] it
  /// @param histogram null for a float
  /// @param start 0 for unknown
  public void add(int id, long time, long valueBits, @Nullable Histogram histogram, long start) {
    add(id, time, valueBits);
    if (histogram != null) {
      histograms = histograms == null ? new Histogram[ids.length] : histograms;
      histograms[size - 1] = histogram;
      isPlain = false;
    }
    if (start != 0) {
      starts = starts == null ? new long[ids.length] : starts;
      starts[size - 1] = start;
      isPlain = false;
    }
  }

  /// Adds a histogram.
  public void add(int id, long time, Histogram histogram, long start) {
    add(id, time, bitsOf(histogram), histogram, start);
  }

  /// Adds a sample of another batch.
  void addFrom(SampleBatch other, int i) {
    add(other.ids[i], other.times[i], other.bits[i], other.histogram(i), other.start(i));
  }

  /// Adds the sample at a position of a run.
  void addFrom(int id, SampleBuffer run, int i) {
    var histogram = run.histogram(i);
    long[] column = run.starts();
    long start = column == null ? 0 : column[i];
    if (histogram == null) {
      add(id, run.timestamps()[i], Double.doubleToRawLongBits(run.values()[i]), null, start);
    } else {
      add(id, run.timestamps()[i], histogram, start);
    }
  }

  public void clear() {
    if (!isPlain) {
      histograms = null;
      starts = null;
      isPlain = true;
    }
    size = 0;
  }
}
