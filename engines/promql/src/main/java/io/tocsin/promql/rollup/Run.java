package io.tocsin.promql.rollup;

import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;

/// The samples of one series without staleness markers, and for every step which of them lie in its
/// window: from `low[step]` to before `high[step]`. Reused from series to series.
public final class Run {
  public final Windows windows;
  public final int[] low;
  public final int[] high;
  private final SampleBuffer buffer = new SampleBuffer();

  public Run(Windows windows) {
    this.windows = windows;
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

  /// Drops staleness markers and finds the windows.
  ///
  /// @return how many samples the windows hold, counted per window
  public long arrange() {
    dropMarkers();
    var times = buffer.timestamps();
    int size = buffer.size();
    int first = 0;
    int end = 0;
    long inWindows = 0;
    for (int step = 0; step < low.length; step++) {
      long from = windows.start(step);
      long to = windows.end(step);
      while (end < size && times[end] <= to) {
        end++;
      }
      while (first < end && times[first] <= from) {
        first++;
      }
      low[step] = first;
      high[step] = end;
      inWindows += end - first;
    }
    return inWindows;
  }

  private void dropMarkers() {
    var times = buffer.timestamps();
    var values = buffer.values();
    int size = buffer.size();
    int kept = 0;
    while (kept < size && !StaleNan.is(values[kept])) {
      kept++;
    }
    for (int i = kept; i < size; i++) {
      if (!StaleNan.is(values[i])) {
        times[kept] = times[i];
        values[kept++] = values[i];
      }
    }
    buffer.truncate(kept);
  }
}
