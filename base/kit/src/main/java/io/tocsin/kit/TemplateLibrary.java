package io.tocsin.kit;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tocsin.kit.template.Builtins;
import io.tocsin.kit.template.GoJson;
import io.tocsin.kit.template.GoTime;
import io.tocsin.kit.template.Values;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Template functions that the templates of rules and those of notifications have in common, and
/// what the others are made of.
public final class TemplateLibrary {
  private static final double MINUTE = 60;
  private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};

  private TemplateLibrary() {}

  /// Returns `toUpper`, `toLower`, `match`, `reReplaceAll`, `safeHtml` and `humanizeDuration`.
  public static TemplateFunctions common() {
    var text = TemplateType.TEXT;
    return TemplateFunctions.none()
        .withText("toUpper", a -> a.text(0).toUpperCase(Locale.ROOT))
        .withText("toLower", a -> a.text(0).toLowerCase(Locale.ROOT))
        .withText("safeHtml", a -> new SafeText(SafeText.Content.HTML, a.text(0)))
        .with(
            "match",
            TemplateFunction.of(a -> pattern(a.text(0)).matcher(a.text(1)).find(), text, text))
        .with(
            "reReplaceAll",
            TemplateFunction.of(
                a -> replaceAll(pattern(a.text(0)), a.text(1), a.text(2)), text, text, text))
        .with(
            "humanizeDuration",
            TemplateFunction.of(a -> humanizeDuration(number(a.value(0))), TemplateType.ANY));
  }

  private static Pattern pattern(String source) {
    try {
      return Pattern.compile(source);
    } catch (PatternSyntaxException e) {
      throw new TemplateException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String replaceAll(Pattern pattern, String replacement, String text) {
    var matcher = pattern.matcher(text);
    var out = new StringBuilder();
    int copied = 0;
    int lastEnd = 0;
    while (matcher.find()) {
      out.append(text, copied, matcher.start());
      copied = matcher.end();
      // An empty match right behind another one counts for nothing.
      if (matcher.end() > lastEnd || matcher.start() == 0) {
        out.append(Expansion.expand(matcher, replacement));
      }
      lastEnd = matcher.end();
    }
    return out.append(text, copied, text.length()).toString();
  }

  /// Returns the text with the first letter of each word in capitals. A word is what Unicode takes
  /// for one: `o'neil` and `foo_bar` are one each, `foo-bar` is two.
  ///
  /// @param lowersRest also makes the rest of each word small
  public static String title(String text, boolean lowersRest) {
    var out = new StringBuilder(text.length());
    boolean started = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int size = Character.charCount(c);
      if (Character.isLetter(c)) {
        int rest = lowersRest ? Character.toLowerCase(c) : c;
        out.appendCodePoint(started ? rest : Character.toTitleCase(c));
        started = true;
      } else {
        out.appendCodePoint(c);
        started = started && continuesWord(text, i, c);
      }
      i += size;
    }
    return out.toString();
  }

  private static boolean continuesWord(String text, int at, int c) {
    if (Character.isDigit(c) || c == '_' || Character.getType(c) == Character.NON_SPACING_MARK) {
      return true;
    }
    boolean joins = c == '\'' || c == '.' || c == ':' || c == 0x2019 || c == 0xb7;
    int next = at + Character.charCount(c);
    return joins
        && at > 0
        && next < text.length()
        && Character.isLetterOrDigit(text.codePointBefore(at))
        && Character.isLetterOrDigit(text.codePointAt(next));
  }

  /// Returns the value as a number; a duration in seconds.
  ///
  /// @throws TemplateException if it is none
  public static double number(@Nullable Object value) {
    return switch (value) {
      case Double number -> number;
      case Long number -> number;
      case Integer number -> number;
      case String text -> parse(text);
      case Duration duration -> duration.toNanos() / 1e9;
      case null -> throw new TemplateException("can't convert <nil> to float");
      default ->
          throw new TemplateException("can't convert " + TemplateType.of(value) + " to float");
    };
  }

  private static double parse(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    var unsigned = lower.startsWith("+") || lower.startsWith("-") ? lower.substring(1) : lower;
    double sign = lower.startsWith("-") ? -1 : 1;
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return sign * Double.POSITIVE_INFINITY;
    }
    if (lower.equals("nan")) {
      return Double.NaN;
    }
    boolean hex = unsigned.startsWith("0x");
    boolean plain =
        hex
            ? unsigned.contains("p")
            : unsigned.chars().allMatch(c -> "0123456789.e+-".indexOf(c) >= 0);
    try {
      if (plain && lower.equals(lower.strip())) {
        double value = Double.parseDouble(lower);
        if (!Double.isInfinite(value)) {
          return value;
        }
        throw new TemplateException(
            "strconv.ParseFloat: parsing \"" + text + "\": value out of range");
      }
    } catch (NumberFormatException e) {
      throw invalid(text, e);
    }
    throw invalid(text, null);
  }

  private static TemplateException invalid(String text, @Nullable Exception cause) {
    var message = "strconv.ParseFloat: parsing \"" + text + "\": invalid syntax";
    return cause == null ? new TemplateException(message) : new TemplateException(message, cause);
  }

  /// Returns seconds as people write them: `1d 2h 3m 4s`, `14m 59s`, `1.234s`, `123.5ms`.
  public static String humanizeDuration(double seconds) {
    if (seconds == 0) {
      return GoFloat.format(seconds, 'g', 4) + "s";
    }
    if (!Double.isFinite(seconds)) {
      return GoFloat.format(seconds, 'g', 4);
    }
    if (Math.abs(seconds) < 1) {
      return humanizeSmall(seconds) + "s";
    }
    var sign = seconds < 0 ? "-" : "";
    double size = Math.abs(seconds);
    if (size < MINUTE) {
      return sign + GoFloat.format(size, 'g', 4) + "s";
    }
    long whole = (long) size;
    long days = whole / 86_400;
    long hours = whole / 3_600 % 24;
    var out = new StringBuilder(sign);
    out.append(days > 0 ? days + "d " : "").append(days > 0 || hours > 0 ? hours + "h " : "");
    return out.append(whole / 60 % 60).append("m ").append(whole % 60).append('s').toString();
  }

  /// Returns a number below one with a prefix such as `m` or `u`.
  public static String humanizeSmall(double number) {
    double value = number;
    var prefix = "";
    for (int i = 0; i < SMALL.length && Math.abs(value) < 1; i++) {
      prefix = SMALL[i];
      value *= 1000;
    }
    return GoFloat.format(value, 'g', 4) + prefix;
  }

  /// Returns the time as Go prints it: `2015-06-23 13:19:44.128 +0000 UTC`.
  public static String print(ZonedDateTime time) {
    return GoTime.text(time);
  }

  /// Returns the duration as Go prints it: `1h2m3.5s`.
  public static String print(Duration duration) {
    return GoTime.text(duration);
  }

  /// Returns the text as Go's `url.QueryEscape` writes it.
  public static String queryEscape(String text) {
    return Builtins.urlQuery(text);
  }

  /// Returns the value as Go's `json.Marshal` writes it.
  ///
  /// @throws TemplateException if it has no form in JSON
  public static String json(@Nullable Object value) {
    return GoJson.write(value);
  }

  /// Returns what a value is underneath its name; see [TemplateValue#underlying].
  public static @Nullable Object plain(@Nullable Object value) {
    return Values.plain(value);
  }
}
