package io.tocsin.model;

/// The bounds of exponential buckets, bit for bit those that Prometheus answers with.
final class ExponentialBounds {
  /// By how many units in the last place Prometheus' table of `2^(i/256 - 1)` lies below the power
  /// that Java calculates, plus one. Its bounds were published with these errors and are compared
  /// as text by those who read them.
  private static final String UNITS_BELOW =
      "1111112111211111112311222222222211211121122211221122112211221222"
          + "111111222233212211211121112111111122101121331122112111212232122211"
          + "222133223212322122223223332244212111212233213222332232223322323243"
          + "223233433333333333444455435422323333324422333243223333543344";

  private static final int FINEST = 256;
  private static final double[] FRACTIONS = fractions();

  private ExponentialBounds() {}

  private static double[] fractions() {
    var fractions = new double[FINEST];
    for (int i = 0; i < FINEST; i++) {
      double power = StrictMath.pow(2, i / (double) FINEST - 1);
      int below = UNITS_BELOW.charAt(i) - '1';
      fractions[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(power) - below);
    }
    return fractions;
  }

  static double bound(int schema, int index) {
    if (schema < 0) {
      return power(1, (long) index << -schema, 1024);
    }
    int within = index & ((1 << schema) - 1);
    return power(FRACTIONS[within * (FINEST >> schema)], (index >> schema) + 1L, 1025);
  }

  /// The last bucket of ordinary numbers ends at the largest of them, so that infinity has one of
  /// its own.
  private static double power(double fraction, long exponent, int last) {
    boolean even = fraction == 0.5 || fraction == 1;
    if (even && exponent == last) {
      return Double.MAX_VALUE;
    }
    return Math.scalb(fraction, (int) Math.clamp(exponent, -2000L, 2000L));
  }
}
