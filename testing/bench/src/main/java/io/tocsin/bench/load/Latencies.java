package io.tocsin.bench.load;

import java.util.List;
import java.util.SplittableRandom;

/// How long one service's requests took, as the histogram it exposes, growing step by step: drawn
/// from a log-normal distribution of its own, with more requests by day than by night. The same
/// seed and index always draw the same.
///
/// The native histogram and the classic buckets count the very same requests.
public final class Latencies {
  /// The upper bounds of the classic buckets, those that client libraries begin with; the last
  /// bucket, without a bound, is [#count].
  public static final List<Double> BOUNDS =
      List.of(.005, .01, .025, .05, .1, .25, .5, 1., 2.5, 5., 10.);

  /// The native histograms' resolution: eight buckets for each doubling.
  public static final int SCHEMA = 3;

  private static final int PER_DOUBLING = 1 << SCHEMA;
  // From 2^-20 s, a microsecond, to 2^10 s: nothing drawn falls outside.
  private static final int FIRST = -20 * PER_DOUBLING;
  private static final int BUCKETS = 30 * PER_DOUBLING;
  private static final double STEPS_PER_DAY = 5_760;

  private final SplittableRandom random;
  private final double logMedian;
  private final double logSpread;
  private final double meanRequests;
  private final long[] buckets = new long[BUCKETS];
  private final long[] classic = new long[BOUNDS.size()];
  private long count;
  private double sum;
  private int step;

  public Latencies(long seed, int index) {
    this.random = new SplittableRandom(seed * 1_000_003 + index);
    this.logMedian = Math.log(random.nextDouble(0.004, 0.3));
    this.logSpread = random.nextDouble(0.25, 0.6);
    this.meanRequests = random.nextDouble(20, 200);
  }

  /// Counts the requests of one more step of 15 s.
  public void advance() {
    double day = 1 + 0.4 * Math.sin(2 * Math.PI * step++ / STEPS_PER_DAY);
    double mean = meanRequests * day;
    long requests = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    for (long i = 0; i < requests; i++) {
      observe(Math.exp(logMedian + logSpread * random.nextGaussian()));
    }
  }

  public long count() {
    return count;
  }

  public double sum() {
    return sum;
  }

  /// Requests that took at most the `index`th of the bounds.
  public long atMost(int index) {
    return classic[index];
  }

  public NativeHistogram nativeHistogram() {
    return NativeHistogram.of(count, sum, SCHEMA, FIRST, buckets);
  }

  private void observe(double seconds) {
    count++;
    sum += seconds;
    int bucket = (int) Math.ceil(Math.log(seconds) / Math.log(2) * PER_DOUBLING);
    buckets[Math.clamp(bucket - FIRST, 0, BUCKETS - 1)]++;
    for (int i = BOUNDS.size() - 1; i >= 0 && seconds <= BOUNDS.get(i); i--) {
      classic[i]++;
    }
  }
}
