package io.tocsin.collect.write;

import io.tocsin.kit.SnappyBlock;
import java.util.Arrays;

/// Whole Snappy blocks.
public final class Snappy {
  private Snappy() {}

  /// Returns what a block holds.
  ///
  /// @throws IllegalArgumentException if it is none, or holds more than `bytesMax`
  public static byte[] decode(byte[] block, int bytesMax) {
    var reader = new SnappyBlock(block, block.length);
    long length = reader.declaredLength();
    if (length > bytesMax || length > (long) block.length * SnappyBlock.MOST_GROWTH) {
      throw new IllegalArgumentException(
          "body: " + length + " bytes decoded (expected: at most " + bytesMax + ")");
    }
    var out = new byte[(int) length + SnappyBlock.SLACK];
    reader.decode(out, (int) length);
    return Arrays.copyOf(out, (int) length);
  }
}
