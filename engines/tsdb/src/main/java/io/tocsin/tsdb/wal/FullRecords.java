package io.tocsin.tsdb.wal;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.HintCodec;
import io.tocsin.tsdb.chunk.LayoutCodec;
import io.tocsin.tsdb.head.SampleBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/// The payload of records of full samples: native histograms and start timestamps, with the floats
/// of their transaction.
final class FullRecords {
  private static final int SHARED_TIME = 1;
  private static final int LATE = 2;
  private static final int STARTS = 4;
  private static final int HISTOGRAM = 3;
  private static final int KIND = 3;

  private FullRecords() {}

  /// The samples of a batch from `from` to `to` (excluded).
  record Part(SampleBatch batch, int from, int to) {
    boolean sharesTime() {
      for (int i = from + 1; i < to; i++) {
        if (batch.time(i) != batch.time(from)) {
          return false;
        }
      }
      return true;
    }

    boolean hasStarts() {
      for (int i = from; i < to; i++) {
        if (batch.start(i) != 0) {
          return true;
        }
      }
      return false;
    }
  }

  static void write(int group, boolean late, Part part, ByteWriter out) {
    var batch = part.batch;
    boolean shared = part.sharesTime();
    boolean starts = part.hasStarts();
    out.varint(group);
    out.varint(part.to - part.from);
    out.u8((shared ? SHARED_TIME : 0) | (late ? LATE : 0) | (starts ? STARTS : 0));
    int[] layouts = writeLayouts(part, out);
    int id = 0;
    for (int i = part.from; i < part.to; i++) {
      out.zigzag((long) batch.id(i) - id);
      id = batch.id(i);
    }
    long time = 0;
    for (int i = part.from; i < (shared ? part.from + 1 : part.to); i++) {
      out.zigzag(batch.time(i) - time);
      time = batch.time(i);
    }
    for (int i = part.from; starts && i < part.to; i++) {
      long before = batch.start(i) - batch.time(i);
      out.varint(batch.start(i) == 0 ? 0 : 1 + ((before << 1) ^ (before >> 63)));
    }
    for (int i = part.from; i < part.to; i++) {
      var histogram = batch.histogram(i);
      if (histogram == null) {
        WalRecords.value(batch.bits(i), out);
      } else {
        histogram(histogram, layouts[i - part.from], out);
      }
    }
  }

  /// Writes each layout once and returns the number of each sample's.
  private static int[] writeLayouts(Part part, ByteWriter out) {
    var numbers = new HashMap<BucketLayout, Integer>();
    var bytes = new ByteWriter(256);
    var layouts = new int[part.to - part.from];
    for (int i = part.from; i < part.to; i++) {
      var histogram = part.batch.histogram(i);
      if (histogram != null) {
        Integer known = numbers.get(histogram.layout());
        if (known == null) {
          known = numbers.size();
          numbers.put(histogram.layout(), known);
          LayoutCodec.write(histogram.layout(), bytes);
        }
        layouts[i - part.from] = known;
      }
    }
    out.varint(numbers.size());
    out.bytes(bytes.array(), 0, bytes.size());
    return layouts;
  }

  private static void histogram(Histogram histogram, int layout, ByteWriter out) {
    out.varint((((long) layout << 2) | HintCodec.code(histogram.hint())) << 2 | HISTOGRAM);
    value(histogram.count(), out);
    value(histogram.zeroCount(), out);
    value(histogram.sum(), out);
    for (double count : histogram.buckets()) {
      value(count, out);
    }
  }

  private static void value(double value, ByteWriter out) {
    WalRecords.value(Double.doubleToRawLongBits(value), out);
  }

  /// Reads a record to `out`; returns whether its samples are late ones.
  static boolean read(ByteReader in, SampleBatch out) {
    out.clear();
    in.varint();
    int count = in.count(in.remaining(), "samples");
    int flags = in.u8();
    var layouts = readLayouts(in);
    var ids = new int[count];
    long id = 0;
    for (int i = 0; i < count; i++) {
      id += in.zigzag();
      ids[i] = (int) id;
    }
    var times = readTimes(in, count, (flags & SHARED_TIME) != 0);
    var starts = new long[count];
    for (int i = 0; (flags & STARTS) != 0 && i < count; i++) {
      long before = in.varint() - 1;
      starts[i] = before == -1 ? 0 : times[i] + ((before >>> 1) ^ -(before & 1));
    }
    for (int i = 0; i < count; i++) {
      long code = in.varint();
      if ((code & KIND) == HISTOGRAM) {
        out.add(ids[i], times[i], readHistogram(code >>> 2, layouts, in), starts[i]);
      } else {
        out.add(ids[i], times[i], WalRecords.readValue(code, in), null, starts[i]);
      }
    }
    return (flags & LATE) != 0;
  }

  private static long[] readTimes(ByteReader in, int count, boolean shared) {
    var times = new long[count];
    long time = 0;
    for (int i = 0; i < count; i++) {
      time += i == 0 || !shared ? in.zigzag() : 0;
      times[i] = time;
    }
    return times;
  }

  private static List<BucketLayout> readLayouts(ByteReader in) {
    var layouts = new ArrayList<BucketLayout>();
    for (int i = in.count(in.remaining(), "layouts"); i > 0; i--) {
      layouts.add(LayoutCodec.read(in));
    }
    return layouts;
  }

  private static Histogram readHistogram(long code, List<BucketLayout> layouts, ByteReader in) {
    long number = code >>> 2;
    if (number >= layouts.size()) {
      throw in.corrupt("layout: " + number + " (expected: less than " + layouts.size() + ")");
    }
    var layout = layouts.get((int) number);
    double count = readValue(in);
    double zeroCount = readValue(in);
    double sum = readValue(in);
    var buckets = new double[layout.size()];
    Arrays.setAll(buckets, i -> readValue(in));
    return new Histogram(layout, HintCodec.hint((int) code), count, sum, zeroCount, buckets);
  }

  private static double readValue(ByteReader in) {
    return Double.longBitsToDouble(WalRecords.readValue(in.varint(), in));
  }
}
