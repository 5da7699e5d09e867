package io.tocsin.api.remoteread;

import io.tocsin.api.protobuf.ProtoWriter;
import io.tocsin.model.Histogram;

/// Writes `prometheus.Histogram`: with whole counts where all of them are, otherwise with floats.
final class HistogramMessage {
  private static final double WHOLE_MAX = 1L << 53;

  private HistogramMessage() {}

  static boolean isWhole(Histogram histogram) {
    boolean whole = isWhole(histogram.count()) && isWhole(histogram.zeroCount());
    for (int i = 0; i < histogram.buckets().length && whole; i++) {
      whole = isWhole(histogram.buckets()[i]);
    }
    return whole;
  }

  private static boolean isWhole(double count) {
    return count >= 0 && count <= WHOLE_MAX && count == Math.rint(count);
  }

  static void write(long timestampMillis, Histogram histogram, ProtoWriter out) {
    var layout = histogram.layout();
    boolean whole = isWhole(histogram);
    if (whole) {
      out.always(1, (long) histogram.count());
    } else {
      out.fixed(2, histogram.count());
    }
    out.fixed(3, histogram.sum());
    out.zigzag(4, layout.schema());
    out.fixed(5, layout.zeroThreshold());
    if (whole) {
      out.always(6, (long) histogram.zeroCount());
    } else {
      out.fixed(7, histogram.zeroCount());
    }
    int positive = layout.positive().length;
    double[] buckets = histogram.buckets();
    out.spans(8, layout.negative());
    if (whole) {
      out.packedDifferences(9, buckets, positive, buckets.length);
    } else {
      out.packed(10, buckets, positive, buckets.length);
    }
    out.spans(11, layout.positive());
    if (whole) {
      out.packedDifferences(12, buckets, 0, positive);
    } else {
      out.packed(13, buckets, 0, positive);
    }
    out.number(14, hint(histogram.hint()));
    out.number(15, timestampMillis);
    out.packed(16, layout.customBounds(), 0, layout.customBounds().length);
  }

  private static int hint(Histogram.ResetHint hint) {
    return switch (hint) {
      case UNKNOWN -> 0;
      case RESET -> 1;
      case NOT_RESET -> 2;
      case GAUGE -> 3;
    };
  }
}
