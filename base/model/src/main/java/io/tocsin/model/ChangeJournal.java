package io.tocsin.model;

/// From which time on a store differs from what it was: all that is kept of a change is the oldest
/// time that it touched. Whoever keeps something made from samples takes a [#mark] before it reads,
/// and asks later what [#changedSince] it.
///
/// A change is announced before a reader can see any of it and reported as over when all of it can
/// be seen; meanwhile it counts as one made now. Memory is bounded: of marks between which much
/// lies, some are forgotten, and the changes between their neighbours seem a little older.
///
/// Safe for use by many threads.
public final class ChangeJournal {
  private static final int KEPT_MAX = 256;

  // Marks rise, and so do times: what a later change is older than, nobody needs to know.
  private final long[] marks = new long[KEPT_MAX];
  private final long[] times = new long[KEPT_MAX];
  private int size;
  private long mark;
  private long sinceMark = Long.MAX_VALUE;
  private long underWay = Long.MAX_VALUE;
  private int changes;

  /// Returns a mark that is behind all changes that are over.
  public synchronized long mark() {
    if (sinceMark != Long.MAX_VALUE) {
      keep(mark, sinceMark);
      sinceMark = Long.MAX_VALUE;
    }
    return ++mark;
  }

  private void keep(long upTo, long time) {
    while (size > 0 && times[size - 1] >= time) {
      size--;
    }
    if (size == KEPT_MAX) {
      thin();
    }
    marks[size] = upTo;
    times[size++] = time;
  }

  /// Joins neighbours: their changes are as old as the older one's and as late as the later one's.
  private void thin() {
    for (int i = 0; i < KEPT_MAX / 2; i++) {
      marks[i] = marks[2 * i + 1];
      times[i] = times[2 * i];
    }
    size = KEPT_MAX / 2;
  }

  /// Returns a time before which nothing has changed since the mark; `Long.MAX_VALUE` if nothing
  /// has at all.
  public synchronized long changedSince(long since) {
    long oldest = Math.min(sinceMark, underWay);
    for (int i = size - 1; i >= 0 && marks[i] >= since; i--) {
      oldest = Math.min(oldest, times[i]);
    }
    return oldest;
  }

  /// Announces a change of samples from this time on; [#end] is to follow, whatever happens.
  public synchronized void begin(long fromMillis) {
    changes++;
    underWay = Math.min(underWay, fromMillis);
  }

  /// Reports that a change is over.
  public synchronized void end(long fromMillis) {
    sinceMark = Math.min(sinceMark, fromMillis);
    if (--changes == 0) {
      underWay = Long.MAX_VALUE;
    }
  }
}
