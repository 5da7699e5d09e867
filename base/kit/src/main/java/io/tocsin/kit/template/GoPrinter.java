package io.tocsin.kit.template;

import io.tocsin.kit.TemplateFunction;
import io.tocsin.kit.TemplateType;
import io.tocsin.kit.TemplateValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prints values as Go's `fmt` does, under the flags of one verb.
final class GoPrinter {
  final FormatFlags flags = new FormatFlags();
  private final StringBuilder out;
  private final GoNumberPrinter numbers;
  private boolean failing;

  GoPrinter(StringBuilder out) {
    this.out = out;
    this.numbers = new GoNumberPrinter(flags);
  }

  void print(@Nullable Object value, int verb) {
    if (value == null) {
      if (verb == 'T' || verb == 'v') {
        pad("<nil>");
      } else {
        badVerb(null, verb);
      }
    } else if (verb == 'T') {
      text(TemplateType.of(value).name(), 's');
    } else {
      print(value, verb, 0);
    }
  }

  private void print(@Nullable Object value, int verb, int depth) {
    Budget.checkOutput(out.length());
    if (value == null) {
      out.append(flags.sharpV ? "interface {}(nil)" : "<nil>");
      return;
    }
    var own = failing || flags.sharpV || "vsxXq".indexOf(verb) < 0 ? null : printed(value);
    if (own != null) {
      text(own, verb);
      return;
    }
    var plain = Values.plain(value);
    switch (plain) {
      case Boolean flag -> bool(flag, verb);
      case Long number -> number(value, number, verb);
      case Double number -> number(value, number, verb);
      case String text -> text(value, text, verb);
      case List<?> list -> list(value, list, verb, depth);
      case Map<?, ?> map -> map(value, map, verb, depth);
      case TemplateValue struct -> struct(struct, verb, depth);
      case TemplateFunction function -> pad("0x1");
      case null, default -> text(String.valueOf(plain), 's');
    }
  }

  /// Returns how a value prints itself, or null where Go would print what it is made of.
  static @Nullable String printed(Object value) {
    return switch (value) {
      case ZonedDateTime time -> GoTime.text(time);
      case Duration duration -> GoTime.text(duration);
      case TemplateValue own -> own.printed();
      default -> null;
    };
  }

  private void bool(boolean flag, int verb) {
    if (verb == 't' || verb == 'v') {
      pad(Boolean.toString(flag));
    } else {
      badVerb(flag, verb);
    }
  }

  private void number(Object value, Number number, int verb) {
    var printed =
        number instanceof Long whole
            ? numbers.integer(whole, verb)
            : numbers.decimal(number.doubleValue(), verb);
    if (printed == null) {
      badVerb(value, verb);
    } else {
      out.append(printed);
    }
  }

  private void text(String text, int verb) {
    text(text, text, verb);
  }

  private void text(Object value, String text, int verb) {
    switch (verb) {
      case 'v' -> pad(flags.sharpV ? GoQuote.quote(text) : cut(text));
      case 's' -> pad(cut(text));
      case 'q' -> quoted(cut(text));
      case 'x', 'X' -> hex(text, verb == 'X');
      default -> badVerb(value, verb);
    }
  }

  private String cut(String text) {
    if (!flags.hasPrecision || text.codePointCount(0, text.length()) <= flags.precision) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, flags.precision));
  }

  private void quoted(String text) {
    boolean raw =
        flags.sharp && text.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == '`' || c == 0x7f);
    pad(raw ? "`" + text + "`" : GoQuote.quote(text, '"', flags.plus));
  }

  private void hex(String text, boolean upper) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = flags.hasPrecision ? Math.min(flags.precision, bytes.length) : bytes.length;
    var prefix = flags.sharp ? (upper ? "0X" : "0x") : "";
    var hex = upper ? HexFormat.of().withUpperCase() : HexFormat.of();
    var printed = new StringBuilder();
    for (int i = 0; i < length; i++) {
      printed.append(i > 0 && flags.space ? " " : "");
      printed.append(i == 0 || flags.space ? prefix : "").append(hex.toHexDigits(bytes[i]));
    }
    pad(printed.toString());
  }

  private void list(Object value, List<?> list, int verb, int depth) {
    open(value, "[");
    boolean first = true;
    for (var element : list) {
      separate(first);
      print(element, verb, depth + 1);
      first = false;
    }
    out.append(flags.sharpV ? '}' : ']');
  }

  private void map(Object value, Map<?, ?> map, int verb, int depth) {
    open(value, "map[");
    boolean first = true;
    for (var entry : Values.sorted(map)) {
      separate(first);
      print(entry.getKey(), verb, depth + 1);
      out.append(':');
      print(entry.getValue(), verb, depth + 1);
      first = false;
    }
    out.append(flags.sharpV ? '}' : ']');
  }

  private void struct(TemplateValue struct, int verb, int depth) {
    var name = struct.type().name();
    boolean pointer = name.startsWith("*");
    if (pointer && depth > 0) {
      out.append("0xc000010000");
      return;
    }
    out.append(pointer && !failing ? "&" : "");
    out.append(flags.sharpV ? name.substring(pointer ? 1 : 0) : "").append('{');
    boolean first = true;
    for (var field : struct.fields().entrySet()) {
      separate(first);
      if (flags.plusV || flags.sharpV) {
        out.append(field.getKey()).append(':');
      }
      print(field.getValue(), verb, depth + 1);
      first = false;
    }
    out.append('}');
  }

  private void open(Object value, String bracket) {
    if (flags.sharpV) {
      out.append(TemplateType.of(value)).append('{');
    } else {
      out.append(bracket);
    }
  }

  private void separate(boolean first) {
    if (!first) {
      out.append(flags.sharpV ? ", " : " ");
    }
  }

  private void badVerb(@Nullable Object value, int verb) {
    failing = true;
    out.append("%!").appendCodePoint(verb).append('(');
    if (value == null) {
      out.append("<nil>");
    } else {
      out.append(TemplateType.of(value)).append('=');
      print(value, 'v', 0);
    }
    out.append(')');
    failing = false;
  }

  private void pad(String text) {
    out.append(numbers.padded(text));
  }
}
