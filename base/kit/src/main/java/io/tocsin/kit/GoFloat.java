package io.tocsin.kit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Floats as Go's `strconv` and `fmt` print them: the fewest digits that read back as the same
/// number. Java finds the same digits and only lays them out differently.
public final class GoFloat {
  private static final double EXACT_INTEGER_MAX = 1L << 53;

  private GoFloat() {}

  /// Returns the form of `FormatFloat(v, 'f', -1, 64)`, never with an exponent: sample values in
  /// Prometheus' API.
  public static String f(double value) {
    var out = new StringBuilder(24);
    appendF(out, value);
    return out.toString();
  }

  /// Appends the form of [#f].
  public static void appendF(StringBuilder out, double value) {
    if (Math.abs(value) < EXACT_INTEGER_MAX
        && value == (long) value
        && (value != 0 || 1 / value > 0)) {
      out.append((long) value);
    } else if (!appendSpecial(out, value)) {
      Digits.of(value).appendPlain(out);
    }
  }

  /// Returns the form of `FormatFloat(v, 'g', -1, 64)`: with an exponent from 1e6 and below 1e-4,
  /// as `%v` prints.
  public static String g(double value) {
    var out = new StringBuilder(24);
    if (!appendSpecial(out, value)) {
      var digits = Digits.of(value);
      int exponent = digits.point - 1;
      if (value != 0 && (exponent < -4 || exponent >= 6)) {
        digits.appendScientific(out);
      } else {
        digits.appendPlain(out);
      }
    }
    return out.toString();
  }

  /// Returns the form of `FormatFloat(v, verb, precision, 64)` for the verbs `e`, `f` and `g`, with
  /// that many digits after the point (`e`, `f`) or in all (`g`); correctly rounded.
  public static String format(double value, char verb, int precision) {
    var out = new StringBuilder(24);
    if (!appendSpecial(out, value)) {
      switch (verb) {
        case 'e' -> Digits.rounded(value, precision + 1).appendScientific(out, precision);
        case 'f' -> {
          boolean negative = Double.doubleToRawLongBits(value) < 0;
          var exact = new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN);
          out.append(negative ? "-" : "").append(exact.toPlainString());
        }
        case 'g' -> appendGeneral(out, Digits.rounded(value, Math.max(1, precision)), precision);
        default -> throw new IllegalArgumentException("verb: " + verb + " (expected: e, f or g)");
      }
    }
    return out.toString();
  }

  private static void appendGeneral(StringBuilder out, Digits digits, int precision) {
    int count = digits.digits.equals("0") ? 0 : digits.digits.length();
    int point = count == 0 ? 0 : digits.point;
    int wide = Math.max(1, precision);
    int limit = wide > count && count >= point ? count : wide;
    int exponent = point - 1;
    if (exponent < -4 || exponent >= Math.max(limit, count == 0 ? 1 : 0)) {
      digits.appendScientific(out);
    } else {
      digits.appendPlain(out);
    }
  }

  private static boolean appendSpecial(StringBuilder out, double value) {
    if (Double.isNaN(value)) {
      out.append("NaN");
    } else if (Double.isInfinite(value)) {
      out.append(value > 0 ? "+Inf" : "-Inf");
    } else {
      return false;
    }
    return true;
  }

  /// The number 0.`digits` times 10 to the power of `point`.
  private record Digits(boolean negative, String digits, int point) {
    static Digits of(double value) {
      var text = Double.toString(Math.abs(value));
      int e = text.indexOf('E');
      var mantissa = e < 0 ? text : text.substring(0, e);
      int exponent = e < 0 ? 0 : Integer.parseInt(text, e + 1, text.length(), 10);
      int dot = mantissa.indexOf('.');
      var all = mantissa.substring(0, dot) + mantissa.substring(dot + 1);
      int first = 0;
      while (first < all.length() - 1 && all.charAt(first) == '0') {
        first++;
      }
      int last = all.length();
      while (last > first + 1 && all.charAt(last - 1) == '0') {
        last--;
      }
      boolean negative = Double.doubleToRawLongBits(value) < 0;
      return new Digits(negative, all.substring(first, last), dot - first + exponent);
    }

    /// Returns the number rounded to so many digits, without zeros at the end.
    static Digits rounded(double value, int count) {
      boolean negative = Double.doubleToRawLongBits(value) < 0;
      if (value == 0) {
        return new Digits(negative, "0", 1);
      }
      var exact =
          new BigDecimal(Math.abs(value))
              .round(new MathContext(count, RoundingMode.HALF_EVEN))
              .stripTrailingZeros();
      return new Digits(
          negative, exact.unscaledValue().toString(), exact.precision() - exact.scale());
    }

    void appendPlain(StringBuilder out) {
      if (negative) {
        out.append('-');
      }
      if (point <= 0) {
        out.append("0").append(digits.equals("0") ? "" : ".");
        out.repeat('0', digits.equals("0") ? 0 : -point).append(digits.equals("0") ? "" : digits);
      } else if (point >= digits.length()) {
        out.append(digits).repeat('0', point - digits.length());
      } else {
        out.append(digits, 0, point).append('.').append(digits, point, digits.length());
      }
    }

    void appendScientific(StringBuilder out) {
      appendScientific(out, digits.length() - 1);
    }

    void appendScientific(StringBuilder out, int fraction) {
      if (negative) {
        out.append('-');
      }
      out.append(digits.charAt(0));
      if (fraction > 0) {
        int known = Math.min(fraction, digits.length() - 1);
        out.append('.').append(digits, 1, 1 + known).repeat('0', fraction - known);
      }
      int exponent = point - 1;
      out.append('e').append(exponent < 0 ? '-' : '+');
      int size = Math.abs(exponent);
      out.append(size < 10 ? "0" : "").append(size);
    }
  }
}
