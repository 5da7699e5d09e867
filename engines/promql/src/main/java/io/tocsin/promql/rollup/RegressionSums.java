package io.tocsin.promql.rollup;

/// Sums over the first so many samples of a series: of values, times, and their products, times in
/// milliseconds since the first sample. Products of times are exact while a series is shorter than
/// a day; beyond, their errors stay far below a double's.
final class RegressionSums {
  private final Twofold total = new Twofold();
  private final Twofold y = new Twofold();
  private final Twofold xy = new Twofold();
  private final Twofold xx = new Twofold();
  private long[] x = new long[257];
  private double[][] sums = new double[6][257];
  private long startMillis;

  private static final int Y = 0;
  private static final int XY = 2;
  private static final int XX = 4;

  /// Takes over the samples of a series.
  ///
  /// @return false if a value is not finite, so that there are no such sums
  boolean fill(Run run) {
    int size = run.size();
    if (x.length <= size) {
      x = new long[run.times().length + 1];
      sums = new double[6][x.length];
    }
    startMillis = size == 0 ? 0 : run.times()[0];
    for (int i = 0; i < size; i++) {
      double value = run.values()[i];
      if (!Double.isFinite(value * (run.times()[i] - startMillis))) {
        return false;
      }
      long millis = run.times()[i] - startMillis;
      x[i + 1] = x[i] + millis;
      accumulate(Y, i, value, 1);
      accumulate(XY, i, value, (double) millis);
      accumulate(XX, i, (double) millis, (double) millis);
    }
    return true;
  }

  private void accumulate(int sum, int i, double a, double b) {
    total.set(sums[sum][i], sums[sum + 1][i]);
    total.addProduct(a, b);
    sums[sum][i + 1] = total.high();
    sums[sum + 1][i + 1] = total.low();
  }

  private void difference(Twofold out, int sum, int low, int high) {
    out.set(sums[sum][high], sums[sum + 1][high]);
    out.add(-sums[sum][low], -sums[sum + 1][low]);
  }

  /// Fits a line to the samples from `low` to before `high`.
  Regression.Line fit(Run run, int low, int high, long originMillis) {
    double n = high - low;
    double shift = originMillis - startMillis;
    double times = x[high] - x[low];
    double shifted = times - n * shift;
    difference(y, Y, low, high);
    difference(xy, XY, low, high);
    difference(xx, XX, low, high);
    xy.addProduct(-shift, y.high());
    xy.addProduct(-shift, y.low());
    xx.addProduct(-2 * shift, times);
    xx.addProduct(n * shift, shift);
    xy.scale(n);
    xy.addProduct(-shifted, y.high());
    xy.addProduct(-shifted, y.low());
    xx.scale(n);
    xx.addProduct(-shifted, shifted);
    double slopePerMilli = xy.value() / xx.value();
    return new Regression.Line(
        slopePerMilli * Regression.MILLIS, (y.value() - slopePerMilli * shifted) / n);
  }
}
