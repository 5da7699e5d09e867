package io.tocsin.notify.matcher;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Texts in double quotes as Go reads them (`strconv.Unquote`).
final class GoString {
  private final String text;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int at = 1;

  private GoString(String text) {
    this.text = text;
  }

  /// Returns what stands between the quotes.
  ///
  /// @throws IllegalArgumentException if Go would refuse it, or if it is no UTF-8
  static String unquote(String quoted) {
    var reading = new GoString(quoted);
    while (reading.at < quoted.length() - 1) {
      reading.step();
    }
    try {
      var bytes = ByteBuffer.wrap(reading.out.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("quoted string: no UTF-8", e);
    }
  }

  private void step() {
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    if (c == '\n') {
      throw new IllegalArgumentException("quoted string: line feed (expected: \\n)");
    }
    if (c != '\\') {
      character(c);
      return;
    }
    char escape = text.charAt(at++);
    switch (escape) {
      case 'a' -> out.write(7);
      case 'b' -> out.write('\b');
      case 'f' -> out.write('\f');
      case 'n' -> out.write('\n');
      case 'r' -> out.write('\r');
      case 't' -> out.write('\t');
      case 'v' -> out.write(11);
      case '\\', '"' -> out.write(escape);
      case 'x' -> out.write(number(2, 16));
      case 'u' -> character(number(4, 16));
      case 'U' -> character(number(8, 16));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        int value = number(3, 8);
        if (value > 255) {
          throw new IllegalArgumentException("escape: " + value + " (expected: at most 255)");
        }
        out.write(value);
      }
      default -> throw new IllegalArgumentException("escape: \\" + escape);
    }
  }

  private void character(int c) {
    if (!Character.isValidCodePoint(c) || (c >= 0xD800 && c <= 0xDFFF)) {
      throw new IllegalArgumentException("escape: " + c + " (expected: a code point)");
    }
    out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
  }

  private int number(int digits, int radix) {
    if (at + digits > text.length() - 1) {
      throw new IllegalArgumentException("escape: too short");
    }
    int value = Integer.parseUnsignedInt(text, at, at + digits, radix);
    at += digits;
    return value;
  }
}
