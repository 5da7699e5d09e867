package io.tocsin.collect;

import io.tocsin.collect.write.Snappy;

/// Snappy's block format, as the remote protocols send it.
public final class SnappyBytes {
  private SnappyBytes() {}

  /// Returns what a block holds.
  ///
  /// @throws IllegalArgumentException if it is none, or holds more than `bytesMax`
  public static byte[] decode(byte[] block, int bytesMax) {
    return Snappy.decode(block, bytesMax);
  }
}
