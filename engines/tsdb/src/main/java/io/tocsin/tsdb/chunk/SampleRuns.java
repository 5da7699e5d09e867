package io.tocsin.tsdb.chunk;

import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.SampleBuffer;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Puts samples of one series in order, and takes some out. A histogram that gets another one
/// before it no longer says how it goes on from there.
public final class SampleRuns {
  private static final int INDEX_BITS = 20;

  private SampleRuns() {}

  /// Makes one ascending run of the two that follow each other in the buffer, from `start` and from
  /// `second` to its end. Of two samples at one time the first run's counts.
  public static void interleave(SampleBuffer out, int start, int second) {
    int end = out.size();
    if (second == start || second == end) {
      return;
    }
    if (out.timestamps()[second - 1] < out.timestamps()[second]) {
      loosen(out, second, false);
      return;
    }
    int at = Arrays.binarySearch(out.timestamps(), start, second, out.timestamps()[second]);
    int from = at < 0 ? -at - 1 : at;
    int border = second - from;
    if (RunCodec.isPlain(out)) {
      var times = Arrays.copyOfRange(out.timestamps(), from, end);
      var values = Arrays.copyOfRange(out.values(), from, end);
      out.truncate(from);
      merge(times, times.length, border, taken -> out.add(times[taken], values[taken]));
    } else {
      var rest = takeAway(out, from);
      var taking = new Taking(rest, out, border);
      merge(rest.timestamps(), rest.size(), border, taking::take);
    }
  }

  private interface Taker {
    void take(int position);
  }

  private static void merge(long[] times, int end, int border, Taker taker) {
    int left = 0;
    int right = border;
    while (left < border || right < end) {
      boolean takeLeft = right == end || (left < border && times[left] <= times[right]);
      if (takeLeft && right < end && times[left] == times[right]) {
        right++;
      }
      taker.take(takeLeft ? left++ : right++);
    }
  }

  /// Takes samples from one buffer to another; what had another one before it is not sure any more
  /// how it goes on.
  private static final class Taking {
    private final SampleBuffer from;
    private final SampleBuffer to;
    private final int border;
    private int previous = -1;

    Taking(SampleBuffer from, SampleBuffer to, int border) {
      this.from = from;
      this.to = to;
      this.border = border;
    }

    void take(int position) {
      to.addFrom(from, position);
      if (position != previous + 1 || position == border) {
        loosen(to, to.size() - 1, false);
      }
      previous = position;
    }
  }

  /// Makes unknown what the histogram at a position says of the one before it.
  ///
  /// @param keepsReset whether it may still say that counting began anew: the one before was
  ///   further away, and nothing came between
  private static void loosen(SampleBuffer out, int position, boolean keepsReset) {
    @Nullable Histogram[] histograms = out.histograms();
    var histogram = histograms == null ? null : histograms[position];
    if (histograms == null || histogram == null) {
      return;
    }
    boolean lost =
        switch (histogram.hint()) {
          case NOT_RESET -> true;
          case RESET -> !keepsReset;
          case UNKNOWN, GAUGE -> false;
        };
    if (lost) {
      histograms[position] = histogram.withHint(ResetHint.UNKNOWN);
    }
  }

  /// Returns what stands in the buffer from `start` on, which is cut off there.
  private static SampleBuffer takeAway(SampleBuffer out, int start) {
    var rest = new SampleBuffer();
    rest.reserve(out.size() - start);
    for (int i = start; i < out.size(); i++) {
      rest.addFrom(out, i);
    }
    out.truncate(start);
    return rest;
  }

  /// Sorts what stands in the buffer from `start` on by time; of equal times the first stays.
  public static void sort(SampleBuffer out, int start) {
    int count = out.size() - start;
    if (isAscending(out, start)) {
      return;
    }
    var times = Arrays.copyOfRange(out.timestamps(), start, out.size());
    if (RunCodec.isPlain(out)) {
      var values = Arrays.copyOfRange(out.values(), start, out.size());
      out.truncate(start);
      sort(times, count, out, i -> out.add(times[i], values[i]));
    } else {
      var taking = new Taking(takeAway(out, start), out, 0);
      sort(times, count, out, taking::take);
    }
  }

  private static void sort(long[] times, int count, SampleBuffer out, Taker taker) {
    int start = out.size();
    for (int i : order(times, count)) {
      if (out.size() == start || out.timestamps()[out.size() - 1] < times[i]) {
        taker.take(i);
      }
    }
  }

  private static boolean isAscending(SampleBuffer out, int start) {
    for (int i = start + 1; i < out.size(); i++) {
      if (out.timestamps()[i - 1] >= out.timestamps()[i]) {
        return false;
      }
    }
    return true;
  }

  private static int[] order(long[] times, int count) {
    long base = Arrays.stream(times).min().orElse(0);
    long span = Arrays.stream(times).max().orElse(0) - base;
    var order = new int[count];
    if (count < 1 << INDEX_BITS && span >= 0 && span < 1L << (63 - INDEX_BITS)) {
      var keys = new long[count];
      for (int i = 0; i < count; i++) {
        keys[i] = ((times[i] - base) << INDEX_BITS) | i;
      }
      Arrays.sort(keys);
      for (int i = 0; i < count; i++) {
        order[i] = (int) keys[i] & ((1 << INDEX_BITS) - 1);
      }
      return order;
    }
    var boxed = new Integer[count];
    Arrays.setAll(boxed, i -> i);
    Arrays.sort(boxed, (a, b) -> Long.compare(times[a], times[b]));
    Arrays.setAll(order, i -> boxed[i]);
    return order;
  }

  /// Takes out what stands in the buffer from `start` on at times that are gone; true if there was
  /// such a sample.
  public static boolean remove(SampleBuffer out, int start, LongPredicate gone) {
    int size = out.size();
    @Nullable Histogram[] histograms = out.histograms();
    long[] starts = out.starts();
    int kept = start;
    boolean gap = false;
    for (int i = start; i < size; i++) {
      if (gone.test(out.timestamps()[i])) {
        gap = true;
        continue;
      }
      out.timestamps()[kept] = out.timestamps()[i];
      out.values()[kept] = out.values()[i];
      if (starts != null) {
        starts[kept] = starts[i];
      }
      if (histograms != null) {
        histograms[kept] = histograms[i];
      }
      if (gap) {
        loosen(out, kept, true);
        gap = false;
      }
      kept++;
    }
    out.truncate(kept);
    return kept < size;
  }

  /// Takes out what stands in the buffer from `start` on and lies outside the two times.
  public static void cut(SampleBuffer out, int start, long minMillis, long maxMillis) {
    int end = out.size();
    if (end > start
        && (out.timestamps()[start] < minMillis || out.timestamps()[end - 1] > maxMillis)) {
      remove(out, start, time -> time < minMillis || time > maxMillis);
    }
  }
}
