package io.tocsin.api.remoteread;

/// A float of which only the bits that changed are written. For one thread.
final class XorValue {
  private static final int NONE = 0xff;
  private static final int LEADING_MAX = 31;

  private long value;
  private int leading = NONE;
  private int trailing;

  /// Starts over with a value in all its bits.
  void first(double first, ChunkBits out) {
    leading = NONE;
    trailing = 0;
    value = Double.doubleToRawLongBits(first);
    out.write(value, 64);
  }

  void next(double next, ChunkBits out) {
    long raw = Double.doubleToRawLongBits(next);
    long difference = raw ^ value;
    value = raw;
    if (difference == 0) {
      out.write(0, 1);
      return;
    }
    out.write(1, 1);
    int zerosBefore = Math.min(Long.numberOfLeadingZeros(difference), LEADING_MAX);
    int zerosBehind = Long.numberOfTrailingZeros(difference);
    if (leading != NONE && zerosBefore >= leading && zerosBehind >= trailing) {
      out.write(0, 1);
      out.write(difference >>> trailing, 64 - leading - trailing);
      return;
    }
    leading = zerosBefore;
    trailing = zerosBehind;
    int width = 64 - leading - trailing;
    out.write(1, 1);
    out.write(leading, 5);
    out.write(width, 6); // 64 becomes 0, which cannot be meant
    out.write(difference >>> trailing, width);
  }
}
