package io.tocsin.tsdb.prometheus;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Small random series.
public final class Generated {
  private static final List<String> NAMES = List.of("up", "a_total", "Z", "ünï", "😀", "\uffee");

  private Generated() {}

  /// Returns samples with steps that are mostly equal and values of several kinds.
  public static SampleBuffer floats(Random random, int size, long start) {
    var out = new SampleBuffer();
    int kind = random.nextInt(4);
    long time = start;
    double value = random.nextInt(100);
    for (int i = 0; i < size; i++) {
      value = next(random, kind, value);
      out.add(time, random.nextInt(40) == 0 ? StaleNan.VALUE : value);
      time += step(random);
    }
    return out;
  }

  private static long step(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> 15_000 + random.nextInt(-20, 20);
      case 1 -> 15_000 + random.nextInt(-14_000, 100_000);
      case 2 -> random.nextLong(1, 1L << random.nextInt(1, 34));
      default -> 15_000;
    };
  }

  private static double next(Random random, int kind, double before) {
    return switch (kind) {
      case 0 -> before;
      case 1 -> before + random.nextInt(3);
      case 2 -> Double.longBitsToDouble(random.nextLong());
      default -> random.nextBoolean() ? before : random.nextGaussian();
    };
  }

  /// Returns histograms, counters of whole numbers or of floats or gauges, with a few floats
  /// between.
  public static SampleBuffer histograms(Random random, int size, long start) {
    var out = new SampleBuffer();
    boolean gauge = random.nextInt(3) == 0;
    boolean whole = random.nextBoolean();
    var layout = layout(random);
    var counts = new double[layout.size()];
    double zeros = 0;
    long time = start;
    for (int i = 0; i < size; i++) {
      if (random.nextInt(15) == 0) {
        layout = layout(random);
        counts = new double[layout.size()];
        zeros = 0;
      }
      for (int b = 0; b < counts.length; b++) {
        counts[b] = count(random, counts[b], gauge, whole);
      }
      zeros = layout.isCustom() ? 0 : count(random, zeros, gauge, whole);
      double total = IntStream.range(0, counts.length).mapToDouble(b -> b).sum() + i + zeros;
      if (random.nextInt(20) == 0) {
        out.add(time, random.nextBoolean() ? StaleNan.VALUE : 7);
      } else {
        var hint = gauge ? ResetHint.GAUGE : ResetHint.UNKNOWN;
        double sum = random.nextGaussian();
        out.add(time, new Histogram(layout, hint, total, sum, zeros, counts.clone()));
      }
      time += step(random);
    }
    return out;
  }

  private static double count(Random random, double before, boolean gauge, boolean whole) {
    double change = whole ? random.nextInt(5) : random.nextDouble();
    double next = gauge && random.nextBoolean() ? before - change : before + change;
    return random.nextInt(30) == 0 ? 0 : Math.max(0, next);
  }

  private static BucketLayout layout(Random random) {
    if (random.nextInt(4) == 0) {
      double[] bounds = {-1.5, 0.001 * random.nextInt(1, 999), 10 + random.nextDouble(), 1e9};
      return BucketLayout.custom(bounds, indexes(random, 0, 4));
    }
    double threshold = List.of(0.0, 0x1p-128, 0.001, 1e-300, 1024.0).get(random.nextInt(5));
    return BucketLayout.exponential(
        random.nextInt(-4, 9), threshold, indexes(random, -40, 40), indexes(random, -3, 9));
  }

  private static int[] indexes(Random random, int from, int to) {
    return IntStream.rangeClosed(from, to).filter(i -> random.nextInt(3) == 0).toArray();
  }

  /// Returns series in the order of Prometheus.
  public static TreeMap<Labels, SampleBuffer> series(
      Random random, int count, long start, boolean withHistograms) {
    var all = new TreeMap<Labels, SampleBuffer>(ByteOrderOfTexts.LABELS);
    for (int i = 0; i < count; i++) {
      var builder = Labels.EMPTY.builder();
      builder.set(Labels.NAME, NAMES.get(random.nextInt(NAMES.size())));
      builder.set("A", random.nextBoolean() ? "" : "x" + random.nextInt(3));
      builder.set("zone", NAMES.get(random.nextInt(NAMES.size())));
      builder.set("😀", random.nextInt(3) == 0 ? "y" : "");
      builder.set("\uffee", random.nextInt(3) == 0 ? "y" : "");
      builder.set("host", "h" + i);
      int size = random.nextInt(1, 400);
      boolean histograms = withHistograms && random.nextInt(3) == 0;
      all.put(
          builder.build(),
          histograms ? histograms(random, size, start) : floats(random, size, start));
    }
    return all;
  }
}
