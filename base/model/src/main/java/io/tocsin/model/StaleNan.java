package io.tocsin.model;

/// The staleness marker: one NaN payload that means "this series ended here", as Prometheus and
/// OpenTelemetry's receivers write it.
public final class StaleNan {
  /// The marker's bits. Compare bits, never `==`: it is a NaN.
  public static final long BITS = 0x7ff0000000000002L;

  /// The marker as a value.
  public static final double VALUE = Double.longBitsToDouble(BITS);

  private StaleNan() {}

  /// Tells whether `value` is the marker and not an ordinary NaN.
  public static boolean is(double value) {
    return Double.doubleToRawLongBits(value) == BITS;
  }
}
