package io.tocsin.tsdb.chunk;

import java.util.Arrays;

/// Values as integers at a scale, transformed so that what remains is small.
final class DecimalStream {
  static final int KIND = 1;

  private static final int FRAME = 0;
  private static final int DELTA = 1;
  private static final int DELTA_OF_DELTA = 2;
  private static final int EXCEPTIONS = 1 << 5;

  /// The trailing zeros of differences that are all 0.
  private static final int CONSTANT = 64;

  private DecimalStream() {}

  static void write(double[] values, int start, int count, Scale scale, ByteWriter out) {
    var integers = new long[count];
    var exceptions = new int[count];
    int excepted = toIntegers(values, start, scale, integers, exceptions);
    long first = integers[0];
    long bits = 0;
    for (int i = 0; i < count; i++) {
      integers[i] -= first;
      bits |= integers[i];
    }
    int shift = Long.numberOfTrailingZeros(bits);
    var choice = Choice.of(integers, shift);
    out.u8(KIND | choice.transform << 3 | (excepted > 0 ? EXCEPTIONS : 0) | scale.kind() << 6);
    if (scale.kind() != Scale.INTEGER) {
      out.u8(scale.exponent());
    }
    out.u8(shift == CONSTANT ? 0 : shift);
    out.zigzag(first);
    if (choice.transform == DELTA_OF_DELTA) {
      out.zigzag(choice.slope);
    }
    Residuals.write(choice.plan, choice.residuals, count - 1, out);
    if (excepted > 0) {
      writeExceptions(values, start, exceptions, excepted, out);
    }
  }

  /// Fills `integers`, and the positions of those that stand for no value; returns their number.
  private static int toIntegers(
      double[] values, int start, Scale scale, long[] integers, int[] exceptions) {
    int excepted = 0;
    int regular = 0;
    for (int i = 0; i < integers.length; i++) {
      double value = values[start + i];
      long integer = scale.toLong(value);
      if (Double.doubleToRawLongBits(scale.toDouble(integer))
          == Double.doubleToRawLongBits(value)) {
        integers[i] = integer;
        if (regular++ == 0) {
          Arrays.fill(integers, 0, i, integer);
        }
      } else {
        exceptions[excepted++] = i;
        integers[i] = i == 0 ? 0 : integers[i - 1];
      }
    }
    return excepted;
  }

  private static void writeExceptions(
      double[] values, int start, int[] positions, int count, ByteWriter out) {
    out.varint(count);
    for (int i = 0; i < count; i++) {
      out.varint(positions[i] - (i == 0 ? 0 : positions[i - 1]));
    }
    for (int i = 0; i < count; i++) {
      out.i64(Double.doubleToRawLongBits(values[start + positions[i]]));
    }
  }

  /// The transform that takes the fewest bits.
  @SuppressWarnings("ArrayRecordComponent") // a private result, never compared
  private record Choice(int transform, long slope, long[] residuals, Residuals.Plan plan) {
    static Choice of(long[] integers, int shift) {
      int count = integers.length - 1;
      if (shift == CONSTANT) {
        return new Choice(FRAME, 0, new long[count], Residuals.plan(new long[0], 0));
      }
      var frame = new long[count];
      var delta = new long[count];
      for (int i = 0; i < count; i++) {
        frame[i] = integers[i + 1] >> shift;
        delta[i] = (integers[i + 1] - integers[i]) >> shift;
      }
      var best = new Choice(FRAME, 0, frame, Residuals.plan(frame, count));
      if (best.plan.width() == 0 && best.plan.patches() == 0) {
        return best;
      }
      best = best.orBetter(new Choice(DELTA, 0, delta, Residuals.plan(delta, count)));
      if (best.plan.width() <= 2 || count < 8) {
        return best;
      }
      var second = new long[count];
      for (int i = 1; i < count; i++) {
        second[i] = delta[i] - delta[i - 1];
      }
      var plan = Residuals.plan(second, count);
      return best.orBetter(new Choice(DELTA_OF_DELTA, delta[0], second, plan));
    }

    private Choice orBetter(Choice other) {
      return other.plan.bits() < plan.bits() ? other : this;
    }
  }

  static void read(int header, SegmentReader in, Columns columns) {
    var scale = readScale(header, in);
    int shift = in.u8();
    if (shift > 63) {
      throw in.corrupt("shift: " + shift + " (expected: 0 to 63)");
    }
    long first = in.zigzag();
    int transform = header >> 3 & 3;
    if (transform > DELTA_OF_DELTA) {
      throw in.corrupt("transform: " + transform + " (expected: 0 to 2)");
    }
    long slope = transform == DELTA_OF_DELTA ? in.zigzag() : 0;
    long[] integers = columns.integers();
    int at = columns.at();
    int count = columns.count();
    integers[at] = 0;
    Residuals.read(in, count - 1, integers, at + 1);
    switch (transform) {
      case DELTA -> sum(integers, at, count);
      case DELTA_OF_DELTA -> sumTwice(integers, at, count, slope);
      default -> {} // the residuals are the integers
    }
    for (int i = at; i < at + count; i++) {
      integers[i] = first + (integers[i] << shift);
    }
    scale.toDoubles(new LongSlice(integers, at), count, columns.values(), at);
    if ((header & EXCEPTIONS) != 0) {
      readExceptions(in, columns);
    }
  }

  private static Scale readScale(int header, SegmentReader in) {
    int kind = header >> 6 & 3;
    if (kind == Scale.INTEGER) {
      return Scale.NONE;
    }
    int exponent = in.u8();
    int lowest = kind == Scale.DIVIDE_TWICE ? 4 : 1;
    if (exponent < lowest || exponent > Scale.EXPONENT_MAX) {
      throw in.corrupt("exponent: " + exponent + " (expected: 1 to " + Scale.EXPONENT_MAX + ")");
    }
    return new Scale(kind, exponent);
  }

  private static void sum(long[] integers, int at, int count) {
    long sum = 0;
    for (int i = at; i < at + count; i++) {
      sum += integers[i];
      integers[i] = sum;
    }
  }

  private static void sumTwice(long[] integers, int at, int count, long slope) {
    long delta = slope;
    long sum = 0;
    for (int i = at + 1; i < at + count; i++) {
      delta += integers[i];
      sum += delta;
      integers[i] = sum;
    }
  }

  private static void readExceptions(SegmentReader in, Columns columns) {
    int count = columns.count();
    int excepted = in.count(count, "exceptions");
    var positions = new int[excepted];
    int position = 0;
    for (int i = 0; i < excepted; i++) {
      position += in.count(count - 1L - position, "exception position");
      positions[i] = position;
    }
    for (int i = 0; i < excepted; i++) {
      columns.values()[columns.at() + positions[i]] = Double.longBitsToDouble(in.i64());
    }
  }
}
