package io.tocsin.tsdb.block;

import io.tocsin.model.Labels;

/// The 64-bit hash of a label set that blocks keep for each series: part of the format, so it never
/// changes.
public final class LabelHash {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private LabelHash() {}

  public static long of(Labels labels) {
    long hash = labels.size();
    for (int i = 0; i < labels.size(); i++) {
      hash = text(text(hash, labels.name(i)), labels.value(i));
    }
    return mix(hash);
  }

  private static long text(long start, String text) {
    long hash = (start ^ text.length()) * MULTIPLIER;
    for (int i = 0; i < text.length(); i++) {
      hash = (Long.rotateLeft(hash, 5) ^ text.charAt(i)) * MULTIPLIER;
    }
    return hash;
  }

  /// Spreads the bits of a number over all of it.
  public static long mix(long value) {
    long hash = (value ^ (value >>> 32)) * MULTIPLIER;
    hash = (hash ^ (hash >>> 29)) * MULTIPLIER;
    return hash ^ (hash >>> 32);
  }
}
