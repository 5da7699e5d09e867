package io.tocsin.tsdb.prometheus;

import io.tocsin.model.BucketLayout;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import java.util.List;

/// Decoder of histogram chunks: of whole counts, as differences of differences, and of float
/// counts, as what changed of their bits.
final class HistogramReader {
  private static final int GAUGE = 0xc0;
  private static final int RESET = 0x80;

  /// What stands before the samples.
  ///
  /// @param samples how many there are
  /// @param flags whose two highest bits say how the counts go on
  /// @param starts whether start timestamps stand behind the samples
  /// @param startHeader which samples have one
  record Head(int samples, int flags, boolean starts, int startHeader) {}

  private final StartTimes starts = new StartTimes();
  private final XorValue sum = new XorValue();

  /// Appends the samples of a chunk of whole counts.
  void readWhole(BitInput in, Head head, SampleBuffer out) {
    read(in, head, out, true);
  }

  /// Appends the samples of a chunk of float counts.
  void readFloats(BitInput in, Head head, SampleBuffer out) {
    read(in, head, out, false);
  }

  private void read(BitInput in, Head head, SampleBuffer out, boolean whole) {
    if (head.samples == 0) {
      return;
    }
    starts.clear(head.startHeader);
    var layout = HistogramLayout.read(in);
    if (layout.size() > in.remaining()) {
      throw in.corrupt("buckets: " + layout.size() + " (expected: as many as there is room for)");
    }
    var counts = whole ? new WholeCounts(layout) : new FloatCounts(layout.size());
    var totals = counts.totals();
    var buckets = counts.buckets();
    long time = in.varbit();
    counts.readFirst(in, sum);
    long delta = 0;
    for (int i = 0; i < head.samples; i++) {
      long before = time;
      if (i > 0) {
        delta += in.varbit();
        time += delta;
        totals.forEach(total -> total.read(in));
        sum.read(in);
      }
      boolean stale = StaleNan.is(sum.value());
      if (i > 0 && !stale) {
        buckets.forEach(bucket -> bucket.read(in));
      }
      if (stale) {
        out.add(time, StaleNan.VALUE);
      } else {
        out.add(time, counts.histogram(layout, hint(head.flags, i), sum.value()));
      }
      if (head.starts) {
        out.startAt(out.size() - 1, starts.read(in, i, time, before));
      }
    }
  }

  /// Behind the first sample of a chunk no count falls; of the first, only a reset is known.
  private static ResetHint hint(int flags, int position) {
    return switch (flags & GAUGE) {
      case GAUGE -> ResetHint.GAUGE;
      case RESET -> position == 0 ? ResetHint.RESET : ResetHint.NOT_RESET;
      default -> position == 0 ? ResetHint.UNKNOWN : ResetHint.NOT_RESET;
    };
  }

  /// The counts of one sample after the other.
  private sealed interface Counts {
    void readFirst(BitInput in, XorValue sum);

    /// Returns the count and the count of zeros.
    List<Changing> totals();

    List<Changing> buckets();

    Histogram histogram(BucketLayout layout, ResetHint hint, double sum);
  }

  /// A whole number and how it changed last.
  private static final class Counter implements Changing {
    private long value;
    private long delta;

    @Override
    public void read(BitInput in) {
      delta += in.varbit();
      value += delta;
    }
  }

  private static final class WholeCounts implements Counts {
    private final Counter count = new Counter();
    private final Counter zeros = new Counter();
    // Each the difference to the bucket before it on its side.
    private final Counter[] buckets;
    private final int positive;

    WholeCounts(BucketLayout layout) {
      buckets = counters(layout.size());
      positive = layout.positive().length;
    }

    private static Counter[] counters(int size) {
      var counters = new Counter[size];
      for (int i = 0; i < size; i++) {
        counters[i] = new Counter();
      }
      return counters;
    }

    @Override
    public void readFirst(BitInput in, XorValue sum) {
      count.value = in.unsignedVarbit();
      zeros.value = in.unsignedVarbit();
      sum.clear(in.number());
      for (var bucket : buckets) {
        bucket.value = in.varbit();
      }
    }

    @Override
    public List<Changing> totals() {
      return List.of(count, zeros);
    }

    @Override
    public List<Changing> buckets() {
      return List.of(buckets);
    }

    @Override
    public Histogram histogram(BucketLayout layout, ResetHint hint, double sum) {
      var counts = new double[buckets.length];
      long current = 0;
      for (int i = 0; i < counts.length; i++) {
        current = i == positive ? buckets[i].value : current + buckets[i].value;
        counts[i] = current;
      }
      return new Histogram(layout, hint, (double) count.value, sum, (double) zeros.value, counts);
    }
  }

  private static final class FloatCounts implements Counts {
    private final XorValue count = new XorValue();
    private final XorValue zeros = new XorValue();
    private final XorValue[] buckets;

    FloatCounts(int size) {
      buckets = new XorValue[size];
      for (int i = 0; i < size; i++) {
        buckets[i] = new XorValue();
      }
    }

    @Override
    public void readFirst(BitInput in, XorValue sum) {
      count.clear(in.number());
      zeros.clear(in.number());
      sum.clear(in.number());
      for (var bucket : buckets) {
        bucket.clear(in.number());
      }
    }

    @Override
    public List<Changing> totals() {
      return List.of(count, zeros);
    }

    @Override
    public List<Changing> buckets() {
      return List.of(buckets);
    }

    @Override
    public Histogram histogram(BucketLayout layout, ResetHint hint, double sum) {
      var counts = new double[buckets.length];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = buckets[i].value();
      }
      return new Histogram(layout, hint, count.value(), sum, zeros.value(), counts);
    }
  }
}
