package io.tocsin.api.http;

import io.tocsin.kit.GoFloat;
import java.nio.charset.StandardCharsets;

/// Numbers as text in a byte array, without a String where the shortest text has at most fifteen
/// digits and nine decimals, which is what monitored values nearly always have.
final class DecimalText {
  /// Every whole number up to here is a double, and any decimal of that many digits is the shortest
  /// text of the double next to it.
  private static final double EXACT_MAX = 1e15;

  private static final double[] POWERS = {1, 10, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private DecimalText() {}

  static int put(long value, byte[] out, int at) {
    int position = at;
    if (value < 0) {
      out[position++] = '-';
      if (value == Long.MIN_VALUE) {
        return putAscii("9223372036854775808", out, position);
      }
      value = -value;
    }
    int end = position + digits(value);
    long rest = value;
    for (int i = end - 1; i >= position; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  static int putMillisAsSeconds(long millis, byte[] out, int at) {
    int position = at;
    if (millis < 0) {
      out[position++] = '-';
      millis = -millis;
    }
    position = put(millis / 1000, out, position);
    int fraction = (int) (millis % 1000);
    return fraction == 0 ? position : putFraction(fraction, 3, out, position);
  }

  private static int putFraction(long fraction, int decimals, byte[] out, int at) {
    out[at] = '.';
    long rest = fraction;
    for (int i = at + decimals; i > at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + 1 + decimals;
  }

  /// Puts the value as Prometheus' HTTP API does: shortest digits that read back as the same
  /// double, with an exponent below 1e-6 and from 1e21 on.
  static int put(double value, byte[] out, int at) {
    double magnitude = Math.abs(value);
    if (magnitude < EXACT_MAX) {
      for (int decimals = 0; decimals < POWERS.length; decimals++) {
        double scaled = Math.rint(magnitude * POWERS[decimals]);
        if (scaled >= EXACT_MAX) {
          break;
        }
        if (scaled / POWERS[decimals] == magnitude) {
          return isLarge(magnitude)
              ? putDecimal(value, (long) scaled, decimals, out, at)
              : putAscii(text(value), out, at);
        }
      }
    }
    return putAscii(text(value), out, at);
  }

  private static String text(double value) {
    double magnitude = Math.abs(value);
    boolean plain = magnitude == 0 || (magnitude >= 1e-6 && magnitude < 1e21);
    return plain ? GoFloat.f(value) : GoFloat.g(value);
  }

  private static boolean isLarge(double magnitude) {
    return magnitude == 0 || magnitude >= 1e-6;
  }

  private static int putDecimal(double value, long scaled, int decimals, byte[] out, int at) {
    int position = at;
    if (Double.doubleToRawLongBits(value) < 0) {
      out[position++] = '-';
    }
    long power = (long) POWERS[decimals];
    position = put(scaled / power, out, position);
    return decimals == 0 ? position : putFraction(scaled % power, decimals, out, position);
  }

  private static int putAscii(String text, byte[] out, int at) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, out, at, bytes.length);
    return at + bytes.length;
  }
}
