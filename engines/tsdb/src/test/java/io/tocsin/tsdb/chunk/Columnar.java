package io.tocsin.tsdb.chunk;

import java.util.Random;

/// Generators of columns as exporters make them.
public enum Columnar {
  CONSTANT,
  COUNTER,
  FAST_COUNTER,
  RESETTING_COUNTER,
  SECONDS,
  MULTIPLIED,
  PRESSURE,
  GAUGE,
  PAGES,
  SPARSE,
  RANDOM,
  ANY_BITS,
  STALE,
  SPECIAL;

  private static final double[] SPECIALS = {
    0.0,
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    0x1p63,
    -0x1p63,
    0x1p53 + 2,
    1e22,
    0.1,
    Double.longBitsToDouble(0x7ff0000000000002L),
    Double.longBitsToDouble(0xfff8000000000bccL)
  };

  public double[] values(Random random, int count) {
    var values = new double[count];
    double last = random.nextInt(1_000_000);
    double power = Math.pow(10, random.nextInt(1, 7));
    for (int i = 0; i < count; i++) {
      last = next(random, last, i);
      values[i] = this == GAUGE ? Math.rint(last) / power : scaled(random, last);
    }
    return values;
  }

  private double next(Random random, double last, int i) {
    return switch (this) {
      case CONSTANT, STALE -> last;
      case COUNTER, MULTIPLIED, SECONDS -> last + random.nextInt(100);
      case FAST_COUNTER, PRESSURE -> last + 1e6 + random.nextInt(1_000);
      case RESETTING_COUNTER -> random.nextInt(100) == 0 ? 0 : last + random.nextInt(50);
      case GAUGE -> last + random.nextInt(-50, 50);
      case PAGES -> last + 4096.0 * random.nextInt(-50, 50);
      case SPARSE -> random.nextInt(20) == 0 ? last + random.nextInt(1_000) : last;
      case RANDOM, ANY_BITS, SPECIAL -> i;
    };
  }

  private double scaled(Random random, double last) {
    return switch (this) {
      case SECONDS -> last / 100;
      case MULTIPLIED -> last * 0.001;
      case PRESSURE -> last / 1000 / 1000;
      case RANDOM -> random.nextDouble();
      case ANY_BITS -> Double.longBitsToDouble(random.nextLong());
      case STALE -> random.nextInt(50) == 0 ? Double.longBitsToDouble(0x7ff0000000000002L) : last;
      case SPECIAL -> SPECIALS[random.nextInt(SPECIALS.length)];
      case CONSTANT, COUNTER, FAST_COUNTER, RESETTING_COUNTER, GAUGE, PAGES, SPARSE -> last;
    };
  }

  /// Timestamps with a step that is constant, jitters or has gaps.
  public static long[] timestamps(Random random, int count) {
    var timestamps = new long[count];
    int jitter = random.nextBoolean() ? 1 : random.nextInt(1, 500);
    boolean gaps = random.nextInt(3) == 0;
    long now = random.nextLong(-1_000, 2_000_000_000_000L);
    for (int i = 0; i < count; i++) {
      timestamps[i] = now;
      now += 10_000 + random.nextInt(jitter);
      now += gaps && random.nextInt(30) == 0 ? random.nextInt(10_000_000) : 0;
    }
    return timestamps;
  }
}
