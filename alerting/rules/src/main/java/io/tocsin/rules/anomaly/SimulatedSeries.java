package io.tocsin.rules.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Six weeks of five-minute points of a made series, with faults put into the last two.
///
/// @param faults in the order of time, none touching another
record SimulatedSeries(Kind kind, Grid grid, List<Fault> faults) {
  static final long STEP = 300_000;
  static final int DAY = 288;
  static final int POINTS = 42 * DAY;
  static final int SCORED = 14 * DAY;
  private static final int FAULTS = 38;
  private static final int APART = 12;
  private static final double[] FACTORS = {3, 4, 0.2};

  /// What kind of series.
  enum Kind {
    TRAFFIC,
    LATENCY,
    FLAT,
    CRON,
    GROWING
  }

  /// A fault from one point to another, both included.
  record Fault(int from, int to, double factor) {}

  static SimulatedSeries of(Kind kind, Random random) {
    var values = new double[POINTS];
    double phase = random.nextDouble() * 2 * Math.PI;
    int cron = random.nextInt(DAY);
    double drift = 0;
    for (int i = 0; i < POINTS; i++) {
      drift = 0.98 * drift + 0.2 * random.nextGaussian();
      values[i] = Math.max(0, value(kind, i, phase, drift, random));
      if (kind == Kind.CRON && Math.floorMod(i - cron, DAY) < 3) {
        values[i] *= 4 + random.nextDouble();
      }
    }
    if (kind == Kind.CRON) {
      values = late(values, cron, random);
    }
    var faults = faults(random);
    for (var fault : faults) {
      for (int i = fault.from(); i <= fault.to(); i++) {
        values[i] *= fault.factor();
      }
    }
    return new SimulatedSeries(kind, new Grid(0, STEP, values), faults);
  }

  private static double value(Kind kind, int i, double phase, double drift, Random random) {
    double day = Math.sin(2 * Math.PI * i / DAY + phase);
    boolean weekend = (i / DAY) % 7 >= 5;
    double noise = random.nextGaussian();
    return switch (kind) {
      case TRAFFIC ->
          1000 * (1 + 0.5 * day) * (weekend ? 0.6 : 1) * (1 + 0.09 * noise + 0.03 * drift);
      case LATENCY -> 0.12 * (1 + 0.2 * day) * Math.exp(0.25 * noise);
      case FLAT -> 50 * (1 + 0.10 * noise);
      case CRON -> 200 * (1 + 0.1 * day) * (1 + 0.10 * noise);
      case GROWING -> 300 * (1 + 1.0 * i / POINTS) * (1 + 0.3 * day) * (1 + 0.10 * noise);
    };
  }

  /// A nightly job starts up to five minutes early or late.
  private static double[] late(double[] values, int cron, Random random) {
    var moved = values.clone();
    for (int start = cron; start + 4 < POINTS; start += DAY) {
      int shift = random.nextInt(3) - 1;
      if (shift != 0 && start >= 1) {
        for (int i = -1; i < 4; i++) {
          int from = Math.clamp(start + i - shift, 0, POINTS - 1);
          moved[start + i] = values[from];
        }
      }
    }
    return moved;
  }

  private static List<Fault> faults(Random random) {
    var taken = new boolean[POINTS];
    var faults = new ArrayList<Fault>();
    for (int tries = 0; faults.size() < FAULTS && tries < 10 * FAULTS; tries++) {
      int length = 3 + random.nextInt(4);
      int from = POINTS - SCORED + random.nextInt(SCORED - length - APART);
      boolean free = true;
      for (int i = from - APART; i < from + length + APART; i++) {
        free &= i >= POINTS || !taken[i];
      }
      if (free) {
        java.util.Arrays.fill(taken, from, from + length, true);
        faults.add(new Fault(from, from + length - 1, FACTORS[random.nextInt(FACTORS.length)]));
      }
    }
    faults.sort(java.util.Comparator.comparingInt(Fault::from));
    return faults;
  }
}
