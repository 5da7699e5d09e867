package io.tocsin.promql.notes;

import io.tocsin.model.LabelsText;

/// The kinds of notes that carry nothing but a word: the name of a metric, or of an operation.
/// Their texts are Prometheus', because people search for them.
public enum Note {
  MIXED_TYPES(true, "encountered a mix of histograms and floats for metric name", Argument.QUOTED),
  MIXED_AGGREGATION(
      true, "encountered a mix of histograms and floats for aggregation", Argument.NONE),
  CLASSIC_AND_NATIVE(
      true, "vector contains a mix of classic and native histograms", Argument.METRIC),
  NOT_COUNTER(true, "this native histogram metric is not a counter:", Argument.QUOTED),
  NOT_GAUGE(true, "this native histogram metric is not a gauge:", Argument.QUOTED),
  MIXED_SCHEMAS(
      true,
      "vector contains a mix of histograms with exponential and custom buckets schemas for metric"
          + " name",
      Argument.QUOTED),
  INCOMPATIBLE_BUCKETS(
      true, "incompatible bucket layout encountered for binary operator", Argument.PLAIN),
  SORT_IN_RANGE(
      true,
      "sort is ineffective for range queries since results are always ordered by labels",
      Argument.NONE),
  RESET_COLLISION(true, "conflicting counter resets during histogram", Argument.PLAIN),
  NOT_NAMED_COUNTER(
      false,
      "metric might not be a counter, name does not end in _total/_sum/_count/_bucket:",
      Argument.QUOTED),
  INCOMPATIBLE_TYPES(
      false, "incompatible sample types encountered for binary operator", Argument.PLAIN),
  IGNORED_IN_AGGREGATION(false, "ignored histogram in", Argument.PLAIN),
  IGNORED_IN_RANGE(
      false,
      "ignored histograms in a range containing both floats and histograms for metric name",
      Argument.QUOTED),
  NAN_RESULT(
      false, "input to histogram_quantile has NaN observations, result is NaN", Argument.METRIC),
  NAN_SKEW(
      false,
      "input to histogram_quantile has NaN observations, result is skewed higher",
      Argument.METRIC),
  NAN_EXCLUDED(
      false,
      "input to histogram_fraction has NaN observations, which are excluded from all fractions",
      Argument.METRIC),
  RECONCILED(false, "mismatched custom buckets were reconciled during", Argument.PLAIN);

  /// How the word is written behind the text.
  private enum Argument {
    NONE,
    PLAIN,
    QUOTED,
    /// Quoted behind "for metric name", or left out where it is empty.
    METRIC
  }

  private final boolean warning;
  private final String text;
  private final Argument argument;

  Note(boolean warning, String text, Argument argument) {
    this.warning = warning;
    this.text = text;
    this.argument = argument;
  }

  boolean isWarning() {
    return warning;
  }

  String text(String word) {
    return switch (argument) {
      case NONE -> text;
      case PLAIN -> text + " " + word;
      case QUOTED -> quoted(text + " ", word);
      case METRIC -> word.isEmpty() ? text : quoted(text + " for metric name ", word);
    };
  }

  private static String quoted(String before, String word) {
    var out = new StringBuilder(before);
    LabelsText.quote(out, word);
    return out.toString();
  }
}
