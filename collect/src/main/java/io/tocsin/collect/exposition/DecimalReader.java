package io.tocsin.collect.exposition;

import java.nio.charset.StandardCharsets;

/// Reads decimal numbers from bytes as Go's `strconv.ParseFloat` does without hexadecimal forms and
/// underscores. Exact for every input: short numbers by one multiplication or division, others by
/// 128-bit powers of ten, the rest by the JDK.
final class DecimalReader {
  /// What [#read] returns for anything that is no number; compare with [#isInvalid].
  static final double INVALID = Double.longBitsToDouble(0x7ff8_7ac5_1bad_0001L);

  private static final double[] EXACT = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int MOST_DIGITS = 19;
  private static final int MOST_EXPONENT = 100_000;

  private DecimalReader() {}

  static boolean isInvalid(double value) {
    return Double.doubleToRawLongBits(value) == 0x7ff8_7ac5_1bad_0001L;
  }

  static double read(byte[] bytes, int from, int to) {
    int i = from;
    boolean negative = false;
    if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
      negative = bytes[i++] == '-';
    }
    long mantissa = 0;
    int first = i;
    int digit;
    while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      i++;
    }
    int digits = i - first;
    int exponent = 0;
    if (i < to && bytes[i] == '.') {
      int fraction = ++i;
      while (i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        i++;
      }
      exponent = fraction - i;
      digits += i - fraction;
    }
    if (digits == 0) {
      return special(bytes, from, to);
    }
    if (i < to) {
      int written = exponent(bytes, i, to);
      if (written == Integer.MAX_VALUE) {
        return INVALID;
      }
      exponent += written;
    }
    if (digits > MOST_DIGITS) {
      return slow(bytes, from, to);
    }
    double value = combine(mantissa, exponent);
    return Double.isNaN(value) ? slow(bytes, from, to) : negative ? -value : value;
  }

  /// Reads `e` and a whole number up to `to`; `Integer.MAX_VALUE` where that is not what is there.
  private static int exponent(byte[] bytes, int at, int to) {
    int i = at;
    if ((bytes[i++] | 0x20) != 'e') {
      return Integer.MAX_VALUE;
    }
    boolean negative = false;
    if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
      negative = bytes[i++] == '-';
    }
    if (i == to) {
      return Integer.MAX_VALUE;
    }
    int value = 0;
    for (; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MAX_VALUE;
      }
      value = Math.min(value * 10 + digit, MOST_EXPONENT);
    }
    return negative ? -value : value;
  }

  private static double combine(long mantissa, int exponent) {
    if (mantissa >>> 53 == 0) {
      if (exponent == 0 || mantissa == 0) {
        return mantissa;
      }
      if (exponent < 0 && exponent >= -22) {
        return mantissa / EXACT[-exponent];
      }
      if (exponent > 0 && exponent <= 22) {
        return mantissa * EXACT[exponent];
      }
    }
    return PowersOfTen.scale(mantissa, exponent);
  }

  private static double slow(byte[] bytes, int from, int to) {
    double value =
        Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    return Double.isInfinite(value) ? INVALID : value;
  }

  private static double special(byte[] bytes, int from, int to) {
    if (matches(bytes, from, to, "nan")) {
      return Double.NaN;
    }
    boolean signed = from < to && (bytes[from] == '+' || bytes[from] == '-');
    int start = signed ? from + 1 : from;
    if (matches(bytes, start, to, "inf") || matches(bytes, start, to, "infinity")) {
      return signed && bytes[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return INVALID;
  }

  private static boolean matches(byte[] bytes, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((bytes[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
