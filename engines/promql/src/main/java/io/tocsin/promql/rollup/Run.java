package io.tocsin.promql.rollup;

import io.tocsin.model.Histogram;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import org.jspecify.annotations.Nullable;

/// The samples of one series without staleness markers, and for every step which of them lie in its
/// window: floats from `low[step]` to before `high[step]`, and histograms, if there are any, apart
/// in a [HistogramRun]. Reused from series to series.
public final class Run {
  public final Windows windows;
  public final int[] low;
  public final int[] high;
  private final SampleBuffer buffer = new SampleBuffer();
  private final boolean keepsStarts;
  private @Nullable HistogramRun histograms;
  private boolean hasHistograms;

  public Run(Windows windows) {
    this(windows, false);
  }

  /// @param keepsStarts whether it matters since when counters count
  public Run(Windows windows, boolean keepsStarts) {
    this.windows = windows;
    this.keepsStarts = keepsStarts;
    this.low = new int[windows.steps().count()];
    this.high = new int[windows.steps().count()];
  }

  /// Returns the buffer to fill, cleared.
  public SampleBuffer cleared() {
    buffer.clear();
    return buffer;
  }

  public long[] times() {
    return buffer.timestamps();
  }

  public double[] values() {
    return buffer.values();
  }

  public int size() {
    return buffer.size();
  }

  public int steps() {
    return low.length;
  }

  /// Returns since when the float at a position counts, 0 if that is unknown or does not matter.
  public long start(int position) {
    long[] starts = keepsStarts ? buffer.starts() : null;
    return starts == null ? 0 : starts[position];
  }

  /// Tells whether it is known of any sample since when it counts, and whether that matters.
  public boolean hasStarts() {
    return keepsStarts && (buffer.starts() != null || (hasHistograms && histograms().hasStarts()));
  }

  public boolean hasHistograms() {
    return hasHistograms;
  }

  /// The histograms; only where there are any.
  public HistogramRun histograms() {
    if (histograms == null) {
      histograms = new HistogramRun(low.length);
    }
    return histograms;
  }

  /// Drops staleness markers, parts histograms from floats and finds the windows.
  ///
  /// @return how many samples the windows hold, counted per window
  public long arrange() {
    dropMarkers();
    hasHistograms = buffer.histograms() != null;
    if (hasHistograms) {
      part();
    }
    long inWindows = windows.find(buffer.timestamps(), buffer.size(), low, high);
    return hasHistograms ? inWindows + histograms().arrange(windows) : inWindows;
  }

  /// Returns how many samples the windows hold, those that several share counted once.
  public long distinct() {
    long distinct = distinct(low, high);
    return hasHistograms ? distinct + histograms().distinct() : distinct;
  }

  static long distinct(int[] low, int[] high) {
    long distinct = 0;
    int before = 0;
    for (int step = 0; step < low.length; step++) {
      distinct += Math.max(0, high[step] - Math.max(low[step], before));
      before = Math.max(before, high[step]);
    }
    return distinct;
  }

  private void dropMarkers() {
    var times = buffer.timestamps();
    var values = buffer.values();
    int size = buffer.size();
    int kept = 0;
    while (kept < size && !StaleNan.is(values[kept])) {
      kept++;
    }
    if (kept == size) {
      return;
    }
    if (buffer.histograms() != null || buffer.starts() != null) {
      dropMarkersOf(kept);
      return;
    }
    for (int i = kept; i < size; i++) {
      if (!StaleNan.is(values[i])) {
        times[kept] = times[i];
        values[kept++] = values[i];
      }
    }
    buffer.truncate(kept);
  }

  /// Drops markers from a run with more columns than two.
  private void dropMarkersOf(int first) {
    var rest = new SampleBuffer();
    for (int i = first; i < buffer.size(); i++) {
      if (!StaleNan.is(buffer.values()[i])) {
        rest.addFrom(buffer, i);
      }
    }
    buffer.truncate(first);
    for (int i = 0; i < rest.size(); i++) {
      buffer.addFrom(rest, i);
    }
  }

  private void part() {
    var own = histograms();
    own.clear();
    var floats = new SampleBuffer();
    for (int i = 0; i < buffer.size(); i++) {
      Histogram histogram = buffer.histogram(i);
      if (histogram == null) {
        floats.addFrom(buffer, i);
      } else {
        long[] starts = keepsStarts ? buffer.starts() : null;
        own.add(buffer.timestamps()[i], histogram, starts == null ? 0 : starts[i]);
      }
    }
    buffer.clear();
    for (int i = 0; i < floats.size(); i++) {
      buffer.addFrom(floats, i);
    }
  }
}
