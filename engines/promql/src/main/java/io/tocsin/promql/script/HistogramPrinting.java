package io.tocsin.promql.script;

import io.tocsin.kit.GoFloat;
import io.tocsin.model.Histogram;
import io.tocsin.promql.histogram.Tally;
import java.util.StringJoiner;
import java.util.function.IntToDoubleFunction;

/// Histograms in the notation of scripts.
public final class HistogramPrinting {
  private final StringJoiner out = new StringJoiner(" ", "{{", "}}");

  private HistogramPrinting() {}

  /// Returns the text of a histogram, without what is zero.
  public static String print(Histogram histogram) {
    var text = new HistogramPrinting();
    text.all(Tally.of(histogram).compact());
    return text.out.toString();
  }

  private void all(Histogram histogram) {
    var layout = histogram.layout();
    if (layout.schema() != 0) {
      out.add("schema:" + layout.schema());
    }
    number("count", histogram.count());
    number("sum", histogram.sum());
    number("z_bucket", histogram.zeroCount());
    number("z_bucket_w", layout.zeroThreshold());
    if (layout.isCustom()) {
      var bounds = new StringJoiner(" ", "custom_values:[", "]");
      for (double bound : layout.customBounds()) {
        bounds.add(GoFloat.g(bound));
      }
      out.add(bounds.toString());
    }
    switch (histogram.hint()) {
      case UNKNOWN -> {}
      case RESET -> out.add("counter_reset_hint:reset");
      case NOT_RESET -> out.add("counter_reset_hint:not_reset");
      case GAUGE -> out.add("counter_reset_hint:gauge");
    }
    buckets("", layout.positive(), histogram::positive);
    buckets("n_", layout.negative(), histogram::negative);
  }

  private void number(String key, double value) {
    if (value != 0) {
      out.add(key + ":" + GoFloat.g(value));
    }
  }

  private void buckets(String prefix, int[] indexes, IntToDoubleFunction counts) {
    if (indexes.length == 0) {
      return;
    }
    if (indexes[0] != 0) {
      out.add(prefix + "offset:" + indexes[0]);
    }
    var list = new StringJoiner(" ", prefix + "buckets:[", "]");
    int at = indexes[0];
    for (int i = 0; i < indexes.length; i++, at++) {
      for (; at < indexes[i]; at++) {
        list.add("0");
      }
      list.add(GoFloat.g(counts.applyAsDouble(i)));
    }
    out.add(list.toString());
  }
}
