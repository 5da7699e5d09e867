package io.tocsin.tsdb.prometheus;

/// A float that is written as what changed of its bits since the last one, and the window of bits
/// that such changes lay in.
final class XorValue implements Changing {
  private static final int NONE = -1;
  private static final int LEADING_MAX = 31;

  private long bits;
  private int leading = NONE;
  private int trailing;

  void clear(double value) {
    bits = Double.doubleToRawLongBits(value);
    leading = NONE;
    trailing = 0;
  }

  double value() {
    return Double.longBitsToDouble(bits);
  }

  @Override
  public void read(BitInput in) {
    int ones = in.ones(2);
    if (ones == 1) {
      readInWindow(in);
    } else if (ones == 2) {
      readWithWindow(in);
    }
  }

  void readInWindow(BitInput in) {
    if (leading == NONE) {
      throw in.corrupt("value: in the window of the one before (expected: a window first)");
    }
    bits ^= in.bits(64 - leading - trailing) << trailing;
  }

  void readWithWindow(BitInput in) {
    leading = (int) in.bits(5);
    int width = (int) in.bits(6);
    width = width == 0 ? 64 : width; // 64 does not fit in six bits, and 0 cannot be meant
    trailing = 64 - leading - width;
    if (trailing < 0) {
      throw in.corrupt(
          "value: " + leading + " and " + width + " bits (expected: at most 64 together)");
    }
    bits ^= in.bits(width) << trailing;
  }

  void write(double value, BitOutput out) {
    long raw = Double.doubleToRawLongBits(value);
    long difference = raw ^ bits;
    bits = raw;
    if (difference == 0) {
      out.bits(0, 1);
      return;
    }
    int zerosBefore = Math.min(Long.numberOfLeadingZeros(difference), LEADING_MAX);
    int zerosBehind = Long.numberOfTrailingZeros(difference);
    if (leading != NONE && zerosBefore >= leading && zerosBehind >= trailing) {
      out.bits(0b10, 2);
      out.bits(difference >>> trailing, 64 - leading - trailing);
      return;
    }
    leading = zerosBefore;
    trailing = zerosBehind;
    int width = 64 - leading - trailing;
    out.bits(0b11, 2);
    out.bits(leading, 5);
    out.bits(width, 6);
    out.bits(difference >>> trailing, width);
  }
}
