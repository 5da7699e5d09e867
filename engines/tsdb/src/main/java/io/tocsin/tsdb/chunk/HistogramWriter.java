package io.tocsin.tsdb.chunk;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.SampleBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A run of histograms of one schema, zero threshold and bounds as bytes: a layout for all of them,
/// and a stream of values for each of its buckets. For one thread.
final class HistogramWriter {
  static final int HINTS = 1;
  static final int SUMMED = 2;
  static final int GAUGES = 4;

  /// Streams of each chunk: count, sum, zero count.
  private static final int TOTALS = 3;

  private static final int VALUES_MAX = 1 << 14;

  private final Histogram[] run;
  private final BucketLayout union;
  private final double[] column;

  /// Takes the samples from `start` on, which are histograms.
  HistogramWriter(SampleBuffer buffer, int start, int count) {
    run = new Histogram[count];
    for (int i = 0; i < count; i++) {
      run[i] = Objects.requireNonNull(buffer.histogram(start + i), "histogram");
    }
    union = union();
    column = new double[count];
  }

  /// Returns behind which histogram a chunk that begins at `start` has to end, at most `end`.
  static int end(@Nullable Histogram[] histograms, int start, int end) {
    var first = Objects.requireNonNull(histograms[start], "histogram").layout();
    var last = first;
    int[] positive = first.positive();
    int[] negative = first.negative();
    int at = start + 1;
    while (at < end) {
      var histogram = histograms[at];
      if (histogram == null || !sameKind(first, histogram.layout())) {
        return at;
      }
      if (!histogram.layout().equals(last)) {
        last = histogram.layout();
        positive = union(positive, last.positive());
        negative = union(negative, last.negative());
      }
      int streams = TOTALS + positive.length + negative.length;
      if ((long) (at + 1 - start) * streams > VALUES_MAX) {
        return at;
      }
      at++;
    }
    return at;
  }

  private static boolean sameKind(BucketLayout one, BucketLayout other) {
    return one.schema() == other.schema()
        && one.zeroThreshold() == other.zeroThreshold()
        && Arrays.equals(one.customBounds(), other.customBounds());
  }

  private static int[] union(int[] one, int[] other) {
    var merged = new int[one.length + other.length];
    int count = 0;
    int at = 0;
    int beside = 0;
    while (at < one.length || beside < other.length) {
      boolean own = beside == other.length || (at < one.length && one[at] <= other[beside]);
      int index = own ? one[at] : other[beside];
      at += own ? 1 : 0;
      beside += beside < other.length && other[beside] == index ? 1 : 0;
      merged[count++] = index;
    }
    return Arrays.copyOf(merged, count);
  }

  private BucketLayout union() {
    var first = run[0].layout();
    var last = first;
    int[] positive = first.positive();
    int[] negative = first.negative();
    for (var histogram : run) {
      if (!histogram.layout().equals(last)) {
        last = histogram.layout();
        positive = union(positive, last.positive());
        negative = union(negative, last.negative());
      }
    }
    return first.isCustom()
        ? BucketLayout.custom(first.customBounds(), positive)
        : BucketLayout.exponential(first.schema(), first.zeroThreshold(), positive, negative);
  }

  void write(ByteWriter out) {
    boolean summed = isSummed();
    int hints = hints();
    out.u8(hints | (summed ? SUMMED : 0));
    var layout = new ByteWriter(256);
    LayoutCodec.write(union, layout);
    out.varint(layout.size());
    out.bytes(layout.array(), 0, layout.size());
    int[][] positions = writeSubsets(out);
    if ((hints & HINTS) != 0) {
      writeHints(out);
    }
    if (!summed) {
      Arrays.setAll(column, i -> run[i].count());
      stream(out);
    }
    Arrays.setAll(column, i -> run[i].sum());
    stream(out);
    if (!union.isCustom()) {
      Arrays.setAll(column, i -> run[i].zeroCount());
      stream(out);
    }
    for (int bucket = 0; bucket < union.size(); bucket++) {
      for (int i = 0; i < run.length; i++) {
        int at = positions[i][bucket];
        column[i] = at < 0 ? 0 : run[i].buckets()[at];
      }
      stream(out);
    }
  }

  private void stream(ByteWriter out) {
    ChunkCodec.encodeValues(column, 0, column.length, out);
  }

