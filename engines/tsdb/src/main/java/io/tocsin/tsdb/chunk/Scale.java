package io.tocsin.tsdb.chunk;

/// How an integer stands for a double: which decimal point, and by which arithmetic, because
/// exporters differ in how they scale what the kernel counts and the last bit shows it.
///
/// @param kind one of the constants
/// @param exponent decimal digits behind the point; 0 for [#INTEGER]
record Scale(int kind, int exponent) {
  static final int INTEGER = 0;
  static final int DIVIDE = 1;
  static final int MULTIPLY = 2;
  static final int DIVIDE_TWICE = 3;
  static final int EXPONENT_MAX = 17;

  static final Scale NONE = new Scale(INTEGER, 0);

  private static final double MANTISSA_MAX = 1L << 53;
  private static final double[] POWERS = new double[EXPONENT_MAX + 1];
  private static final double[] INVERSES = new double[EXPONENT_MAX + 1];

  static {
    for (int e = 0; e <= EXPONENT_MAX; e++) {
      POWERS[e] = Double.parseDouble("1e" + e);
      INVERSES[e] = Double.parseDouble("1e-" + e);
    }
  }

  Scale {
    if (kind == INTEGER ? exponent != 0 : exponent < 1 || exponent > EXPONENT_MAX) {
      throw new IllegalArgumentException("exponent: " + exponent);
    }
  }

  /// Returns the integer nearest to the value at this scale; whether it stands for the value is for
  /// [#toDouble] to say.
  long toLong(double value) {
    if (kind == INTEGER) {
      return (long) value;
    }
    double scaled = Math.rint(value * POWERS[exponent]);
    return Math.abs(scaled) <= MANTISSA_MAX ? (long) scaled : 0;
  }

  double toDouble(long integer) {
    return switch (kind) {
      case DIVIDE -> integer / POWERS[exponent];
      case MULTIPLY -> integer * INVERSES[exponent];
      case DIVIDE_TWICE -> integer / POWERS[3] / POWERS[exponent - 3];
      default -> integer;
    };
  }

  boolean isExact(double value) {
    return Double.doubleToRawLongBits(toDouble(toLong(value))) == Double.doubleToRawLongBits(value);
  }

  /// Converts `count` integers; one loop for each kind, so that each can be vectorised.
  void toDoubles(LongSlice from, int count, double[] out, int at) {
    long[] integers = from.array();
    int start = from.at();
    double power = POWERS[exponent];
    double inverse = INVERSES[exponent];
    double second = POWERS[Math.max(0, exponent - 3)];
    switch (kind) {
      case DIVIDE -> {
        for (int i = 0; i < count; i++) {
          out[at + i] = integers[start + i] / power;
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < count; i++) {
          out[at + i] = integers[start + i] * inverse;
        }
      }
      case DIVIDE_TWICE -> {
        for (int i = 0; i < count; i++) {
          out[at + i] = integers[start + i] / POWERS[3] / second;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          out[at + i] = integers[start + i];
        }
      }
    }
  }
}
