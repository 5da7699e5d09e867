package io.tocsin.tsdb.chunk;

import io.tocsin.model.BucketLayout;

/// Layouts of histograms as bytes and back. Stateless.
public final class LayoutCodec {
  /// The most buckets, and the most custom bounds, of a histogram that is taken in.
  public static final int BUCKETS_MAX = 4096;

  /// The most buckets of all histograms of a chunk together.
  static final int UNION_MAX = 1 << 14;

  private LayoutCodec() {}

  public static void write(BucketLayout layout, ByteWriter out) {
    out.zigzag(layout.schema());
    if (layout.isCustom()) {
      out.varint(layout.customBounds().length);
      for (double bound : layout.customBounds()) {
        out.i64(Double.doubleToRawLongBits(bound));
      }
      indexes(layout.positive(), out);
    } else {
      out.i64(Double.doubleToRawLongBits(layout.zeroThreshold()));
      indexes(layout.positive(), out);
      indexes(layout.negative(), out);
    }
  }

  private static void indexes(int[] indexes, ByteWriter out) {
    out.varint(indexes.length);
    long previous = 0;
    for (int index : indexes) {
      out.zigzag(index - previous);
      previous = index;
    }
  }

  /// Reads a layout.
  ///
  /// @throws io.tocsin.kit.CorruptionException if the bytes are none
  public static BucketLayout read(ByteReader in) {
    long schema = in.zigzag();
    try {
      if (schema != BucketLayout.CUSTOM_SCHEMA) {
        double threshold = Double.longBitsToDouble(in.i64());
        int known = (int) Math.max(Math.min(schema, 99), -99);
        return BucketLayout.exponential(known, threshold, readIndexes(in), readIndexes(in));
      }
      var bounds = new double[in.count(in.remaining() / 8, "bounds")];
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = Double.longBitsToDouble(in.i64());
      }
      return BucketLayout.custom(bounds, readIndexes(in));
    } catch (IllegalArgumentException e) {
      throw in.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static int[] readIndexes(ByteReader in) {
    var indexes = new int[in.count(Math.min(UNION_MAX, in.remaining()), "buckets")];
    long index = 0;
    for (int i = 0; i < indexes.length; i++) {
      index += in.zigzag();
      if (index != (int) index) {
        throw in.corrupt("histogram bucket: " + index + " (expected: 32 bits)");
      }
      indexes[i] = (int) index;
    }
    return indexes;
  }
}
