package io.tocsin.collect.exposition;

import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The grammar of the text format written down with regular expressions, token by token, slow and
/// plain: what the real parser is compared with. Lists one line of text per series.
final class NaiveParser {
  private static final Pattern BLANKS = Pattern.compile("[ \t]*");
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern QUOTED =
      Pattern.compile("\"((?:\\\\.|[^\\\\\"])*)\"", Pattern.DOTALL);
  private static final Pattern VALUE = Pattern.compile("[^{ \t\n]+");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[+-]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|(?i:inf|infinity))|(?i:nan)");
  private static final Pattern METADATA = Pattern.compile("#[ \t]+(HELP|TYPE)[ \t]+([^\n]*)(?=\n)");
  private static final Pattern COMMENT = Pattern.compile("#[^\n]*(?=\n)");

  private final String text;
  private final List<String> series = new ArrayList<>();
  private int at;

  NaiveParser(String text) {
    this.text = text + "\n";
  }

  /// Returns the series, or null where the text is malformed.
  List<String> parse() {
    while (true) {
      take(BLANKS);
      if (at >= text.length() || peek() == 0) {
        return series;
      }
      if (peek() == '\n') {
        at++;
      } else if (!(peek() == '#' ? comment() : sample())) {
        return null;
      }
    }
  }

  private boolean comment() {
    var metadata = take(METADATA);
    if (metadata == null) {
      return take(COMMENT) != null;
    }
    var rest = metadata.group(2);
    var name = rest.startsWith("\"") ? QUOTED.matcher(rest) : METRIC.matcher(rest);
    if (!name.lookingAt()) {
      return false;
    }
    var described = rest.length() > name.end() ? rest.substring(name.end() + 1) : "";
    return metadata.group(1).equals("HELP")
        || List.of("counter", "gauge", "untyped").contains(described);
  }

  private boolean sample() {
    var labels = new TreeMap<String, String>();
    var name = take(METRIC);
    if (name != null) {
      labels.put(Labels.NAME, name.group());
      take(BLANKS);
    }
    if (peek() == '{') {
      at++;
      if (!braces(labels)) {
        return false;
      }
    } else if (name == null) {
      return false;
    }
    take(BLANKS);
    var value = take(VALUE);
    if (value == null || !FLOAT.matcher(value.group()).matches()) {
      return false;
    }
    double number = number(value.group());
    take(BLANKS);
    var time = take(DIGITS);
    take(BLANKS);
    if (at >= text.length() || text.charAt(at) != '\n' || isTooLong(time)) {
      return false;
    }
    series.add(Labels.of(labels) + " " + number + " " + (time == null ? "" : time.group()));
    return !labels.getOrDefault(Labels.NAME, "").isEmpty();
  }

  private static boolean isTooLong(Matcher time) {
    return time != null && time.group().length() > 18;
  }

  private static double number(String text) {
    var lower = text.toLowerCase(java.util.Locale.ROOT);
    if (lower.contains("inf")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return lower.equals("nan") ? Double.NaN : Double.parseDouble(text);
  }

  private boolean braces(TreeMap<String, String> labels) {
    while (true) {
      take(BLANKS);
      if (peek() == '}') {
        at++;
        return labels.containsKey(Labels.NAME);
      }
      var quoted = take(QUOTED);
      var plain = quoted == null ? take(LABEL) : null;
      if (quoted == null && plain == null) {
        return false;
      }
      take(BLANKS);
      if (!(quoted != null && (peek() == ',' || peek() == '}')
          ? put(labels, Labels.NAME, plain(quoted))
          : value(labels, quoted == null ? plain.group() : plain(quoted)))) {
        return false;
      }
      take(BLANKS);
      if (peek() == ',') {
        at++;
      }
    }
  }

  private boolean value(TreeMap<String, String> labels, String name) {
    if (peek() != '=') {
      return false;
    }
    at++;
    take(BLANKS);
    var value = take(QUOTED);
    return value != null && put(labels, name, plain(value));
  }

  private static boolean put(TreeMap<String, String> labels, String name, String value) {
    return !name.isEmpty() && labels.put(name, value) == null;
  }

  private static String plain(Matcher quoted) {
    return Pattern.compile("\\\\([\\\\\"n])")
        .matcher(quoted.group(1))
        .replaceAll(m -> m.group(1).equals("n") ? "\n" : Matcher.quoteReplacement(m.group(1)));
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\n';
  }

  private Matcher take(Pattern token) {
    var matcher = token.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }
}