  private boolean isSummed() {
    for (var histogram : run) {
      double sum = HistogramReader.total(histogram.zeroCount(), histogram.buckets());
      if (Double.doubleToRawLongBits(sum) != Double.doubleToRawLongBits(histogram.count())) {
        return false;
      }
    }
    return true;
  }

  /// Writes which buckets the histograms have, and returns of each where it has the buckets of the
  /// union, -1 where it has not.
  private int[][] writeSubsets(ByteWriter out) {
    var positions = new int[run.length][];
    var subsets = new ByteWriter(64);
    int count = 0;
    for (int start = 0; start < run.length; ) {
      var layout = run[start].layout();
      int end = start + 1;
      while (end < run.length && run[end].layout().equals(layout)) {
        end++;
      }
      var own = positions(layout);
      Arrays.fill(positions, start, end, own);
      subsets.varint(end - start);
      bitmap(own, subsets);
      count++;
      start = end;
    }
    if (count == 1) {
      out.varint(0);
    } else {
      out.varint(count);
      out.bytes(subsets.array(), 0, subsets.size());
    }
    return positions;
  }

  private int[] positions(BucketLayout layout) {
    var positions = new int[union.size()];
    int at = 0;
    for (int i = 0; i < union.positive().length; i++) {
      boolean has = at < layout.positive().length && layout.positive()[at] == union.positive()[i];
      positions[i] = has ? at++ : -1;
    }
    int border = union.positive().length;
    int own = 0;
    for (int i = 0; i < union.negative().length; i++) {
      boolean has = own < layout.negative().length && layout.negative()[own] == union.negative()[i];
      positions[border + i] = has ? at + own++ : -1;
    }
    return positions;
  }

  private static void bitmap(int[] positions, ByteWriter out) {
    for (int start = 0; start < positions.length; start += 8) {
      int bits = 0;
      for (int i = start; i < Math.min(start + 8, positions.length); i++) {
        bits |= positions[i] < 0 ? 0 : 1 << (i - start);
      }
      out.u8(bits);
    }
  }

  /// Returns the flags that say the hints, for all if that can be.
  private int hints() {
    boolean gauges = true;
    boolean continued = true;
    for (int i = 0; i < run.length; i++) {
      var hint = hint(i);
      gauges &= hint == ResetHint.GAUGE;
      continued &= hint == (i == 0 ? ResetHint.UNKNOWN : ResetHint.NOT_RESET);
    }
    return gauges ? GAUGES : continued ? 0 : HINTS;
  }

  private void writeHints(ByteWriter out) {
    for (int start = 0; start < run.length; start += 4) {
      int bits = 0;
      for (int i = start; i < Math.min(start + 4, run.length); i++) {
        bits |= HintCodec.code(hint(i)) << (2 * (i - start));
      }
      out.u8(bits);
    }
  }

  private ResetHint hint(int i) {
    return switch (run[i].hint()) {
      case GAUGE -> ResetHint.GAUGE;
      case RESET -> ResetHint.RESET;
      case UNKNOWN, NOT_RESET ->
          i > 0 && run[i - 1].hint() != ResetHint.GAUGE && continues(run[i - 1], run[i])
              ? ResetHint.NOT_RESET
              : ResetHint.UNKNOWN;
    };
  }

  /// Tells whether no count fell between two histograms of the run, and no bucket that counted is
  /// missing.
  private static boolean continues(Histogram before, Histogram now) {
    if (now.count() < before.count() || now.zeroCount() < before.zeroCount()) {
      return false;
    }
    var from = before.layout();
    var to = now.layout();
    var positive = new Side(from.positive(), 0, to.positive(), 0);
    var negative =
        new Side(from.negative(), from.positive().length, to.negative(), to.positive().length);
    return positive.rises(before, now) && negative.rises(before, now);
  }

  /// The indexes of one side of two histograms, and where its counts begin.
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Side(int[] from, int fromAt, int[] to, int toAt) {
    boolean rises(Histogram before, Histogram now) {
      int at = 0;
      for (int i = 0; i < from.length; i++) {
        while (at < to.length && to[at] < from[i]) {
          at++;
        }
        double count = at < to.length && to[at] == from[i] ? now.buckets()[toAt + at] : 0;
        if (count < before.buckets()[fromAt + i]) {
          return false;
        }
      }
      return true;
    }
  }
}
