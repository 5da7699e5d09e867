package io.tocsin.api.remoteread;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Encoder of Prometheus' chunks of native histograms: a header, the buckets' layout, and then for
/// each histogram whole counts as differences of differences, or floats as differences of bits. All
/// of one chunk have one layout, and none of them begins to count anew but the first. Reused from
/// chunk to chunk; for one thread.
final class HistogramChunk {
  static final int WHOLE = 2;
  static final int FLOATS = 3;

  private static final int HEADER = 3;
  private static final int HINT_AT = 2;
  private static final int BYTES_MAX = 4096;

  private final ChunkBits bits = new ChunkBits();
  private final XorValue sum = new XorValue();
  private final XorValue count = new XorValue();
  private final XorValue zero = new XorValue();
  private XorValue[] floats = new XorValue[0];

  // Of whole counts: what was written last, and by how much it differed from the one before.
  private long[] last = new long[0];
  private long[] deltas = new long[0];
  private @Nullable Histogram previous;
  private boolean whole;
  private int samples;
  private long firstTime;
  private long time;
  private long timeDelta;

  void clear() {
    bits.clear(HEADER);
    previous = null;
    samples = 0;
  }

  int samples() {
    return samples;
  }

  int encoding() {
    return whole ? WHOLE : FLOATS;
  }

  long firstTime() {
    return firstTime;
  }

  long lastTime() {
    return time;
  }

  /// Returns the live array; its first `length()` bytes count.
  byte[] array() {
    bits.count(samples);
    return bits.array();
  }

  int length() {
    return bits.length();
  }

  /// Tells whether the histogram may follow in this chunk.
  boolean takes(Histogram next) {
    Histogram before = previous;
    return before == null
        || (samples < XorChunk.SAMPLES_MAX
            && bits.length() < BYTES_MAX
            && whole == HistogramMessage.isWhole(next)
            && next.layout().equals(before.layout())
            && continues(before, next));
  }

  private static boolean continues(Histogram before, Histogram next) {
    if (before.hint() == ResetHint.GAUGE || next.hint() == ResetHint.GAUGE) {
      return before.hint() == next.hint();
    }
    return switch (next.hint()) {
      case NOT_RESET -> true;
      case UNKNOWN -> !falls(before, next);
      case RESET, GAUGE -> false;
    };
  }

  private static boolean falls(Histogram before, Histogram next) {
    boolean falls = next.count() < before.count() || next.zeroCount() < before.zeroCount();
    for (int i = 0; i < next.buckets().length && !falls; i++) {
      falls = next.buckets()[i] < before.buckets()[i];
    }
    return falls;
  }

  /// Adds a histogram that the chunk [#takes].
  ///
  /// @param begins whether none of its series comes before it, so that it cannot follow one
  void add(long timestampMillis, Histogram next, boolean begins) {
    if (samples == 0) {
      firstTime = timestampMillis;
      first(timestampMillis, next, begins);
    } else if (whole) {
      time(timestampMillis);
      nextWhole(next);
    } else {
      time(timestampMillis);
      nextFloats(next);
    }
    time = timestampMillis;
    previous = next;
    samples++;
  }

  private void first(long timestampMillis, Histogram next, boolean begins) {
    whole = HistogramMessage.isWhole(next);
    bits.header(HINT_AT, begins && next.hint() == ResetHint.NOT_RESET ? 0 : header(next.hint()));
    layout(next.layout());
    bits.signed(timestampMillis);
    timeDelta = 0;
    if (whole) {
      firstWhole(next);
    } else {
      firstFloats(next);
    }
  }

  private static int header(ResetHint hint) {
    return switch (hint) {
      case UNKNOWN -> 0;
      case RESET -> 0x80;
      case NOT_RESET -> 0x40;
      case GAUGE -> 0xc0;
    };
  }

