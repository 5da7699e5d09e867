package io.tocsin.tsdb.exemplars;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Exemplars by position, in columns. Each has a number, from 0, that says when it came; the last
/// `size()` of them are there. For one thread at a time.
final class Ring {
  private static final int NONE = -1;
  private static final int FIRST_ROOM = 256;
  private static final int COLUMN_BYTES = 8 + 8 + 4 + 4 + 4 + 4 + 1;
  private static final int OBJECT_BYTES = 40;

  private final int most;
  private final Map<LabelBytes, Chain> chains = new HashMap<>();
  private long[] times = new long[0];
  private double[] values = new double[0];
  private LabelBytes[] labels = new LabelBytes[0];
  private Chain[] owners = new Chain[0];
  private int[] before = new int[0];
  private int[] after = new int[0];
  private boolean[] ownTimes = new boolean[0];
  private final long base;
  private long end;
  private int size;
  private long labelBytes;

  /// The exemplars of one series, by time.
  static final class Chain {
    final LabelBytes series;
    int oldest = NONE;
    int newest = NONE;

    Chain(LabelBytes series) {
      this.series = series;
    }

    boolean isEmpty() {
      return oldest == NONE;
    }
  }

  /// @param base the number of the first that comes
  Ring(int most, long base) {
    this.most = most;
    this.base = base;
    this.end = base;
  }

  int most() {
    return most;
  }

  int size() {
    return size;
  }

  int series() {
    return chains.size();
  }

  /// Returns the number of the one that comes next.
  long end() {
    return end;
  }

  /// About what it takes of the heap.
  long bytes() {
    return labelBytes + (long) COLUMN_BYTES * times.length;
  }

  Iterable<Chain> chains() {
    return chains.values();
  }

  @Nullable Chain chain(LabelBytes series) {
    return chains.get(series);
  }

  private int position(long number) {
    return (int) ((number - base) % most);
  }

  /// Returns the position of the exemplar that came first of those that are there.
  int first() {
    return position(end - size);
  }

  long time(int position) {
    return times[position];
  }

  double value(int position) {
    return values[position];
  }

  LabelBytes labels(int position) {
    return labels[position];
  }

  boolean ownTime(int position) {
    return ownTimes[position];
  }

  /// Returns the position behind it in its series by time, or a negative number.
  int next(int position) {
    return after[position];
  }

  /// Returns the exemplar of that number.
  Incoming get(long number) {
    int at = position(number);
    return new Incoming(owners[at].series, labels[at], values[at], times[at], ownTimes[at]);
  }

  /// Returns the last position of the chain that is not after the time, or a negative number.
  int notAfter(Chain chain, long time) {
    int at = chain.newest;
    while (at != NONE && times[at] > time) {
      at = before[at];
    }
    return at;
  }

  /// Adds an exemplar, in the place of the first where there is no more room.
  void add(Incoming exemplar) {
    if (size == most) {
      remove(first());
    }
    int at = position(end++);
    size++;
    reserve(at + 1);
    // Asked for after the removal, which may have taken the chain away.
    var chain = chains.computeIfAbsent(exemplar.series, this::begin);
    times[at] = exemplar.time;
    values[at] = exemplar.value;
    labels[at] = exemplar.labels;
    ownTimes[at] = exemplar.ownTime;
    owners[at] = chain;
    labelBytes += OBJECT_BYTES + exemplar.labels.length();
    link(chain, notAfter(chain, exemplar.time), at);
  }

  private Chain begin(LabelBytes series) {
    labelBytes += 3 * OBJECT_BYTES + series.length();
    return new Chain(series);
  }

  private void link(Chain chain, int behind, int at) {
    int next = behind == NONE ? chain.oldest : after[behind];
    before[at] = behind;
    after[at] = next;
    if (behind == NONE) {
      chain.oldest = at;
    } else {
      after[behind] = at;
    }
    if (next == NONE) {
      chain.newest = at;
    } else {
      before[next] = at;
    }
  }

  private void remove(int at) {
    var chain = owners[at];
    if (before[at] == NONE) {
      chain.oldest = after[at];
    } else {
      after[before[at]] = after[at];
    }
    if (after[at] == NONE) {
      chain.newest = before[at];
    } else {
      before[after[at]] = before[at];
    }
    labelBytes -= OBJECT_BYTES + labels[at].length();
    if (chain.isEmpty()) {
      chains.remove(chain.series);
      labelBytes -= 3 * OBJECT_BYTES + chain.series.length();
    }
    size--;
  }

  private void reserve(int room) {
    if (room > times.length) {
      int wider = Math.min(most, Math.max(FIRST_ROOM, 2 * times.length));
      times = Arrays.copyOf(times, wider);
      values = Arrays.copyOf(values, wider);
      labels = Arrays.copyOf(labels, wider);
      owners = Arrays.copyOf(owners, wider);
      before = Arrays.copyOf(before, wider);
      after = Arrays.copyOf(after, wider);
      ownTimes = Arrays.copyOf(ownTimes, wider);
    }
  }
}
