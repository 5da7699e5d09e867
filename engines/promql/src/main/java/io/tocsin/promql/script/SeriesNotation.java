package io.tocsin.promql.script;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import io.tocsin.model.StaleNan;
import io.tocsin.promql.PromqlParser;
import io.tocsin.promql.SeriesText;
import io.tocsin.promql.histogram.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses `up{job="a"} 1 2+3x2 _ stale {{sum:1}}x3`: a series and its values.
public final class SeriesNotation {
  private static final int POINTS_MAX = 1_000_000;
  private static final String NUMBER =
      "(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|(?i:inf|nan))";
  private static final Pattern STEPS =
      Pattern.compile("([+-]?" + NUMBER + ")(?:([+-]" + NUMBER + ")(?=x))?(?:x(\\d+))?");
  private static final Pattern EMPTY = Pattern.compile("\\s*(?:\\{\\s*\\})?\\s*");
  private static final Pattern GAP = Pattern.compile("_(?:x(\\d+))?");
  private static final Pattern HISTOGRAM =
      Pattern.compile("\\{\\{(.*?)\\}\\}(?:([+-])\\{\\{(.*?)\\}\\})?(?:x(\\d+))?");

  private SeriesNotation() {}

  /// @throws RuntimeException whose message says what is wrong
  static SeriesLine parse(String line) {
    int end = seriesEnd(line);
    var points = new ArrayList<Point>();
    for (var item : items(line.substring(end))) {
      add(points, item);
      if (points.size() > POINTS_MAX) {
        throw new IllegalArgumentException(
            "values: more than " + POINTS_MAX + " (expected: at most that many per series)");
      }
    }
    return new SeriesLine(labels(line.substring(0, end)), points);
  }

  /// Parses a series with its values, for use outside of scripts.
  ///
  /// @throws RuntimeException whose message says what is wrong
  public static SeriesText text(String line) {
    var samples = new ArrayList<SeriesText.Sample>();
    var parsed = parse(line);
    for (var point : parsed.points()) {
      samples.add(
          switch (point) {
            case Point.Omitted _ -> new SeriesText.Sample(true, 0, null);
            case Point.Sample one -> new SeriesText.Sample(false, one.value(), null);
            case Point.OfHistogram one -> new SeriesText.Sample(false, Double.NaN, one.histogram());
          });
    }
    return new SeriesText(parsed.labels(), samples);
  }

  /// Parses a series without values.
  ///
  /// @throws RuntimeException whose message says what is wrong
  public static Labels metric(String text) {
    return EMPTY.matcher(text).matches() ? Labels.EMPTY : labels(text.strip());
  }

  /// Returns where the series ends: behind its braces, or at the first space.
  private static int seriesEnd(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) != '{' && line.charAt(i) > ' ') {
      i++;
    }
    if (i == line.length() || line.charAt(i) != '{') {
      return i;
    }
    char quote = 0;
    for (; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        i += c == '\\' && quote != '`' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '}') {
        return i + 1;
      }
    }
    return line.length();
  }

  private static Labels labels(String series) {
    var builder = new LabelsBuilder();
    for (var matcher : PromqlParser.parseSelector(series)) {
      if (matcher.type() != io.tocsin.model.Matcher.Type.EQUAL) {
        throw new IllegalArgumentException("series: " + series + " (expected: name=\"value\")");
      }
      builder.set(matcher.name(), matcher.value());
    }
    return builder.build();
  }

  /// Splits at spaces that are not inside a histogram.
  private static List<String> items(String text) {
    var items = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean space = i == text.length() || text.charAt(i) <= ' ';
      if (space && depth == 0) {
        if (i > start) {
          items.add(text.substring(start, i));
        }
        start = i + 1;
      } else if (!space) {
        depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      }
    }
    if (depth != 0) {
      throw new IllegalArgumentException("histogram: " + text.strip() + " (expected: {{ and }})");
    }
    return items;
  }

  private static void add(List<Point> points, String item) {
    var gap = GAP.matcher(item);
    var histogram = HISTOGRAM.matcher(item);
    var steps = STEPS.matcher(item);
    if (item.equals("stale")) {
      points.add(new Point.Sample(StaleNan.VALUE));
    } else if (gap.matches()) {
      int times = gap.group(1) == null ? 1 : times(gap.group(1));
      points.addAll(Collections.nCopies(times, new Point.Omitted()));
    } else if (histogram.matches()) {
      addHistograms(points, histogram);
    } else if (steps.matches()) {
      double value = Numbers.parse(steps.group(1));
      double step = steps.group(2) == null ? 0 : Numbers.parse(steps.group(2));
      int times = steps.group(3) == null ? 0 : times(steps.group(3));
      // The value itself counts as one more, and errors of addition add up, as in Prometheus.
      for (int i = 0; i <= times; i++) {
        points.add(new Point.Sample(value));
        value += step;
      }
    } else {
      throw new IllegalArgumentException(
          "series value: " + item + " (expected: number, \"stale\", \"_\" or histogram)");
    }
  }

  private static void addHistograms(List<Point> points, Matcher matcher) {
    var base = HistogramNotation.parse(matcher.group(1));
    var histogram = base.histogram();
    int times = matcher.group(4) == null ? 0 : times(matcher.group(4));
    if (matcher.group(3) == null) {
      var point = new Point.OfHistogram(histogram, base.saysHint());
      points.addAll(Collections.nCopies(times + 1, point));
      return;
    }
    var step = HistogramNotation.parse(matcher.group(3));
    boolean adds = matcher.group(2).equals("+");
    for (int i = 0; i <= times; i++) {
      points.add(new Point.OfHistogram(histogram, step.saysHint()));
      histogram = next(histogram, step.histogram(), adds);
    }
  }

  private static Histogram next(Histogram histogram, Histogram step, boolean adds) {
    var next = Tally.of(histogram);
    if (!next.takes(step) || histogram.layout().schema() > step.layout().schema()) {
      throw new IllegalArgumentException(
          "error combining histograms: cannot merge from schema "
              + step.layout().schema()
              + " to "
              + histogram.layout().schema());
    }
    return (adds ? next.add(step) : next.subtract(step)).full();
  }

  private static int times(String digits) {
    int times = digits.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (times > POINTS_MAX) {
      throw new IllegalArgumentException(
          "repetition: " + digits + " (expected: at most " + POINTS_MAX + ")");
    }
    return times;
  }
}