  private void layout(BucketLayout layout) {
    zeroThreshold(layout.zeroThreshold());
    bits.signed(layout.schema());
    spans(layout.positive());
    spans(layout.negative());
    if (layout.isCustom()) {
      bits.unsigned(layout.customBounds().length);
      for (double bound : layout.customBounds()) {
        bound(bound);
      }
    }
  }

  /// Powers of two have a byte, from 1 for 2^-243 on.
  private void zeroThreshold(double threshold) {
    int exponent = Math.getExponent(threshold) + 1;
    if (threshold == 0) {
      bits.write(0, 8);
    } else if (exponent < -242 || exponent > 11 || Math.scalb(0.5, exponent) != threshold) {
      bits.write(255, 8);
      bits.write(Double.doubleToRawLongBits(threshold), 64);
    } else {
      bits.write(exponent + 243, 8);
    }
  }

  private void spans(int[] indexes) {
    int spans = 0;
    for (int i = 0; i < indexes.length; i++) {
      spans += i == 0 || indexes[i] != indexes[i - 1] + 1 ? 1 : 0;
    }
    bits.unsigned(spans);
    int next = 0;
    for (int from = 0; from < indexes.length; ) {
      int to = from + 1;
      while (to < indexes.length && indexes[to] == indexes[to - 1] + 1) {
        to++;
      }
      bits.unsigned(to - from);
      bits.signed((long) indexes[from] - next);
      next = indexes[to - 1] + 1;
      from = to;
    }
  }

  /// Thousandths up to 33554.43 are whole numbers, one more than they say.
  private void bound(double bound) {
    double thousand = bound * 1000;
    if (thousand >= 0 && thousand <= 33_554_430 && Math.rint(thousand) / 1000 == bound) {
      bits.unsigned((long) Math.rint(thousand) + 1);
    } else {
      bits.write(0, 1);
      bits.write(Double.doubleToRawLongBits(bound), 64);
    }
  }

  private void time(long timestampMillis) {
    long delta = timestampMillis - time;
    bits.signed(delta - timeDelta);
    timeDelta = delta;
  }

  private void firstWhole(Histogram next) {
    int size = next.buckets().length;
    last = Arrays.copyOf(last, 2 + size);
    deltas = new long[2 + size];
    last[0] = (long) next.count();
    last[1] = (long) next.zeroCount();
    bits.unsigned(last[0]);
    bits.unsigned(last[1]);
    sum.first(next.sum(), bits);
    for (int i = 0; i < size; i++) {
      last[2 + i] = difference(next, i);
      bits.signed(last[2 + i]);
    }
  }

  /// Returns by how much a bucket differs from the one before it on its side.
  private static long difference(Histogram histogram, int i) {
    boolean begins = i == 0 || i == histogram.layout().positive().length;
    return (long) histogram.buckets()[i] - (begins ? 0 : (long) histogram.buckets()[i - 1]);
  }

  private void nextWhole(Histogram next) {
    nextWhole(0, (long) next.count());
    nextWhole(1, (long) next.zeroCount());
    sum.next(next.sum(), bits);
    for (int i = 0; i < next.buckets().length; i++) {
      nextWhole(2 + i, difference(next, i));
    }
  }

  private void nextWhole(int at, long number) {
    long delta = number - last[at];
    bits.signed(delta - deltas[at]);
    deltas[at] = delta;
    last[at] = number;
  }

  private void firstFloats(Histogram next) {
    count.first(next.count(), bits);
    zero.first(next.zeroCount(), bits);
    sum.first(next.sum(), bits);
    int known = floats.length;
    floats = Arrays.copyOf(floats, Math.max(known, next.buckets().length));
    for (int i = 0; i < next.buckets().length; i++) {
      if (i >= known) {
        floats[i] = new XorValue();
      }
      floats[i].first(next.buckets()[i], bits);
    }
  }

  private void nextFloats(Histogram next) {
    count.next(next.count(), bits);
    zero.next(next.zeroCount(), bits);
    sum.next(next.sum(), bits);
    for (int i = 0; i < next.buckets().length; i++) {
      floats[i].next(next.buckets()[i], bits);
    }
  }
}
