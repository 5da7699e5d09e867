package io.tocsin.e2e;

import java.util.List;
import java.util.regex.Pattern;

/// Where an oracle is known to answer otherwise, and why.
final class OracleDifferences {
  /// @param old whether only before 3.0
  /// @param query what queries it is about
  private record Difference(boolean old, Pattern query, String reason) {}

  private static final List<Difference> KNOWN =
      List.of(
          of(
              true,
              "\\b(mad_over_time|ts_of_\\w+|first_over_time|double_exponential_smoothing"
                  + "|sort_by_label\\w*|limitk|limit_ratio|info|histogram_quantiles"
                  + "|histogram_fraction)\\b",
              "functions and aggregations of later versions, or only for native histograms"),
          of(
              false,
              "\\b(minute|hour|day_of_week)\\b.*\\bodd\\b",
              "of a number that is no time, NaN among them, Go makes what the processor gives it"),
          of(true, "\\batan2\\b", "keeps the name of the metric"),
          of(true, "label_replace\\(.*\"1x\"", "names of labels had to be identifiers"),
          of(
              true,
              "\\b(rate|increase)\\([^\\[]*(temperature_celsius|odd|memory_bytes)",
              "extrapolates to zero across a gap before it looks how long the gap is"),
          of(true, "predict_linear\\(.*@", "predicts from the time that @ names"),
          of(
              true,
              "(>|<|==|!=|>=|<=) on",
              "looks for several matches only among those that the comparison keeps"));

  private OracleDifferences() {}

  private static Difference of(boolean old, String query, String reason) {
    return new Difference(old, Pattern.compile(query), reason);
  }

  /// Tells whether a query is one of those.
  static boolean explain(Oracle oracle, String query, OracleAnswer expected) {
    return KNOWN.stream()
        .anyMatch(known -> (!known.old || oracle.isOld()) && known.query.matcher(query).find());
  }
}
