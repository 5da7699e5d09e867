package io.tocsin.api.prometheus;

import io.tocsin.api.http.JsonWriter;
import io.tocsin.model.Histogram;
import java.io.IOException;

/// Writes native histograms: totals, and the buckets that have a count from the lowest to the
/// highest, each as `[bounds, lower, upper, count]`. `bounds` says which belong to the bucket: 0
/// the upper, 1 the lower, 3 both.
final class HistogramWriter {
  private static final int UPPER = 0;
  private static final int LOWER = 1;
  private static final int BOTH = 3;

  private final JsonWriter json;
  private final double zero;
  private final boolean custom;
  private boolean any;

  private HistogramWriter(JsonWriter json, Histogram histogram) {
    this.json = json;
    this.zero = histogram.layout().zeroThreshold();
    this.custom = histogram.layout().isCustom();
  }

  /// Writes one point: time and histogram.
  static void point(JsonWriter json, long millis, Histogram histogram) throws IOException {
    json.beginArray().seconds(millis).beginObject();
    json.name("count").quoted(histogram.count());
    json.name("sum").quoted(histogram.sum());
    new HistogramWriter(json, histogram).buckets(histogram);
    json.endObject().endArray();
  }

  private void buckets(Histogram histogram) throws IOException {
    var layout = histogram.layout();
    for (int i = layout.negative().length - 1; i >= 0; i--) {
      int index = layout.negative()[i];
      double upper = -layout.bound(index - 1);
      boolean overlaps = upper < 0 && upper > -zero;
      bucket(-layout.bound(index), overlaps ? -zero : upper, LOWER, histogram.negative(i));
    }
    bucket(-zero, zero, BOTH, custom ? 0 : histogram.zeroCount());
    for (int i = 0; i < layout.positive().length; i++) {
      int index = layout.positive()[i];
      double lower = layout.bound(index - 1);
      boolean overlaps = lower > 0 && lower < zero;
      int bounds = custom && index == 0 ? BOTH : UPPER;
      bucket(overlaps ? zero : lower, layout.bound(index), bounds, histogram.positive(i));
    }
    if (any) {
      json.endArray();
    }
  }

  private void bucket(double lower, double upper, int bounds, double count) throws IOException {
    if (count == 0) {
      return;
    }
    if (!any) {
      json.name("buckets").beginArray();
      any = true;
    }
    json.beginArray().number(bounds).quoted(lower).quoted(upper).quoted(count).endArray();
  }
}
