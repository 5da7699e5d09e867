package io.tocsin.tsdb.head;

import io.tocsin.model.Histogram;
import io.tocsin.model.SampleBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The newest full samples (histograms, and floats with a start timestamp) of those series that
/// have some, on the heap: as many as make a chunk worth while. Series of plain floats cost nothing
/// here.
///
/// Guarded by the head's sample lock.
final class OpenRuns {
  /// How many samples make a chunk: before that a histogram takes some hundred bytes, a float 24.
  static final int SAMPLES_MAX = 32;

  private int[] slots = new int[64];
  private @Nullable Run[] runs = new Run[64];
  private int size;

  /// Full samples of one series, all histograms or all floats.
  static final class Run {
    private final int slot;
    private long[] times = new long[4];
    private long[] bits = new long[4];
    private @Nullable Histogram @Nullable [] histograms;
    private long @Nullable [] starts;
    private int size;

    Run(int slot) {
      this.slot = slot;
    }

    private Run(Run other) {
      slot = other.slot;
      size = other.size;
      times = Arrays.copyOf(other.times, size);
      bits = Arrays.copyOf(other.bits, size);
      histograms = other.histograms == null ? null : Arrays.copyOf(other.histograms, size);
      starts = other.starts == null ? null : Arrays.copyOf(other.starts, size);
    }

    int slot() {
      return slot;
    }

    int size() {
      return size;
    }

    long firstTime() {
      return times[0];
    }

    long lastTime() {
      return times[size - 1];
    }

    boolean hasHistograms() {
      return histograms != null;
    }

    /// Tells whether a further sample of that kind belongs to a next run.
    boolean isFull(boolean histogram) {
      return size > 0 && (size >= SAMPLES_MAX || hasHistograms() != histogram);
    }

    void add(SampleBatch batch, int i) {
      if (size == times.length) {
        times = Arrays.copyOf(times, size * 2);
        bits = Arrays.copyOf(bits, size * 2);
        histograms = histograms == null ? null : Arrays.copyOf(histograms, size * 2);
        starts = starts == null ? null : Arrays.copyOf(starts, size * 2);
      }
      times[size] = batch.time(i);
      bits[size] = batch.bits(i);
      var histogram = batch.histogram(i);
      if (histogram != null) {
        histograms = histograms == null ? new Histogram[times.length] : histograms;
        histograms[size] = shared(histogram, size == 0 ? null : histograms[size - 1]);
      }
      if (batch.start(i) != 0) {
        starts = starts == null ? new long[times.length] : starts;
        starts[size] = batch.start(i);
      }
      size++;
    }

    /// Lets the histogram share the layout of the one before it where they are equal.
    @SuppressWarnings("ReferenceEquality") // That they are one is what is wanted.
    private static Histogram shared(Histogram histogram, @Nullable Histogram before) {
      if (before == null
          || before.layout() == histogram.layout()
          || !before.layout().equals(histogram.layout())) {
        return histogram;
      }
      return new Histogram(
          before.layout(),
          histogram.hint(),
          histogram.count(),
          histogram.sum(),
          histogram.zeroCount(),
          histogram.buckets());
    }

    /// Appends the samples that lie between the two times, both included.
    void read(long min, long max, SampleBuffer out) {
      for (int i = 0; i < size; i++) {
        if (times[i] >= min && times[i] <= max) {
          var histogram = histograms == null ? null : histograms[i];
          if (histogram == null) {
            out.add(times[i], Double.longBitsToDouble(bits[i]));
          } else {
            out.add(times[i], histogram);
          }
          if (starts != null) {
            out.startAt(out.size() - 1, starts[i]);
          }
        }
      }
    }

    Run copy() {
      return new Run(this);
    }
  }

  private int find(int slot) {
    int mask = slots.length - 1;
    int i = ideal(slot, mask);
    while (slots[i] != 0 && slots[i] != slot) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private static int ideal(int slot, int mask) {
    return ((slot * 0x9e37_79b9) >>> 7) & mask;
  }

  /// Returns the run of the series, or null.
  @Nullable Run get(int slot) {
    return runs[find(slot)];
  }

  /// Returns the run of the series, begun if there is none.
  Run begin(int slot) {
    if ((size + 1) * 2 > slots.length) {
      grow();
    }
    int at = find(slot);
    var run = runs[at];
    if (run == null) {
      run = new Run(slot);
      slots[at] = slot;
      runs[at] = run;
      size++;
    }
    return run;
  }

  private void grow() {
    var old = runs;
    slots = new int[old.length * 2];
    runs = new Run[old.length * 2];
    for (var run : old) {
      if (run != null) {
        int at = find(run.slot);
        slots[at] = run.slot;
        runs[at] = run;
      }
    }
  }

  /// Takes the run of the series away and returns it, null if there is none.
  @Nullable Run remove(int slot) {
    int hole = find(slot);
    var removed = runs[hole];
    if (removed == null) {
      return null;
    }
    int mask = slots.length - 1;
    for (int i = (hole + 1) & mask; slots[i] != 0; i = (i + 1) & mask) {
      if (((i - ideal(slots[i], mask)) & mask) >= ((i - hole) & mask)) {
        slots[hole] = slots[i];
        runs[hole] = runs[i];
        hole = i;
      }
    }
    slots[hole] = 0;
    runs[hole] = null;
    size--;
    return removed;
  }

  int size() {
    return size;
  }

  void forEach(Consumer<Run> action) {
    for (var run : runs) {
      if (run != null) {
        action.accept(run);
      }
    }
  }
}
