package io.tocsin.promql.rollup;

import io.tocsin.promql.numeric.KahanSum;

/// The plain `*_over_time` functions: one pass over each window.
final class OverTime {
  private OverTime() {}

  static double sum(Run run, int step, int low, int high) {
    var values = run.values();
    double sum = 0;
    double compensation = 0;
    for (int i = low; i < high; i++) {
      double total = sum + values[i];
      compensation = KahanSum.compensation(sum, values[i], total, compensation);
      sum = total;
    }
    return Double.isInfinite(sum) ? sum : sum + compensation;
  }

  /// The mean of the sum, or a running mean from where the sum would overflow.
  static double average(Run run, int step, int low, int high) {
    var values = run.values();
    double sum = values[low];
    double compensation = 0;
    for (int i = low + 1; i < high; i++) {
      double total = sum + values[i];
      if (Double.isInfinite(total)) {
        return runningMean(run, i, low, high, new double[] {sum, compensation});
      }
      compensation = KahanSum.compensation(sum, values[i], total, compensation);
      sum = total;
    }
    int count = high - low;
    return sum / count + compensation / count;
  }

  private static double runningMean(Run run, int from, int low, int high, double[] before) {
    var values = run.values();
    double mean = before[0] / (from - low);
    double compensation = before[1] / (from - low);
    for (int i = from; i < high; i++) {
      double count = i - low + 1;
      double q = (count - 1) / count;
      double weighted = q * mean;
      double part = values[i] / count;
      double total = weighted + part;
      compensation = KahanSum.compensation(weighted, part, total, q * compensation);
      mean = total;
    }
    return mean + compensation;
  }

  static double count(Run run, int step, int low, int high) {
    return high - low;
  }

  static double present(Run run, int step, int low, int high) {
    return 1;
  }

  static double first(Run run, int step, int low, int high) {
    return run.values()[low];
  }

  static double last(Run run, int step, int low, int high) {
    return run.values()[high - 1];
  }

  static double timeOfFirst(Run run, int step, int low, int high) {
    return run.times()[low] / 1000.0;
  }

  static double timeOfLast(Run run, int step, int low, int high) {
    return run.times()[high - 1] / 1000.0;
  }

  static double timeOfMax(Run run, int step, int low, int high) {
    var values = run.values();
    int at = low;
    for (int i = low; i < high; i++) {
      if (values[i] >= values[at] || Double.isNaN(values[at])) {
        at = i;
      }
    }
    return run.times()[at] / 1000.0;
  }

  static double timeOfMin(Run run, int step, int low, int high) {
    var values = run.values();
    int at = low;
    for (int i = low; i < high; i++) {
      if (values[i] <= values[at] || Double.isNaN(values[at])) {
        at = i;
      }
    }
    return run.times()[at] / 1000.0;
  }

  static double variance(Run run, int step, int low, int high) {
    var values = run.values();
    var mean = new KahanSum();
    var squares = new KahanSum();
    double count = 0;
    for (int i = low; i < high; i++) {
      count++;
      double delta = values[i] - mean.total();
      mean.add(delta / count);
      squares.add(delta * (values[i] - mean.total()));
    }
    return squares.total() / count;
  }

  static double deviation(Run run, int step, int low, int high) {
    return Math.sqrt(variance(run, step, low, high));
  }

  static double changes(Run run, int step, int low, int high) {
    var values = run.values();
    int changes = 0;
    for (int i = low + 1; i < high; i++) {
      double before = values[i - 1];
      if (values[i] != before && !(Double.isNaN(values[i]) && Double.isNaN(before))) {
        changes++;
      }
    }
    return changes;
  }

  static double resets(Run run, int step, int low, int high) {
    var values = run.values();
    int resets = 0;
    for (int i = low + 1; i < high; i++) {
      if (values[i] < values[i - 1]) {
        resets++;
      }
    }
    return resets;
  }
}
