package io.tocsin.promql.script;

import io.tocsin.kit.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses `up{job="a"}@st -1m -30s+-1mx3 _`: how far from each sample of the series in the next
/// line its counter began.
final class StartNotation {
  private static final String MARK = "@st";
  private static final int OFFSETS_MAX = 1_000_000;
  private static final String DURATION = "[+-]?(?:\\d+(?:ms|[smhdwy]))+|[+-]?0";
  private static final Pattern GAP = Pattern.compile("_(?:x(\\d+))?");
  private static final Pattern ITEM =
      Pattern.compile("(" + DURATION + ")(?:([+-])(" + DURATION + ")(?=x))?(?:x(\\d+))?");

  private StartNotation() {}

  /// Tells whether a line is one of these: its series ends with `@st`.
  static boolean isStarts(String line) {
    int space = indexOfSpace(line);
    return space >= 0 && line.substring(0, space).endsWith(MARK);
  }

  private static int indexOfSpace(String line) {
    int space = 0;
    while (space < line.length() && line.charAt(space) > ' ') {
      space++;
    }
    return space == line.length() ? -1 : space;
  }

  /// Returns the series with offsets and no values.
  ///
  /// @throws RuntimeException whose message says what is wrong
  static SeriesLine parse(String line) {
    int space = indexOfSpace(line);
    var series = SeriesNotation.parse(line.substring(0, space - MARK.length()) + " _");
    List<@Nullable Long> offsets = new ArrayList<>();
    for (var item : line.substring(space).strip().split("\\s+", -1)) {
      add(offsets, item);
    }
    return new SeriesLine(series.labels(), List.of(), offsets);
  }

  private static void add(List<@Nullable Long> offsets, String item) {
    var gap = GAP.matcher(item);
    var matcher = ITEM.matcher(item);
    if (gap.matches()) {
      for (int i = gap.group(1) == null ? 1 : times(gap.group(1)); i > 0; i--) {
        offsets.add(null);
      }
    } else if (matcher.matches()) {
      long offset = millis(matcher.group(1));
      long step = matcher.group(3) == null ? 0 : millis(matcher.group(3));
      long signed = "-".equals(matcher.group(2)) ? -step : step;
      int times = matcher.group(4) == null ? 0 : times(matcher.group(4));
      for (int i = 0; i <= times; i++) {
        offsets.add(offset + i * signed);
      }
    } else {
      throw new IllegalArgumentException(
          "start offset: " + item + " (expected: duration, duration+durationxN, or _)");
    }
  }

  private static int times(String digits) {
    int times = digits.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (times > OFFSETS_MAX) {
      throw new IllegalArgumentException(
          "repetition: " + digits + " (expected: at most " + OFFSETS_MAX + ")");
    }
    return times;
  }

  private static long millis(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    long millis = Durations.parse(signed ? text.substring(1) : text);
    return text.startsWith("-") ? -millis : millis;
  }

  /// Puts offsets and values of one series together.
  static SeriesLine join(int line, SeriesLine starts, SeriesLine samples) {
    if (!starts.labels().equals(samples.labels())) {
      throw new ScriptException(line, "@st metric does not match the following sample line metric");
    }
    if (starts.startOffsets().size() != samples.points().size()) {
      throw new ScriptException(
          line,
          "@st line has "
              + starts.startOffsets().size()
              + " values but sample line has "
              + samples.points().size());
    }
    return new SeriesLine(samples.labels(), samples.points(), starts.startOffsets());
  }
}
