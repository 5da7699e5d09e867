package io.tocsin.tsdb.chunk;

import io.tocsin.model.SampleBuffer;
import java.util.Arrays;

/// Puts samples of one series in order.
public final class SampleRuns {
  private static final int INDEX_BITS = 20;

  private SampleRuns() {}

  /// Makes one ascending run of the two that follow each other in the buffer, from `start` and from
  /// `second` to its end. Of two samples at one time the first run's counts.
  public static void interleave(SampleBuffer out, int start, int second) {
    int end = out.size();
    if (second == start
        || second == end
        || out.timestamps()[second - 1] < out.timestamps()[second]) {
      return;
    }
    int at = Arrays.binarySearch(out.timestamps(), start, second, out.timestamps()[second]);
    int from = at < 0 ? -at - 1 : at;
    var times = Arrays.copyOfRange(out.timestamps(), from, end);
    var values = Arrays.copyOfRange(out.values(), from, end);
    out.truncate(from);
    int border = second - from;
    int left = 0;
    int right = border;
    while (left < border || right < times.length) {
      boolean takeLeft = right == times.length || (left < border && times[left] <= times[right]);
      if (takeLeft && right < times.length && times[left] == times[right]) {
        right++;
      }
      int taken = takeLeft ? left++ : right++;
      out.add(times[taken], values[taken]);
    }
  }

  /// Sorts what stands in the buffer from `start` on by time; of equal times the first stays.
  public static void sort(SampleBuffer out, int start) {
    int count = out.size() - start;
    if (isAscending(out, start)) {
      return;
    }
    var times = Arrays.copyOfRange(out.timestamps(), start, out.size());
    var values = Arrays.copyOfRange(out.values(), start, out.size());
    out.truncate(start);
    for (int i : order(times, count)) {
      if (out.size() == start || out.timestamps()[out.size() - 1] < times[i]) {
        out.add(times[i], values[i]);
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
}
