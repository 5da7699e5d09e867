package io.tocsin.collect.exposition;

import java.math.BigInteger;

/// Scales an integer by a power of ten to the nearest double with one or two 64-bit multiplications
/// (Eisel and Lemire), or says that it cannot tell.
final class PowersOfTen {
  private static final int MOST = 80;
  private static final int BIAS = 1023;

  /// The upper and lower 64 bits of 10^(i - MOST), normalized so that the top bit is set, cut off.
  private static final long[] HIGH = new long[2 * MOST + 1];

  private static final long[] LOW = new long[2 * MOST + 1];

  static {
    for (int exponent = -MOST; exponent <= MOST; exponent++) {
      var ten = BigInteger.TEN.pow(Math.abs(exponent));
      var power = exponent < 0 ? BigInteger.ONE.shiftLeft(1024).divide(ten) : ten;
      power = power.shiftRight(power.bitLength() - 128);
      HIGH[exponent + MOST] = power.shiftRight(64).longValue();
      LOW[exponent + MOST] = power.longValue();
    }
  }

  private PowersOfTen() {}

  /// Returns `mantissa` (unsigned, not 0) times ten to the `exponent`; NaN where the approximation
  /// does not decide the rounding, or the power is out of its range.
  static double scale(long mantissa, int exponent) {
    if (exponent < -MOST || exponent > MOST) {
      return Double.NaN;
    }
    int zeros = Long.numberOfLeadingZeros(mantissa);
    long shifted = mantissa << zeros;
    long power = HIGH[exponent + MOST];
    long high = Math.unsignedMultiplyHigh(shifted, power);
    long low = shifted * power;
    if ((high & 0x1ff) == 0x1ff && Long.compareUnsigned(low + shifted, shifted) < 0) {
      long more = LOW[exponent + MOST];
      long added = Math.unsignedMultiplyHigh(shifted, more);
      long merged = low + added;
      if (Long.compareUnsigned(merged, low) < 0) {
        high++;
      }
      boolean open =
          (high & 0x1ff) == 0x1ff
              && merged == -1
              && Long.compareUnsigned(shifted * more + shifted, shifted) < 0;
      if (open) {
        return Double.NaN;
      }
      low = merged;
    }
    int binary = ((217_706 * exponent) >> 16) + 64 + BIAS - zeros;
    return round(high, low, binary);
  }

  private static double round(long high, long low, int binary) {
    int top = (int) (high >>> 63);
    long fraction = high >>> (top + 9);
    if (low == 0 && (high & 0x1ff) == 0 && (fraction & 3) == 1) {
      return Double.NaN;
    }
    int exponent = binary - (1 ^ top);
    fraction = (fraction + (fraction & 1)) >>> 1;
    if (fraction >>> 53 != 0) {
      fraction >>>= 1;
      exponent++;
    }
    if (exponent < 1 || exponent >= 0x7ff) {
      return Double.NaN;
    }
    return Double.longBitsToDouble((long) exponent << 52 | (fraction & ((1L << 52) - 1)));
  }
}
