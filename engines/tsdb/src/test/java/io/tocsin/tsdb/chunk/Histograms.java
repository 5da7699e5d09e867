package io.tocsin.tsdb.chunk;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.SampleBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Generators of native histograms as exporters make them, and what is said of them in tests.
public final class Histograms {
  private Histograms() {}

  /// Returns one that may come after `before` in its series: counters go on, get buckets, lose
  /// some, begin anew, change their schema; gauges do what they like.
  public static Histogram next(Random random, @Nullable Histogram before) {
    if (before == null || random.nextInt(12) == 0) {
      return random(random);
    }
    if (before.hint() == ResetHint.GAUGE) {
      return withCounts(random, layout(random, before.layout()), ResetHint.GAUGE);
    }
    var hint = random.nextInt(30) == 0 ? ResetHint.RESET : ResetHint.UNKNOWN;
    var layout = random.nextInt(4) == 0 ? layout(random, before.layout()) : before.layout();
    var counts = counts(before);
    var buckets = new double[layout.size()];
    boolean falls = random.nextInt(15) == 0;
    for (int i = 0; i < buckets.length; i++) {
      double old = counts.getOrDefault(key(layout, i), 0.0);
      buckets[i] = falls ? random.nextInt(3) : old + random.nextInt(40);
    }
    double zero = layout.isCustom() ? 0 : before.zeroCount() + random.nextInt(2);
    return of(layout, hint, zero, buckets, random);
  }

  /// Returns samples of one series: histograms, at times with floats between them or with start
  /// timestamps.
  public static SampleBuffer run(Random random, int count) {
    var samples = new SampleBuffer();
    long[] times = Columnar.timestamps(random, count);
    Histogram before = null;
    int starts = random.nextInt(3);
    boolean mixed = random.nextInt(3) == 0;
    for (int i = 0; i < count; i++) {
      if (mixed && random.nextInt(10) == 0) {
        samples.add(times[i], random.nextInt(100));
      } else {
        before = next(random, before);
        samples.add(times[i], before);
      }
      switch (starts) {
        case 1 -> samples.startAt(i, random.nextInt(20) == 0 ? 0 : times[0] - i / 50);
        case 2 -> samples.startAt(i, i == 0 ? times[0] - 1_000 : times[i - 1]);
        default -> {}
      }
    }
    return samples;
  }

  public static Histogram random(Random random) {
    var hint = random.nextInt(5) == 0 ? ResetHint.GAUGE : ResetHint.UNKNOWN;
    return withCounts(random, layout(random, null), hint);
  }

  private static Histogram withCounts(Random random, BucketLayout layout, ResetHint hint) {
    var buckets = new double[layout.size()];
    boolean floats = random.nextInt(3) == 0;
    Arrays.setAll(buckets, i -> floats ? random.nextDouble() * 9 : random.nextInt(1_000));
    return of(layout, hint, layout.isCustom() ? 0 : random.nextInt(9), buckets, random);
  }

  private static Histogram of(
      BucketLayout layout, ResetHint hint, double zero, double[] buckets, Random random) {
    double count = zero + Arrays.stream(buckets).sum() + (random.nextInt(9) == 0 ? 3 : 0);
    return new Histogram(layout, hint, count, count * random.nextDouble(), zero, buckets);
  }

  private static BucketLayout layout(Random random, @Nullable BucketLayout like) {
    boolean custom = like == null ? random.nextInt(4) == 0 : like.isCustom();
    if (custom) {
      var bounds = like == null ? new double[] {0.1, 0.5, 1, 2.5, 10} : like.customBounds();
      return BucketLayout.custom(bounds, indexes(random, 0, bounds.length + 1));
    }
    int schema = like == null ? random.nextInt(-4, 9) : like.schema();
    double threshold = like == null ? random.nextInt(2) / 128.0 : like.zeroThreshold();
    int from = random.nextInt(-30, 30);
    int[] negative = random.nextInt(3) == 0 ? indexes(random, -3, 9) : new int[0];
    return BucketLayout.exponential(schema, threshold, indexes(random, from, from + 14), negative);
  }

  private static int[] indexes(Random random, int from, int to) {
    var indexes = new int[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      if (random.nextInt(5) > 0) {
        indexes[count++] = i;
      }
    }
    return Arrays.copyOf(indexes, count);
  }

  private static long key(BucketLayout layout, int i) {
    int positives = layout.positive().length;
    return i < positives ? layout.positive()[i] : (1L << 40) + layout.negative()[i - positives];
  }

  private static TreeMap<Long, Double> counts(Histogram histogram) {
    var counts = new TreeMap<Long, Double>();
    for (int i = 0; i < histogram.buckets().length; i++) {
      counts.put(key(histogram.layout(), i), histogram.buckets()[i]);
    }
    return counts;
  }

  /// Tells whether no count fell from one histogram to the next of the same kind of buckets.
  static boolean rises(Histogram before, Histogram now) {
    var to = counts(now);
    return now.layout().schema() == before.layout().schema()
        && now.count() >= before.count()
        && now.zeroCount() >= before.zeroCount()
        && counts(before).entrySet().stream()
            .allMatch(old -> to.getOrDefault(old.getKey(), 0.0) >= old.getValue());
  }

  /// What a sample is in 64 bits: the bits of a float, or a hash of everything that is kept of it.
  public static long bits(double value, @Nullable Histogram histogram, long start) {
    if (histogram == null && start == 0) {
      return Double.doubleToRawLongBits(value);
    }
    long hash = start * 0x9E37_79B9_7F4A_7C15L + 1;
    if (histogram == null) {
      return 31 * hash + Double.doubleToRawLongBits(value);
    }
    hash = 31 * hash + (histogram.hint() == ResetHint.GAUGE ? 7 : 0);
    var layout = histogram.layout();
    hash = 31 * hash + layout.schema();
    hash = 31 * hash + Double.doubleToRawLongBits(layout.zeroThreshold());
    for (double bound : layout.customBounds()) {
      hash = 31 * hash + Double.doubleToRawLongBits(bound);
    }
    hash = 31 * hash + Double.doubleToRawLongBits(histogram.sum());
    hash = 31 * hash + Double.doubleToRawLongBits(histogram.count());
    hash = 31 * hash + Double.doubleToRawLongBits(histogram.zeroCount());
    for (int i = 0; i < layout.size(); i++) {
      hash = 0x9E37_79B9_7F4A_7C15L * hash + key(layout, i);
      hash = 0x9E37_79B9_7F4A_7C15L * hash + Double.doubleToRawLongBits(histogram.buckets()[i]);
    }
    return hash;
  }

  /// Returns [#bits(double, Histogram, long)] of a sample of a run, after looking whether what it
  /// says of the one before it is true.
  public static long bits(SampleBuffer run, int i) {
    var histogram = run.histogram(i);
    if (histogram != null && i > 0 && histogram.hint() == ResetHint.NOT_RESET) {
      var before = run.histogram(i - 1);
      if (before == null || before.hint() == ResetHint.GAUGE || !rises(before, histogram)) {
        throw new AssertionError("not reset: " + histogram + " after " + before);
      }
    }
    long[] starts = run.starts();
    return bits(run.values()[i], histogram, starts == null ? 0 : starts[i]);
  }
}
