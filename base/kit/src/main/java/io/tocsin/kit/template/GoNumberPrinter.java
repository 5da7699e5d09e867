package io.tocsin.kit.template;

import io.tocsin.kit.GoFloat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Prints numbers under Go's flags. Null stands for a verb that does not fit.
final class GoNumberPrinter {
  private final FormatFlags flags;

  GoNumberPrinter(FormatFlags flags) {
    this.flags = flags;
  }

  String padded(String text) {
    return padded(text, flags.zero && !flags.minus);
  }

  private String padded(String text, boolean zeros) {
    int missing = flags.hasWidth ? flags.width - text.codePointCount(0, text.length()) : 0;
    if (missing <= 0) {
      return text;
    }
    return flags.minus ? text + " ".repeat(missing) : (zeros ? "0" : " ").repeat(missing) + text;
  }

  @Nullable String integer(long value, int verb) {
    return switch (verb) {
      case 'v', 'd' -> integer(value, 10, "", false);
      case 'b' -> integer(value, 2, flags.sharp ? "0b" : "", false);
      case 'o' -> integer(value, 8, flags.sharp ? "0" : "", false);
      case 'O' -> integer(value, 8, "0o", false);
      case 'x' -> integer(value, 16, flags.sharp ? "0x" : "", false);
      case 'X' -> integer(value, 16, flags.sharp ? "0X" : "", true);
      case 'c' -> padded(Character.toString(character(value)));
      case 'q' -> padded(GoQuote.quote(Character.toString(character(value)), '\'', flags.plus));
      case 'U' -> padded(flags.sharp ? GoQuote.unicode(character(value)) : code(value), false);
      default -> null;
    };
  }

  private static int character(long value) {
    boolean valid = value >= 0 && value <= Character.MAX_CODE_POINT;
    return valid && !(value >= 0xd800 && value < 0xe000) ? (int) value : 0xfffd;
  }

  private String code(long value) {
    var hex = Long.toHexString(value).toUpperCase(Locale.ROOT);
    int digits = Math.max(4, flags.hasPrecision ? flags.precision : 0);
    return "U+" + "0".repeat(Math.max(0, digits - hex.length())) + hex;
  }

  private String integer(long value, int radix, String prefix, boolean upper) {
    if (flags.hasPrecision && flags.precision == 0 && value == 0) {
      return padded("", false);
    }
    var digits = Long.toString(value, radix);
    boolean negative = value < 0;
    digits = negative ? digits.substring(1) : digits;
    digits = upper ? digits.toUpperCase(Locale.ROOT) : digits;
    var sign = negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
    int wanted = 0;
    if (flags.hasPrecision) {
      wanted = flags.precision;
    } else if (flags.zero && !flags.minus && flags.hasWidth) {
      wanted = flags.width - sign.length();
    }
    digits = "0".repeat(Math.max(0, wanted - digits.length())) + digits;
    var start = prefix.equals("0") && digits.startsWith("0") ? "" : prefix;
    return padded(sign + start + digits, false);
  }

  @Nullable String decimal(double value, int verb) {
    int digits = flags.hasPrecision ? flags.precision : 6;
    var printed =
        switch (verb) {
          case 'v', 'g', 'G' -> general(value);
          case 'f', 'F' -> GoFloat.format(value, 'f', digits);
          case 'e', 'E' -> GoFloat.format(value, 'e', digits);
          case 'x', 'X' -> hex(value);
          default -> null;
        };
    if (printed == null) {
      return null;
    }
    boolean upper = "GEX".indexOf(verb) >= 0 && Double.isFinite(value);
    boolean general = "vgG".indexOf(verb) >= 0;
    return signed(value, upper ? printed.toUpperCase(Locale.ROOT) : printed, general);
  }

  private String general(double value) {
    return flags.hasPrecision ? GoFloat.format(value, 'g', flags.precision) : GoFloat.g(value);
  }

  private static String hex(double value) {
    if (!Double.isFinite(value)) {
      return GoFloat.g(value);
    }
    var java = Double.toHexString(value);
    int p = java.indexOf('p');
    int exponent = value == 0 ? 0 : Integer.parseInt(java, p + 1, java.length(), 10);
    var mantissa = java.substring(0, p).replaceFirst("\\.0$", "");
    int size = Math.abs(exponent);
    return mantissa + "p" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }

  private String signed(double value, String printed, boolean general) {
    boolean finite = Double.isFinite(value);
    boolean negative = printed.startsWith("-");
    var digits = negative || printed.startsWith("+") ? printed.substring(1) : printed;
    var sign = negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
    if (Double.isInfinite(value) && sign.isEmpty()) {
      sign = "+";
    }
    if (finite && flags.sharp) {
      digits = withPoint(digits, general ? (flags.hasPrecision ? flags.precision : 6) : 0);
    }
    int missing = flags.hasWidth ? flags.width - sign.length() - digits.length() : 0;
    if (finite && flags.zero && !flags.minus && missing > 0) {
      return sign + "0".repeat(missing) + digits;
    }
    return padded(sign + digits, false);
  }

  /// `%#`: always with a point, and with as many digits as were asked for.
  private static String withPoint(String digits, int wanted) {
    int e = Math.max(digits.indexOf('e'), digits.indexOf('E'));
    var mantissa = e < 0 ? digits : digits.substring(0, e);
    var tail = e < 0 ? "" : digits.substring(e);
    var significant = mantissa.replace(".", "").replaceFirst("^0+", "");
    int known = Math.max(significant.length(), mantissa.equals("0") ? 1 : 0);
    var pointed = mantissa.contains(".") ? mantissa : mantissa + ".";
    return pointed + "0".repeat(Math.max(0, wanted - known)) + tail;
  }
}
