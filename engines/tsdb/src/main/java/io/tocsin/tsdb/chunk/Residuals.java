package io.tocsin.tsdb.chunk;

/// The residuals of a transform as bytes: a base, a width for most of them, patches for the rest,
/// and where many are 0 a bitmap of the others.
final class Residuals {
  static final int HEADER_BITS = 24;

  private static final int SPARSE = 0x80;

  /// How a run of residuals is written, and about how many bits that takes.
  record Plan(boolean isSparse, long base, int width, int patches, long bits) {}

  private Residuals() {}

  static Plan plan(long[] residuals, int count) {
    var dense = ResidualStats.of(residuals, count, false);
    if (dense.count() == 0 || dense.min() == dense.max()) {
      return new Plan(false, dense.count() == 0 ? 0 : dense.min(), 0, 0, HEADER_BITS);
    }
    var best = dense.cheapest();
    int zeros = dense.zeros();
    if (zeros <= 8) {
      return best;
    }
    var sparse = ResidualStats.of(residuals, count, true);
    long patchBits = (long) sparse.count() * ResidualStats.patchBits(dense.width());
    if (HEADER_BITS + patchBits < best.bits) {
      best = new Plan(false, 0, 0, sparse.count(), HEADER_BITS + patchBits);
    }
    var packed = sparse.cheapest();
    long sparseBits = packed.bits + count;
    return sparseBits < best.bits
        ? new Plan(true, packed.base, packed.width, packed.patches, sparseBits)
        : best;
  }

  /// Writes the residuals by the plan; `residuals` is overwritten.
  static void write(Plan plan, long[] residuals, int count, ByteWriter out) {
    out.u8(plan.width | (plan.isSparse ? SPARSE : 0));
    out.zigzag(plan.base);
    int kept = plan.isSparse ? writeBitmap(residuals, count, out) : count;
    long limit = plan.width == 0 ? 0 : -1L >>> (64 - plan.width);
    var positions = new int[plan.patches];
    int patches = 0;
    for (int i = 0; i < kept; i++) {
      residuals[i] -= plan.base;
      if (Long.compareUnsigned(residuals[i], limit) > 0) {
        positions[patches++] = i;
      }
    }
    out.varint(patches);
    for (int i = 0; i < patches; i++) {
      out.varint(positions[i] - (i == 0 ? 0 : positions[i - 1]));
    }
    for (int i = 0; i < patches; i++) {
      out.zigzag(residuals[positions[i]]);
      residuals[positions[i]] = 0;
    }
    out.packed(residuals, kept, plan.width);
  }

  /// Moves the residuals that are not 0 to the front and returns their number.
  private static int writeBitmap(long[] residuals, int count, ByteWriter out) {
    int kept = 0;
    int bits = 0;
    for (int i = 0; i < count; i++) {
      if (residuals[i] != 0) {
        bits |= 1 << (i & 7);
        residuals[kept++] = residuals[i];
      }
      if ((i & 7) == 7 || i == count - 1) {
        out.u8(bits);
        bits = 0;
      }
    }
    return kept;
  }

  /// Reads `count` residuals to `out` from index `at`.
  static void read(SegmentReader in, int count, long[] out, int at) {
    int layout = in.u8();
    int width = layout & 0x7f;
    if (!BitPacking.isWidth(width)) {
      throw in.corrupt("width: " + width + " (expected: 0 to 56, or 64)");
    }
    long base = in.zigzag();
    int kept = count;
    long bitmap = 0;
    if ((layout & SPARSE) != 0) {
      bitmap = in.skip((count + 7) >> 3);
      kept = bitCount(in, bitmap, count);
    }
    int patches = in.count(kept, "patches");
    int start = at + count - kept;
    if (patches == 0) {
      in.packed(kept, width, out, start);
    } else {
      readPatched(in, patches, new Span(kept, width, start), out);
    }
    if (base != 0) {
      for (int i = start; i < at + count; i++) {
        out[i] += base;
      }
    }
    if (kept < count) {
      spread(in, bitmap, out, at, count);
    }
  }

  private record Span(int count, int width, int at) {}

  private static void readPatched(SegmentReader in, int patches, Span span, long[] out) {
    var positions = new int[patches];
    var values = new long[patches];
    int position = 0;
    for (int i = 0; i < patches; i++) {
      position += in.count(span.count - 1L - position, "patch position");
      positions[i] = position;
    }
    for (int i = 0; i < patches; i++) {
      values[i] = in.zigzag();
    }
    in.packed(span.count, span.width, out, span.at);
    for (int i = 0; i < patches; i++) {
      out[span.at + positions[i]] = values[i];
    }
  }

  private static int bitCount(SegmentReader in, long bitmap, int count) {
    int kept = 0;
    for (int i = 0; i < (count + 7) >> 3; i++) {
      int bits = in.peek(bitmap + i);
      int valid = Math.min(8, count - 8 * i);
      kept += Integer.bitCount(bits & ((1 << valid) - 1));
    }
    return kept;
  }

  /// Spreads the packed residuals, which stand at the end of the span, over their places. Reading
  /// never falls behind writing, because as many zeros are still to come as lie between.
  private static void spread(SegmentReader in, long bitmap, long[] out, int at, int count) {
    int from = at + count - bitCount(in, bitmap, count);
    for (int i = 0; i < count; i++) {
      int set = (in.peek(bitmap + (i >> 3)) >> (i & 7)) & 1;
      out[at + i] = set == 0 ? 0 : out[from];
      from += set;
    }
  }
}
