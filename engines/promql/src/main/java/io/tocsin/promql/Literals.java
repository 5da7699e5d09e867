package io.tocsin.promql;

import io.tocsin.model.LabelsText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/// Numbers and strings as Go writes them.
final class Literals {
  private Literals() {}

  static String quote(String text) {
    return LabelsText.quote(new StringBuilder(), text).toString();
  }

  /// Returns the value of a number: Go's integers (`0x1F`, `017`, `1_000`) or floats.
  ///
  /// @throws NumberFormatException if it is none, or too large
  static double number(String text) {
    if (text.endsWith("_") || text.contains("__")) {
      throw new NumberFormatException("invalid syntax");
    }
    var plain = text.replace("_", "");
    if (plain.equalsIgnoreCase("inf")) {
      return Double.POSITIVE_INFINITY;
    }
    if (plain.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    if (plain.startsWith("0x") || plain.startsWith("0X")) {
      return Long.parseLong(plain, 2, plain.length(), 16);
    }
    if (isOctal(plain)) {
      return Long.parseLong(plain, 8);
    }
    double value = Double.parseDouble(plain);
    if (Double.isInfinite(value)) {
      throw new NumberFormatException("value out of range");
    }
    return value;
  }

  private static boolean isOctal(String text) {
    return text.length() > 1
        && text.length() < 22
        && text.charAt(0) == '0'
        && text.chars().allMatch(c -> c >= '0' && c <= '7');
  }

  /// Returns the text of a quoted string that the lexer has accepted.
  static String unquote(String quoted) {
    var inner = quoted.substring(1, quoted.length() - 1);
    if (quoted.charAt(0) == '`' || inner.indexOf('\\') < 0) {
      return inner;
    }
    // Escapes may spell the bytes of one character, so the text is put together as UTF-8.
    var out = new ByteArrayOutputStream(inner.length());
    int i = 0;
    while (i < inner.length()) {
      int escape = inner.indexOf('\\', i);
      int end = escape < 0 ? inner.length() : escape;
      out.writeBytes(inner.substring(i, end).getBytes(StandardCharsets.UTF_8));
      i = escape < 0 ? end : escape(inner, escape + 1, out);
    }
    return decode(out.toByteArray());
  }

  /// Decodes UTF-8. A byte that belongs to no character becomes the lone surrogate U+DC00 plus the
  /// byte, so that whoever checks a label name can tell it from every valid text.
  private static String decode(byte[] bytes) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var input = ByteBuffer.wrap(bytes);
    var output = CharBuffer.allocate(bytes.length);
    for (var result = decoder.decode(input, output, true);
        result.isError();
        result = decoder.decode(input, output, true)) {
      for (int i = 0; i < result.length(); i++) {
        output.put((char) (0xdc00 + (input.get() & 0xff)));
      }
    }
    return output.flip().toString();
  }

  private static int escape(String text, int at, ByteArrayOutputStream out) {
    char c = text.charAt(at);
    return switch (c) {
      case 'x' -> bytes(text, at + 1, 2, 16, out);
      case 'u' -> codePoint(text, at + 1, 4, out);
      case 'U' -> codePoint(text, at + 1, 8, out);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> bytes(text, at, 3, 8, out);
      default -> {
        out.write(control(c));
        yield at + 1;
      }
    };
  }

  private static char control(char c) {
    return switch (c) {
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 11;
      default -> c;
    };
  }

  private static int bytes(String text, int at, int digits, int radix, ByteArrayOutputStream out) {
    out.write(Integer.parseInt(text, at, at + digits, radix));
    return at + digits;
  }

  private static int codePoint(String text, int at, int digits, ByteArrayOutputStream out) {
    int code = Integer.parseInt(text, at, at + digits, 16);
    out.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
    return at + digits;
  }
}
