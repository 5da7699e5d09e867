package io.tocsin.tsdb.chunk;

/// Values without a short decimal form: the bits in which each differs from the one before it.
final class XorStream {
  static final int KIND = 2;

  private XorStream() {}

  static void write(double[] values, int start, int count, ByteWriter out) {
    var residuals = new long[count - 1];
    long first = Double.doubleToRawLongBits(values[start]);
    long previous = first;
    long any = 0;
    for (int i = 1; i < count; i++) {
      long bits = Double.doubleToRawLongBits(values[start + i]);
      residuals[i - 1] = bits ^ previous;
      any |= bits ^ previous;
      previous = bits;
    }
    int shift = any == 0 ? 0 : Long.numberOfTrailingZeros(any);
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] >>>= shift;
    }
    out.u8(KIND);
    out.u8(shift);
    out.i64(first);
    Residuals.write(Residuals.plan(residuals, count - 1), residuals, count - 1, out);
  }

  static void read(SegmentReader in, Columns columns) {
    int shift = in.u8();
    if (shift > 63) {
      throw in.corrupt("shift: " + shift + " (expected: 0 to 63)");
    }
    long bits = in.i64();
    long[] residuals = columns.integers();
    double[] values = columns.values();
    int at = columns.at();
    Residuals.read(in, columns.count() - 1, residuals, at + 1);
    values[at] = Double.longBitsToDouble(bits);
    for (int i = at + 1; i < at + columns.count(); i++) {
      bits ^= residuals[i] << shift;
      values[i] = Double.longBitsToDouble(bits);
    }
  }
}
