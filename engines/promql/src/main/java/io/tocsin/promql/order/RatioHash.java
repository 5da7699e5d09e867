package io.tocsin.promql.order;

import io.tocsin.model.Labels;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Places a label set between 0 and 1, the same place every time, evenly spread, and where
/// Prometheus places it: by the 64-bit xxHash of its names and values, each behind its length.
public final class RatioHash {
  private static final double LARGEST = 0x1p64;
  private static final int SHORT_MAX = 254;

  private RatioHash() {}

  public static double offset(Labels labels) {
    var bytes = new ByteArrayOutputStream();
    for (var label : labels) {
      write(bytes, label.name());
      write(bytes, label.value());
    }
    long hash = XxHash.of(bytes.toByteArray());
    // The lowest bit is kept for rounding.
    double unsigned = hash >= 0 ? hash : ((hash >>> 1) | (hash & 1)) * 2.0;
    return unsigned / LARGEST;
  }

  private static void write(ByteArrayOutputStream out, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= SHORT_MAX) {
      out.write(bytes.length);
    } else {
      out.write(SHORT_MAX + 1);
      out.write(bytes.length);
      out.write(bytes.length >> 8);
      out.write(bytes.length >> 16);
    }
    out.writeBytes(bytes);
  }
}
