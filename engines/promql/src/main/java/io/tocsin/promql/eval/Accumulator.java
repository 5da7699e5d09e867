package io.tocsin.promql.eval;

import io.tocsin.promql.numeric.KahanSum;
import io.tocsin.promql.rollup.Cell;
import java.util.Arrays;

/// Folds rows into groups, one row at a time in input order.
abstract sealed class Accumulator {
  /// The result so far, per group and step; absent until a row brings a value.
  final double[][] result;

  private Accumulator(int groups, int steps) {
    result = new double[groups][steps];
    for (var row : result) {
      Arrays.fill(row, Cell.ABSENT);
    }
  }

  abstract void add(int group, double[] row);

  /// Tells whether a group has seen a float at a step.
  boolean seen(int group, int step) {
    return Cell.present(result[group][step]);
  }

  /// Completes the result.
  double[][] finish() {
    return result;
  }

  /// How many values there are.
  static final class Count extends Accumulator {
    Count(int groups, int steps) {
      super(groups, steps);
    }

    @Override
    void add(int group, double[] row) {
      var counts = result[group];
      for (int step = 0; step < row.length; step++) {
        if (Cell.present(row[step])) {
          counts[step] = Cell.present(counts[step]) ? counts[step] + 1 : 1;
        }
      }
    }
  }

  /// One where there is any value.
  static final class Group extends Accumulator {
    Group(int groups, int steps) {
      super(groups, steps);
    }

    @Override
    void add(int group, double[] row) {
      var ones = result[group];
      for (int step = 0; step < row.length; step++) {
        if (Cell.present(row[step])) {
          ones[step] = 1;
        }
      }
    }
  }

  /// The largest or smallest value; NaN only if there is nothing else.
  static final class Extreme extends Accumulator {
    private final boolean max;

    Extreme(boolean max, int groups, int steps) {
      super(groups, steps);
      this.max = max;
    }

    @Override
    void add(int group, double[] row) {
      var best = result[group];
      for (int step = 0; step < row.length; step++) {
        double value = row[step];
        if (Cell.present(value)
            && (Double.isNaN(best[step]) || (max ? value > best[step] : value < best[step]))) {
          best[step] = value;
        }
      }
    }
  }

  /// The compensated sum.
  static final class Sum extends Accumulator {
    private final double[][] compensation;

    Sum(int groups, int steps) {
      super(groups, steps);
      compensation = new double[groups][steps];
    }

    @Override
    void add(int group, double[] row) {
      var sums = result[group];
      var rest = compensation[group];
      for (int step = 0; step < row.length; step++) {
        double value = row[step];
        if (Cell.present(value)) {
          double before = sums[step];
          if (Cell.absent(before)) {
            sums[step] = value;
          } else {
            double total = before + value;
            rest[step] = KahanSum.compensation(before, value, total, rest[step]);
            sums[step] = total;
          }
        }
      }
    }

    @Override
    double[][] finish() {
      for (int group = 0; group < result.length; group++) {
        for (int step = 0; step < result[group].length; step++) {
          if (Cell.present(result[group][step])) {
            result[group][step] += compensation[group][step];
          }
        }
      }
      return result;
    }
  }

  /// The mean: of the compensated sum, or as a running mean from where the sum would overflow.
  static final class Average extends Accumulator {
    private final double[][] compensation;
    private final double[][] counts;
    private final boolean[][] running;

    Average(int groups, int steps) {
      super(groups, steps);
      compensation = new double[groups][steps];
      counts = new double[groups][steps];
      running = new boolean[groups][];
    }

    @Override
    void add(int group, double[] row) {
      for (int step = 0; step < row.length; step++) {
        if (Cell.present(row[step])) {
          addCell(group, step, row[step]);
        }
      }
    }

    private void addCell(int group, int step, double value) {
      double count = ++counts[group][step];
      if (count == 1) {
        result[group][step] = value;
        return;
      }
      double sum = result[group][step];
      double rest = compensation[group][step];
      if (running[group] == null || !running[group][step]) {
        double total = sum + value;
        if (!Double.isInfinite(total)) {
          compensation[group][step] = KahanSum.compensation(sum, value, total, rest);
          result[group][step] = total;
          return;
        }
        if (running[group] == null) {
          running[group] = new boolean[result[group].length];
        }
        running[group][step] = true;
        sum /= count - 1;
        rest /= count - 1;
      }
      double q = (count - 1) / count;
      double weighted = q * sum;
      double part = value / count;
      double total = weighted + part;
      compensation[group][step] = KahanSum.compensation(weighted, part, total, q * rest);
      result[group][step] = total;
    }

    @Override
    double[][] finish() {
      for (int group = 0; group < result.length; group++) {
        for (int step = 0; step < result[group].length; step++) {
          double count = counts[group][step];
          if (count > 0) {
            boolean mean = running[group] != null && running[group][step];
            double divisor = mean ? 1 : count;
            result[group][step] =
                result[group][step] / divisor + compensation[group][step] / divisor;
          }
        }
      }
      return result;
    }
  }

  /// Variance and standard deviation of the population, by Welford's method.
  static final class Variance extends Accumulator {
    private final double[][] means;
    private final double[][] counts;
    private final boolean root;

    Variance(boolean root, int groups, int steps) {
      super(groups, steps);
      means = new double[groups][steps];
      counts = new double[groups][steps];
      this.root = root;
    }

    @Override
    void add(int group, double[] row) {
      for (int step = 0; step < row.length; step++) {
        double value = row[step];
        if (Cell.absent(value)) {
          continue;
        }
        double count = ++counts[group][step];
        if (count == 1) {
          means[group][step] = value;
          boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
          result[group][step] = finite ? 0 : Double.NaN;
        } else {
          double delta = value - means[group][step];
          means[group][step] += delta / count;
          result[group][step] += delta * (value - means[group][step]);
        }
      }
    }

    @Override
    double[][] finish() {
      for (int group = 0; group < result.length; group++) {
        for (int step = 0; step < result[group].length; step++) {
          if (counts[group][step] > 0) {
            double variance = result[group][step] / counts[group][step];
            result[group][step] = root ? Math.sqrt(variance) : variance;
          }
        }
      }
      return result;
    }
  }
}
