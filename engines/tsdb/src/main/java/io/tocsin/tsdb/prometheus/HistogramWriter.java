package io.tocsin.tsdb.prometheus;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import java.util.ArrayList;
import java.util.List;

/// Encoder of histogram chunks: of whole counts where all of them are, else of float counts. A
/// chunk has one layout, and but for gauges no count falls within it.
final class HistogramWriter {
  private static final int GAUGE = 0xc0;
  private static final int RESET = 0x80;
  private static final int NOT_RESET = 0x40;
  private static final double WHOLE_MAX = 1L << 53;

  private final List<Long> times = new ArrayList<>();
  private final List<Histogram> histograms = new ArrayList<>();
  private boolean isWhole;

  /// Tells whether a histogram can follow those that were added.
  boolean takes(Histogram next) {
    if (histograms.isEmpty()) {
      return true;
    }
    var last = histograms.getLast();
    boolean gauge = last.hint() == ResetHint.GAUGE;
    return next.layout().equals(last.layout())
        && gauge == (next.hint() == ResetHint.GAUGE)
        && next.hint() != ResetHint.RESET
        && isWhole == isWhole(next)
        && (gauge || !falls(last, next));
  }

  private static boolean falls(Histogram last, Histogram next) {
    boolean falls = next.count() < last.count() || next.zeroCount() < last.zeroCount();
    for (int i = 0; i < last.buckets().length && !falls; i++) {
      falls = next.buckets()[i] < last.buckets()[i];
    }
    return falls;
  }

  private static boolean isWhole(Histogram histogram) {
    boolean whole = isWhole(histogram.count()) && isWhole(histogram.zeroCount());
    for (double bucket : histogram.buckets()) {
      whole &= isWhole(bucket);
    }
    return whole;
  }

  private static boolean isWhole(double count) {
    return count >= 0 && count < WHOLE_MAX && count == Math.rint(count);
  }

  void add(long time, Histogram histogram) {
    if (histograms.isEmpty()) {
      isWhole = isWhole(histogram);
    }
    times.add(time);
    histograms.add(histogram);
  }

  /// Writes what was added as one chunk and forgets it. Returns its encoding.
  int write(BitOutput out) {
    var first = histograms.getFirst();
    out.bits(histograms.size(), 16);
    out.bits(
        switch (first.hint()) {
          case GAUGE -> GAUGE;
          case RESET -> RESET;
          case NOT_RESET -> NOT_RESET;
          case UNKNOWN -> 0;
        },
        8);
    HistogramLayout.write(first.layout(), out);
    if (isWhole) {
      writeWhole(first.layout(), out);
    } else {
      writeFloats(out);
    }
    times.clear();
    histograms.clear();
    return isWhole ? ChunkDecoder.HISTOGRAM : ChunkDecoder.FLOAT_HISTOGRAM;
  }

  /// Writes a number, its difference to the one before, differences of those: each of a column.
  private static final class Column {
    private long value;
    private long delta;

    void write(long next, int position, BitOutput out) {
      if (position == 0) {
        out.varbit(next);
      } else {
        out.varbit(next - value - delta);
        delta = next - value;
      }
      value = next;
    }

    void writeUnsigned(long next, int position, BitOutput out) {
      if (position == 0) {
        out.unsignedVarbit(next);
        value = next;
      } else {
        write(next, position, out);
      }
    }
  }

  private static Column[] columns(int size) {
    var columns = new Column[size];
    for (int i = 0; i < size; i++) {
      columns[i] = new Column();
    }
    return columns;
  }

  private void writeWhole(BucketLayout layout, BitOutput out) {
    var heads = columns(3);
    var buckets = columns(layout.size());
    var sum = new XorValue();
    for (int i = 0; i < histograms.size(); i++) {
      var histogram = histograms.get(i);
      heads[0].write(times.get(i), i, out);
      heads[1].writeUnsigned((long) histogram.count(), i, out);
      heads[2].writeUnsigned((long) histogram.zeroCount(), i, out);
      writeNumber(sum, histogram.sum(), i, out);
      for (int bucket = 0; bucket < buckets.length; bucket++) {
        boolean starts = bucket == 0 || bucket == layout.positive().length;
        long before = starts ? 0 : (long) histogram.buckets()[bucket - 1];
        buckets[bucket].write((long) histogram.buckets()[bucket] - before, i, out);
      }
    }
  }

  private void writeFloats(BitOutput out) {
    var time = new Column();
    var numbers = new XorValue[3 + histograms.getFirst().buckets().length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = new XorValue();
    }
    for (int i = 0; i < histograms.size(); i++) {
      var histogram = histograms.get(i);
      time.write(times.get(i), i, out);
      writeNumber(numbers[0], histogram.count(), i, out);
      writeNumber(numbers[1], histogram.zeroCount(), i, out);
      writeNumber(numbers[2], histogram.sum(), i, out);
      for (int bucket = 0; bucket < histogram.buckets().length; bucket++) {
        writeNumber(numbers[3 + bucket], histogram.buckets()[bucket], i, out);
      }
    }
  }

  private static void writeNumber(XorValue value, double number, int position, BitOutput out) {
    if (position == 0) {
      out.number(number);
      value.clear(number);
    } else {
      value.write(number, out);
    }
  }
}
