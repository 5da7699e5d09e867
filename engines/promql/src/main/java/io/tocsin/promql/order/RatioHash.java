package io.tocsin.promql.order;

import io.tocsin.model.Labels;

/// Places a label set between 0 and 1, the same place every time, evenly spread.
public final class RatioHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final double TWO_TO_53 = 0x1p53;

  private RatioHash() {}

  public static double offset(Labels labels) {
    long hash = FNV_OFFSET;
    for (var label : labels) {
      hash = add(add(hash, label.name()), label.value());
    }
    return (mix(hash) >>> 11) / TWO_TO_53;
  }

  private static long add(long before, String text) {
    long hash = before;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return (hash ^ 0xff) * FNV_PRIME;
  }

  private static long mix(long hash) {
    long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
