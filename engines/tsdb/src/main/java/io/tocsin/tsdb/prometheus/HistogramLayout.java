package io.tocsin.tsdb.prometheus;

import io.tocsin.model.BucketLayout;
import java.util.Arrays;

/// The buckets of a histogram chunk, which stand before its samples: zero threshold, schema, runs
/// of buckets on both sides, own bounds.
final class HistogramLayout {
  private static final int EXPONENT_BIAS = 243;
  private static final int EXPONENT_MIN = -242;
  private static final int EXPONENT_MAX = 11;
  private static final int AS_IT_IS = 255;
  private static final long SCALED_BOUND_MAX = 33_554_430;
  private static final int BUCKETS_MAX = 1 << 20;

  private HistogramLayout() {}

  static BucketLayout read(BitInput in) {
    double threshold = readThreshold(in);
    long schema = in.varbit();
    int[] positive = readSpans(in);
    int[] negative = readSpans(in);
    try {
      if (schema == BucketLayout.CUSTOM_SCHEMA) {
        return BucketLayout.custom(readBounds(in), positive);
      }
      return BucketLayout.exponential(Math.toIntExact(schema), threshold, positive, negative);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw in.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static double readThreshold(BitInput in) {
    int code = (int) in.bits(8);
    return switch (code) {
      case 0 -> 0;
      case AS_IT_IS -> in.number();
      default -> Math.scalb(0.5, code - EXPONENT_BIAS);
    };
  }

  private static int[] readSpans(BitInput in) {
    long spans = in.unsignedVarbit();
    if (spans < 0 || spans > in.remaining()) {
      throw in.corrupt("spans: " + spans + " (expected: as many as the chunk has room for)");
    }
    var indexes = new int[16];
    int size = 0;
    long next = 0;
    for (long i = 0; i < spans; i++) {
      long length = in.unsignedVarbit();
      next += in.varbit();
      if (length < 0 || length > BUCKETS_MAX - size || Math.abs(next) > Integer.MAX_VALUE / 2) {
        throw in.corrupt("span: " + length + " buckets from " + next + " (expected: fewer)");
      }
      if (size + length > indexes.length) {
        indexes = Arrays.copyOf(indexes, (int) Math.max(size + length, indexes.length * 2L));
      }
      for (long j = 0; j < length; j++) {
        indexes[size++] = (int) next++;
      }
    }
    return Arrays.copyOf(indexes, size);
  }

  private static double[] readBounds(BitInput in) {
    long count = in.unsignedVarbit();
    if (count < 0 || count > in.remaining()) {
      throw in.corrupt("bounds: " + count + " (expected: as many as the chunk has room for)");
    }
    var bounds = new double[(int) count];
    for (int i = 0; i < bounds.length; i++) {
      long scaled = in.unsignedVarbit();
      bounds[i] = scaled == 0 ? in.number() : (scaled - 1) / 1000.0;
    }
    return bounds;
  }

  static void write(BucketLayout layout, BitOutput out) {
    writeThreshold(layout.zeroThreshold(), out);
    out.varbit(layout.schema());
    writeSpans(layout.positive(), out);
    writeSpans(layout.negative(), out);
    if (layout.isCustom()) {
      out.unsignedVarbit(layout.customBounds().length);
      for (double bound : layout.customBounds()) {
        writeBound(bound, out);
      }
    }
  }

  /// A power of two in one byte, any other number behind one.
  private static void writeThreshold(double threshold, BitOutput out) {
    int exponent = Math.getExponent(threshold) + 1;
    boolean isPower = threshold == Math.scalb(0.5, exponent);
    if (threshold == 0) {
      out.bits(0, 8);
    } else if (isPower && exponent >= EXPONENT_MIN && exponent <= EXPONENT_MAX) {
      out.bits(exponent + EXPONENT_BIAS, 8);
    } else {
      out.bits(AS_IT_IS, 8);
      out.number(threshold);
    }
  }

  private static void writeSpans(int[] indexes, BitOutput out) {
    int spans = 0;
    for (int i = 0; i < indexes.length; i++) {
      spans += i == 0 || indexes[i] != indexes[i - 1] + 1 ? 1 : 0;
    }
    out.unsignedVarbit(spans);
    int before = 0;
    for (int start = 0; start < indexes.length; ) {
      int end = start + 1;
      while (end < indexes.length && indexes[end] == indexes[end - 1] + 1) {
        end++;
      }
      out.unsignedVarbit(end - start);
      out.varbit((long) indexes[start] - before);
      before = indexes[end - 1] + 1;
      start = end;
    }
  }

  /// Thousandths up to a bound as whole numbers, any other number behind a zero.
  private static void writeBound(double bound, BitOutput out) {
    double scaled = bound * 1000;
    boolean isWhole = Math.rint(scaled) / 1000 == bound;
    if (scaled < 0 || scaled > SCALED_BOUND_MAX || !isWhole) {
      out.bits(0, 1);
      out.number(bound);
    } else {
      out.unsignedVarbit((long) Math.rint(scaled) + 1);
    }
  }
}
