package io.tocsin.model;

import io.tocsin.kit.GoFloat;

/// Histograms as Prometheus' messages show them: totals, then the buckets that have a count, from
/// the lowest to the highest, with `[` and `]` for bounds that belong to a bucket.
final class HistogramText {
  private final StringBuilder out = new StringBuilder("{count:");

  private HistogramText() {}

  static String print(Histogram histogram) {
    var text = new HistogramText();
    text.out.append(GoFloat.g(histogram.count())).append(", sum:");
    text.out.append(GoFloat.g(histogram.sum()));
    var layout = histogram.layout();
    for (int i = layout.negative().length - 1; i >= 0; i--) {
      int index = layout.negative()[i];
      text.bucket(
          layout, -layout.bound(index), -layout.bound(index - 1), index, histogram.negative(i));
    }
    double zero = layout.zeroThreshold();
    if (histogram.zeroCount() != 0) {
      text.bucket("[", -zero, zero, "]", histogram.zeroCount());
    }
    for (int i = 0; i < layout.positive().length; i++) {
      int index = layout.positive()[i];
      text.bucket(
          layout, layout.bound(index - 1), layout.bound(index), index, histogram.positive(i));
    }
    return text.out.append('}').toString();
  }

  private void bucket(BucketLayout layout, double lower, double upper, int index, double count) {
    boolean lowerIn = layout.isCustom() ? index == 0 : lower < 0;
    boolean upperIn = layout.isCustom() || upper > 0;
    if (count != 0) {
      bucket(lowerIn ? "[" : "(", lower, upper, upperIn ? "]" : ")", count);
    }
  }

  private void bucket(String open, double lower, double upper, String close, double count) {
    out.append(", ").append(open).append(GoFloat.g(lower)).append(',').append(GoFloat.g(upper));
    out.append(close).append(':').append(GoFloat.g(count));
  }
}
