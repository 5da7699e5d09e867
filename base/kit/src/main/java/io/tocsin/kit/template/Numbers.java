package io.tocsin.kit.template;

import io.tocsin.kit.TemplateException;
import io.tocsin.kit.template.Node.Numeral;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Go's number literals: `12`, `0x1F`, `0b1`, `017`, `1_000`, `1e3`, `0x1p-2`, `'a'`.
final class Numbers {
  private Numbers() {}

  static Numeral character(Token token) {
    var text = GoQuote.unquote(token.text());
    if (text.isEmpty()) {
      throw new TemplateException("invalid syntax");
    }
    if (text.codePointCount(0, text.length()) != 1) {
      throw new TemplateException("malformed character constant: " + token.text());
    }
    long value = text.codePointAt(0);
    return new Numeral(token.at(), token.text(), value, (double) value);
  }

  static Numeral number(Token token) {
    var text = token.text();
    var whole = integer(text);
    if (whole != null) {
      boolean fits = whole.bitLength() < 64;
      if (!fits && whole.bitLength() > 64) {
        throw new TemplateException("integer overflow: " + GoQuote.quote(text));
      }
      Long value = fits ? (Long) whole.longValue() : null;
      return new Numeral(token.at(), text, value, whole.doubleValue());
    }
    var decimal = decimal(text);
    if (decimal == null) {
      throw new TemplateException("illegal number syntax: " + GoQuote.quote(text));
    }
    if (text.chars().noneMatch(c -> ".eEpP".indexOf(c) >= 0)) {
      throw new TemplateException("integer overflow: " + GoQuote.quote(text));
    }
    boolean exact = decimal == Math.rint(decimal) && Math.abs(decimal) < 0x1p63;
    return new Numeral(token.at(), text, exact ? (Long) decimal.longValue() : null, decimal);
  }

  private static @Nullable BigInteger integer(String text) {
    int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    var body = text.substring(sign);
    int radix = 10;
    int prefix = 0;
    if (body.length() > 1 && body.charAt(0) == '0') {
      char base = Character.toLowerCase(body.charAt(1));
      radix = base == 'x' ? 16 : base == 'b' ? 2 : 8;
      prefix = base == 'x' || base == 'b' || base == 'o' ? 2 : 1;
    }
    var digits = body.substring(prefix);
    if (!underscoresSeparate(digits, prefix > 0)) {
      return null;
    }
    try {
      var value = new BigInteger(digits.replace("_", ""), radix);
      return text.startsWith("-") ? value.negate() : value;
    } catch (NumberFormatException notWhole) {
      return null;
    }
  }

  private static boolean underscoresSeparate(String digits, boolean prefixed) {
    boolean leading = digits.startsWith("_") && !prefixed;
    return !leading
        && !digits.endsWith("_")
        && !digits.contains("__")
        && !digits.startsWith("+")
        && !digits.startsWith("-");
  }

  private static @Nullable Double decimal(String text) {
    var lower = text.toLowerCase(java.util.Locale.ROOT);
    boolean hex = lower.contains("0x");
    if (hex != lower.contains("p") || lower.contains("_")) {
      return null;
    }
    try {
      double value = Double.parseDouble(lower);
      return Double.isInfinite(value) ? null : (Double) value;
    } catch (NumberFormatException none) {
      return null;
    }
  }
}
