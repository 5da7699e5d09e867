package io.tocsin.rules.anomaly;

import io.tocsin.model.Labels;
import io.tocsin.rules.RangeQueries;
import io.tocsin.rules.RuleSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Computes the bands of a rule from what is stored, without a state of its own: a restart changes
/// nothing, and a time in the past gives what it would have given then.
public final class AnomalyCalculator {
  private static final int SERIES_MAX = 10_000;

  private final RangeQueries queries;

  public AnomalyCalculator(RangeQueries queries) {
    this.queries = queries;
  }

  /// Returns the samples to write for a time: of each watched series whether it is anomalous, and
  /// its score, expected value and edges. None of what has no value or too short a past.
  ///
  /// @throws io.tocsin.rules.RuleQueryException if the expression cannot be answered
  /// @throws IllegalArgumentException if it has more than 10,000 series
  public List<RuleSample> at(AnomalyRule rule, long timeMillis) {
    var detection = rule.detection();
    var spans = spans(rule, timeMillis);
    var detector = new AnomalyDetector(detection);
    var samples = new ArrayList<RuleSample>();
    spans.forEach((labels, grids) -> {
      var verdict = detector.at(time -> at(grids, time), timeMillis);
      if (verdict != null) {
        add(samples, rule.name(), labels, verdict);
      }
    });
    return samples;
  }

  private static double at(List<Grid> grids, long timeMillis) {
    for (var grid : grids) {
      double value = grid.at(timeMillis);
      if (!Double.isNaN(value)) {
        return value;
      }
    }
    return Double.NaN;
  }

  /// Asks for the last hours, for the same hours of the weeks before, and where those are too few,
  /// of the days before.
  private Map<Labels, List<Grid>> spans(AnomalyRule rule, long timeMillis) {
    var found = new HashMap<Labels, List<Grid>>();
    ask(rule, timeMillis, 0, found);
    int weeks = 0;
    for (int week = 1; week <= Bands.WEEKS && !found.isEmpty(); week++) {
      weeks += ask(rule, timeMillis, week * Bands.WEEK, found) ? 1 : 0;
    }
    boolean isShort = weeks < 2 || found.values().stream().anyMatch(grids -> grids.size() < 3);
    for (int day = 1; day <= Bands.DAYS && isShort && !found.isEmpty(); day++) {
      ask(rule, timeMillis, day * Bands.DAY, found);
    }
    return found;
  }

  private boolean ask(AnomalyRule rule, long timeMillis, long back, Map<Labels, List<Grid>> found) {
    long step = rule.detection().stepMillis();
    // The two points before are judged, too.
    long before = (Bands.LEVEL_MILLIS / step + AnomalyDetector.POINTS) * step;
    long after = back == 0 ? 0 : Bands.SIDE * step;
    long start = timeMillis - back - before;
    long end = timeMillis - back + after;
    var answer = queries.range(rule.expr(), start, end, step);
    if (answer.size() > SERIES_MAX) {
      throw new IllegalArgumentException(
          "series: " + answer.size() + " (expected: at most " + SERIES_MAX + ")");
    }
    for (var series : answer) {
      var labels = series.labels().without(Labels.NAME);
      if (back == 0) {
        found.computeIfAbsent(labels, one -> new ArrayList<>());
      }
      var grids = found.get(labels);
      if (grids != null) {
        grids.add(grid(series, start, end, step));
      }
    }
    return !answer.isEmpty();
  }

  private static Grid grid(RangeQueries.Series series, long start, long end, long step) {
    var values = new double[(int) ((end - start) / step) + 1];
    java.util.Arrays.fill(values, Double.NaN);
    for (int i = 0; i < series.times().length; i++) {
      values[(int) ((series.times()[i] - start) / step)] = series.values()[i];
    }
    return new Grid(start, step, values);
  }

  private static void add(List<RuleSample> samples, String name, Labels labels, Verdict verdict) {
    var band = verdict.band();
    add(samples, name + AnomalyRule.STATE, labels, verdict.isAnomalous() ? 1 : 0);
    add(samples, name + AnomalyRule.SCORE, labels, verdict.score());
    add(samples, name + AnomalyRule.EXPECTED, labels, band.expected());
    add(samples, name + AnomalyRule.LOWER, labels, band.lower());
    add(samples, name + AnomalyRule.UPPER, labels, band.upper());
  }

  private static void add(List<RuleSample> samples, String name, Labels labels, double value) {
    samples.add(new RuleSample(labels.with(Labels.NAME, name), value));
  }
}
