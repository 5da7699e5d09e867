package io.tocsin.rules.anomaly;

/// Values of one series at evenly spaced times; NaN where there is none.
///
/// @param startMillis the time of the first
@SuppressWarnings("ArrayRecordComponent") // never compared
record Grid(long startMillis, long stepMillis, double[] values) implements Points {
  @Override
  public double at(long timeMillis) {
    long offset = timeMillis - startMillis;
    if (offset < 0 || offset % stepMillis != 0 || offset / stepMillis >= values.length) {
      return Double.NaN;
    }
    return values[(int) (offset / stepMillis)];
  }
}
