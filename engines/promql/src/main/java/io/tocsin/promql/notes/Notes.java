package io.tocsin.promql.notes;

import io.tocsin.kit.GoFloat;
import io.tocsin.model.LabelsText;
import io.tocsin.promql.Span;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the asker should know about an answer: warnings where it may be wrong, infos where the
/// query may be. Each text is kept once with the place it was last said of; their number is
/// bounded.
public final class Notes {
  private static final int KEPT_MAX = 100;

  private final String query;
  private final Map<String, String> warnings = new LinkedHashMap<>();
  private final Map<String, String> infos = new LinkedHashMap<>();
  private final Map<String, Forced> monotonicity = new LinkedHashMap<>();

  private boolean mixed;

  private final Map<String, Overlap> overlaps = new LinkedHashMap<>();

  /// Begins without a note.
  ///
  /// @param query the text that places are in
  public Notes(String query) {
    this.query = query;
  }

  /// Returns a part of the query to say things about.
  public Place at(Span span) {
    return new Place(this, span);
  }

  void add(Note note, String word, Span span) {
    if (note.isWarning()) {
      warn(note.text(word), span);
    } else {
      add(infos, "PromQL info: " + note.text(word), span);
    }
  }

  public void warn(String text, Span span) {
    add(warnings, "PromQL warning: " + text, span);
  }

  public void warnOfQuantile(double quantile, Span span) {
    if (!(quantile >= 0 && quantile <= 1)) {
      warn("quantile value should be between 0 and 1, got " + GoFloat.g(quantile), span);
    }
  }

  private void add(Map<String, String> kept, String text, Span span) {
    if (kept.size() < KEPT_MAX || kept.containsKey(text)) {
      var whole = text + " (" + position(span) + ")";
      var before = kept.put(text, whole);
      mixed |= before != null && !before.equals(whole);
    } else {
      mixed = true;
    }
  }

  /// Tells whether notes of some steps, if those of the others begin with the same, are those of
  /// all steps: each is said of one place only, none is made from several, none was left out.
  public boolean areDivisible() {
    return !mixed && monotonicity.isEmpty() && overlaps.isEmpty();
  }

  private String position(Span span) {
    int start = Math.min(span.start(), query.length());
    int line = 1;
    int column = 1;
    for (int i = 0; i < start; i++) {
      boolean ends = query.charAt(i) == '\n';
      line += ends ? 1 : 0;
      column = ends ? 1 : column + 1;
    }
    return line + ":" + column;
  }

  /// Notes buckets whose counts had to be made to rise; all such notes become one.
  public void addMonotonicity(Monotonicity fix, String metricName, Span span) {
    var key = metricName.isEmpty() ? "" : " for metric name \"" + metricName + "\"";
    if (monotonicity.size() < KEPT_MAX || monotonicity.containsKey(key)) {
      monotonicity.merge(key, new Forced(fix, position(span)), Forced::and);
    }
  }

  /// Notes a sample whose counter began before the sample ahead of it, which means another counter;
  /// all such notes of a metric become one.
  void addOverlap(String metricName, Span span) {
    if (overlaps.size() < KEPT_MAX || overlaps.containsKey(metricName)) {
      overlaps.merge(metricName, new Overlap(1, position(span)), Overlap::and);
    }
  }

  private record Overlap(int count, String position) {
    private Overlap and(Overlap other) {
      return new Overlap(count + other.count, position);
    }

    private String text(String metricName) {
      var out =
          new StringBuilder("PromQL warning: sample has start time that overlaps with previous")
              .append(" sample timestamp for metric ");
      LabelsText.quote(out, metricName);
      out.append(count > 1 ? " (" + count + " occurrences)" : "");
      return out.append(" (").append(position).append(')').toString();
    }
  }

  /// All such fixes, and the place of the first.
  private record Forced(Monotonicity fix, String position) {
    private Forced and(Forced other) {
      return new Forced(fix.and(other.fix), position);
    }
  }

  /// Where counts of buckets had to be made to rise, and by how much.
  public record Monotonicity(
      long firstMillis,
      long lastMillis,
      double minBound,
      double maxBound,
      double maxDifference,
      int count) {
    private Monotonicity and(Monotonicity other) {
      return new Monotonicity(
          Math.min(firstMillis, other.firstMillis),
          Math.max(lastMillis, other.lastMillis),
          Math.min(minBound, other.minBound),
          Math.max(maxBound, other.maxBound),
          Math.max(maxDifference, other.maxDifference),
          count + other.count);
    }

    private String text(String key, String position) {
      return "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
          + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
          + key
          + ", from buckets "
          + GoFloat.g(minBound)
          + " to "
          + GoFloat.g(maxBound)
          + ", with a max diff of "
          + TwoDigits.of(maxDifference)
          + ", over "
          + count
          + " samples from "
          + time(firstMillis)
          + " to "
          + time(lastMillis)
          + " ("
          + position
          + ")";
    }

    private static String time(long millis) {
      return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
  }

  public List<String> warnings() {
    var all = new ArrayList<>(warnings.values());
    overlaps.forEach((name, overlap) -> all.add(overlap.text(name)));
    return List.copyOf(all);
  }

  public List<String> infos() {
    var all = new ArrayList<>(infos.values());
    monotonicity.forEach((key, forced) -> all.add(forced.fix.text(key, forced.position)));
    return List.copyOf(all);
  }
}
