package io.tocsin.dashboards.grafana;

import io.tocsin.promql.PromqlParser;
import io.tocsin.promql.QueryException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A query as it stands in a board, with variables and macros. Tells whether Prometheus would take
/// it once those have values: a variable's own value is tried first, then what could stand at such
/// a place. Immutable.
public final class QueryText {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{(?<braced>\\w+)(?:\\.[^:^}]+)?(?::[^}]*)?}|\\$(?<plain>\\w+)|\\[\\[(?<old>\\w+)(?::\\w+)?]]");

  private static final Map<String, String> MACROS =
      Map.ofEntries(
          Map.entry("__interval", "1m"),
          Map.entry("__interval_ms", "60000"),
          Map.entry("__rate_interval", "4m"),
          Map.entry("__rate_interval_ms", "240000"),
          Map.entry("__range", "6h"),
          Map.entry("__range_s", "21600"),
          Map.entry("__range_ms", "21600000"),
          Map.entry("__auto", "4m"),
          Map.entry("__auto_interval", "4m"),
          Map.entry("__from", "1700000000000"),
          Map.entry("__to", "1700021600000"),
          Map.entry("__dashboard", "board"),
          Map.entry("__name", "up"),
          Map.entry("__timeFilter", ""),
          Map.entry("timeFilter", ""));

  /// What a variable of unknown value may stand for: a name or label, a number, a length of time, a
  /// selector, an operator, nothing.
  private static final List<String> GUESSES =
      List.of("x", "1", "5m", "up", "+", "sum", "rate", ">", "[5m]", "by (x)", "and", "");

  private QueryText() {}

  /// Returns the query with functions under their names of today.
  static String renamed(String expr) {
    return outsideQuotes(expr, "\\bholt_winters(?=\\s*\\()", "double_exponential_smoothing");
  }

  /// Returns why Prometheus refuses a query of a board whose variables are not at hand; null where
  /// it takes it.
  public static @Nullable String refusal(String expr) {
    return refusal(expr, new Samples(Map.of()));
  }

  /// Returns why Prometheus refuses the query; null where it takes it.
  static @Nullable String refusal(String expr, Samples variables) {
    String first = null;
    for (var guess : GUESSES) {
      var refusal = parse(filled(expr, variables, guess, false));
      if (refusal == null) {
        return null;
      }
      first = first == null ? refusal : first;
      // A value that was stored may be one that makes no sense any more.
      if (parse(filled(expr, variables, guess, true)) == null) {
        return null;
      }
      if (!REFERENCE.matcher(expr).find()) {
        break;
      }
    }
    return first;
  }

  private static @Nullable String parse(String query) {
    try {
      PromqlParser.parse(query);
      return null;
    } catch (QueryException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String filled(String expr, Samples variables, String guess, boolean onlyGuess) {
    var out = new StringBuilder();
    var matcher = REFERENCE.matcher(expr);
    while (matcher.find()) {
      var name = name(matcher);
      var place = Place.of(expr, matcher.start());
      var value = MACROS.get(name);
      if (value == null) {
        var sample = onlyGuess ? "" : variables.sample(name);
        value = place.value(sample, guess);
      }
      matcher.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(out).toString();
  }

  private static String name(Matcher matcher) {
    var braced = matcher.group("braced");
    var plain = matcher.group("plain");
    return braced != null ? braced : plain != null ? plain : matcher.group("old");
  }

  /// Where in a query a variable stands.
  private enum Place {
    QUOTES,
    BRACKETS,
    LABELS,
    OFFSET,
    NUMBER,
    ELSEWHERE;

    private static final Pattern IN_LABELS =
        Pattern.compile("(?i)\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^()]*$");
    private static final Pattern AFTER_OFFSET = Pattern.compile("(?i)\\boffset\\s+-?$");
    private static final Pattern FIRST_NUMBER =
        Pattern.compile(
            "(?i)\\b(topk|bottomk|limitk|limit_ratio|quantile|histogram_quantile|quantile_over_time)"
                + "(\\s*(by|without)\\s*\\([^()]*\\)\\s*)?\\s*\\(\\s*$");

    static Place of(String expr, int at) {
      char quote = 0;
      int brackets = 0;
      for (int i = 0; i < at; i++) {
        char c = expr.charAt(i);
        if (quote != 0) {
          if (c == '\\' && quote != '`') {
            i++;
          } else if (c == quote) {
            quote = 0;
          }
        } else if (c == '"' || c == '\'' || c == '`') {
          quote = c;
        } else if (c == '[') {
          brackets++;
        } else if (c == ']') {
          brackets--;
        }
      }
      return quote != 0 ? QUOTES : brackets > 0 ? BRACKETS : outside(expr.substring(0, at));
    }

    private static Place outside(String before) {
      if (IN_LABELS.matcher(before).find()) {
        return LABELS;
      }
      if (AFTER_OFFSET.matcher(before).find()) {
        return OFFSET;
      }
      return FIRST_NUMBER.matcher(before).find() ? NUMBER : ELSEWHERE;
    }

    String value(String sample, String guess) {
      return switch (this) {
        case QUOTES -> sample.matches("[A-Za-z0-9_.:/-]+") ? sample : "x";
        case BRACKETS, OFFSET -> sample.matches("[0-9]+(ms|[smhdwy])?") ? sample : "5m";
        case LABELS -> sample.matches("[A-Za-z_]\\w*") ? sample : "x";
        case NUMBER -> sample.matches("[0-9.]+") ? sample : "1";
        case ELSEWHERE -> sample.isEmpty() ? guess : sample;
      };
    }
  }

  /// Replaces what a pattern finds where no text in quotes stands.
  private static String outsideQuotes(String expr, String pattern, String by) {
    var matcher = Pattern.compile(pattern).matcher(expr);
    var out = new StringBuilder();
    while (matcher.find()) {
      boolean quoted = Place.of(expr, matcher.start()) == Place.QUOTES;
      matcher.appendReplacement(out, Matcher.quoteReplacement(quoted ? matcher.group() : by));
    }
    return matcher.appendTail(out).toString();
  }
}
