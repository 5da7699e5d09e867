package io.tocsin.tsdb.chunk;

import java.util.Arrays;

/// The residuals of a transform as bytes: a base, a width for most of them, patches for the rest,
/// and where many are 0 a bitmap of the others.
final class Residuals {
  private static final int SPARSE = 0x80;

  /// How a run of residuals is written, and about how many bits that takes.
  record Plan(boolean isSparse, long base, int width, int patches, long bits) {}

  private Residuals() {}

  static Plan plan(long[] residuals, int count) {
    long[] sorted = Arrays.copyOf(residuals, count);
    Arrays.sort(sorted);
    if (count == 0 || sorted[0] == sorted[count - 1]) {
      return new Plan(false, count == 0 ? 0 : sorted[0], 0, 0, 24);
    }
    var dense = trim(sorted, count, false);
    int zeros = zeros(sorted, count);
    if (zeros <= 8) {
      return dense;
    }
    int kept = withoutZeros(sorted, count, zeros);
    var onlyPatches = new Plan(false, 0, 0, kept, 24 + kept * (8L + varintBits(sorted, kept)));
    var best = onlyPatches.bits < dense.bits ? onlyPatches : dense;
    var sparse = trim(sorted, kept, true);
    long sparseBits = sparse.bits + count;
    return sparseBits < best.bits
        ? new Plan(true, sparse.base, sparse.width, sparse.patches, sparseBits)
        : best;
  }

  private static int zeros(long[] sorted, int count) {
    int first = Arrays.binarySearch(sorted, 0, count, 0);
    if (first < 0) {
      return 0;
    }
    int last = first;
    while (first > 0 && sorted[first - 1] == 0) {
      first--;
    }
    while (last < count - 1 && sorted[last + 1] == 0) {
      last++;
    }
    return last - first + 1;
  }

  private static int withoutZeros(long[] sorted, int count, int zeros) {
    int first = 0;
    while (sorted[first] != 0) {
      first++;
    }
    System.arraycopy(sorted, first + zeros, sorted, first, count - first - zeros);
    return count - zeros;
  }

  private static int varintBits(long[] sorted, int count) {
    int bits = Math.max(signedBits(sorted[0]), signedBits(sorted[count - 1]));
    return 8 * ((bits + 6) / 7);
  }

  /// Cuts outliers off both ends of the sorted residuals for as long as that pays.
  private static Plan trim(long[] sorted, int count, boolean isSparse) {
    int low = 0;
    int high = count - 1;
    int width = width(sorted[low], sorted[high]);
    var best = new Plan(isSparse, sorted[0], width, 0, 24 + (long) count * width);
    int most = count / 6 + 1;
    for (int patches = 1; patches <= most && low < high; patches++) {
      if (sorted[low + 1] - sorted[low] > sorted[high] - sorted[high - 1]) {
        low++;
      } else {
        high--;
      }
      width = width(sorted[low], sorted[high]);
      if (width < best.width) {
        int far =
            Math.max(
                signedBits(sorted[0] - sorted[low]), signedBits(sorted[count - 1] - sorted[low]));
        long bits = 24 + (long) count * width + patches * (8L + 8 * ((far + 6) / 7));
        if (bits < best.bits) {
          best = new Plan(isSparse, sorted[low], width, patches, bits);
        }
      }
    }
    return best;
  }

  private static int width(long low, long high) {
    return BitPacking.width(64 - Long.numberOfLeadingZeros(high - low));
  }

  private static int signedBits(long value) {
    return 65 - Long.numberOfLeadingZeros((value << 1) ^ (value >> 63));
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
