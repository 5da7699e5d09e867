package io.tocsin.kit.template;

import io.tocsin.kit.TemplateType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Go's `fmt.Sprint`, `Sprintln` and `Sprintf`: the reading of the format; [GoPrinter] prints.
public final class GoFormat {
  private static final int NUMBER_MAX = 1_000_000;

  private final String format;
  private final List<? extends @Nullable Object> args;
  private final StringBuilder out = new StringBuilder();
  private final GoPrinter printer = new GoPrinter(out);
  private int at;
  private int arg;
  private boolean reordered;
  private boolean goodIndex;
  private boolean afterIndex;

  private GoFormat(String format, List<? extends @Nullable Object> args) {
    this.format = format;
    this.args = args;
  }

  /// Prints the values one after another, with a space between two that are no texts.
  public static String print(List<? extends @Nullable Object> args) {
    var out = new StringBuilder();
    var printer = new GoPrinter(out);
    boolean text = true;
    for (int i = 0; i < args.size(); i++) {
      boolean isText =
          args.get(i) != null && TemplateType.of(args.get(i)).kind() == TemplateType.Kind.TEXT;
      if (i > 0 && !isText && !text) {
        out.append(' ');
      }
      printer.print(args.get(i), 'v');
      text = isText;
    }
    return out.toString();
  }

  /// Returns the text of a value that prints itself, any other value as it is.
  public static @Nullable Object stringer(@Nullable Object value) {
    var printed = value == null ? null : GoPrinter.printed(value);
    return printed == null ? value : printed;
  }

  static String println(List<? extends @Nullable Object> args) {
    var out = new StringBuilder();
    var printer = new GoPrinter(out);
    for (int i = 0; i < args.size(); i++) {
      out.append(i > 0 ? " " : "");
      printer.print(args.get(i), 'v');
    }
    return out.append('\n').toString();
  }

  public static String printf(String format, List<? extends @Nullable Object> args) {
    return new GoFormat(format, args).run();
  }

  private String run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      int end = percent < 0 ? format.length() : percent;
      out.append(format, at, end);
      at = end;
      if (percent >= 0) {
        at++;
        verb();
      }
      Budget.checkOutput(out.length());
    }
    if (!reordered && arg < args.size()) {
      extra();
    }
    return out.toString();
  }

  private void verb() {
    printer.flags.clear();
    goodIndex = true;
    afterIndex = false;
    flags();
    index();
    width();
    if (at + 1 < format.length() && format.charAt(at) == '.') {
      precision();
    }
    if (!afterIndex) {
      index();
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (!goodIndex) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (arg >= args.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      printer.flags.forVerb(verb);
      printer.print(args.get(arg++), verb);
    }
  }

  private void flags() {
    for (; at < format.length(); at++) {
      switch (format.charAt(at)) {
        case '#' -> printer.flags.sharp = true;
        case '0' -> printer.flags.zero = true;
        case '+' -> printer.flags.plus = true;
        case '-' -> printer.flags.minus = true;
        case ' ' -> printer.flags.space = true;
        default -> {
          return;
        }
      }
    }
  }

  /// Reads `[n]`, the argument to go on with.
  private void index() {
    if (at >= format.length() || format.charAt(at) != '[') {
      return;
    }
    reordered = true;
    int close = format.indexOf(']', at);
    if (close < 0 || format.length() - at < 3) {
      at++;
      goodIndex = false;
      return;
    }
    int start = ++at;
    int number = number();
    boolean good = at == close && at > start && number >= 1 && number <= args.size();
    afterIndex = at == close && at > start;
    at = close + 1;
    if (good) {
      arg = number - 1;
    } else {
      goodIndex = false;
    }
  }

  private void width() {
    var flags = printer.flags;
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      var given = integerArgument();
      flags.hasWidth = given != null;
      flags.width = given == null ? 0 : Math.abs(given);
      if (given == null) {
        out.append("%!(BADWIDTH)");
      } else if (given < 0) {
        flags.minus = true;
        flags.zero = false;
      }
      afterIndex = false;
      return;
    }
    int start = at;
    flags.width = number();
    flags.hasWidth = at > start && flags.width >= 0;
    if (afterIndex && flags.hasWidth) {
      goodIndex = false;
    }
  }

  private void precision() {
    var flags = printer.flags;
    at++;
    if (afterIndex) {
      goodIndex = false;
    }
    index();
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      var given = integerArgument();
      flags.hasPrecision = given != null && given >= 0;
      flags.precision = flags.hasPrecision && given != null ? given : 0;
      if (!flags.hasPrecision) {
        out.append("%!(BADPREC)");
      }
      afterIndex = false;
      return;
    }
    flags.precision = Math.max(0, number());
    flags.hasPrecision = true;
  }

  /// Reads digits; 0 without any, and the rest of the format goes with a number that is too large.
  private int number() {
    int number = 0;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      if (number > NUMBER_MAX) {
        at = format.length();
        return -1;
      }
      number = number * 10 + (format.charAt(at++) - '0');
    }
    return number;
  }

  private @Nullable Integer integerArgument() {
    var given = arg < args.size() ? Values.plain(args.get(arg)) : null;
    if (arg < args.size()) {
      arg++;
    }
    boolean usable = given instanceof Long number && Math.abs(number) <= NUMBER_MAX;
    return usable && given instanceof Long number ? (Integer) number.intValue() : null;
  }

  private void extra() {
    printer.flags.clear();
    out.append("%!(EXTRA ");
    for (int i = arg; i < args.size(); i++) {
      out.append(i > arg ? ", " : "");
      var value = args.get(i);
      if (value == null) {
        out.append("<nil>");
      } else {
        out.append(TemplateType.of(value)).append('=');
        printer.print(value, 'v');
      }
    }
    out.append(')');
  }
}
