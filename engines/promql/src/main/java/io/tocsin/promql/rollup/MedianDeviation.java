package io.tocsin.promql.rollup;

/// `mad_over_time`: the median of the distances from the median; NaN if any sample is.
final class MedianDeviation implements WindowFunction {
  private static final double MEDIAN = 0.5;
  private double[] scratch = new double[256];

  @Override
  public double apply(Run run, int step, int low, int high) {
    int size = high - low;
    if (scratch.length < size) {
      scratch = new double[size];
    }
    System.arraycopy(run.values(), low, scratch, 0, size);
    Quantiles.sort(scratch, size);
    if (Double.isNaN(scratch[0])) {
      return Double.NaN;
    }
    double median = Quantiles.ofSorted(MEDIAN, scratch, size);
    for (int i = 0; i < size; i++) {
      scratch[i] = Math.abs(scratch[i] - median);
    }
    Quantiles.sort(scratch, size);
    return Quantiles.ofSorted(MEDIAN, scratch, size);
  }
}
