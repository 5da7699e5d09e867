package io.tocsin.tsdb.head;

import java.util.TreeMap;

/// Knows which readers are open, so that what they may still see is freed only after the last of
/// them. Safe for use by many threads.
public final class Epochs {
  private final TreeMap<Long, Integer> open = new TreeMap<>();
  private long epoch = 1;

  /// Begins a reader and returns its epoch.
  public synchronized long enter() {
    open.merge(epoch, 1, Integer::sum);
    return epoch;
  }

  public synchronized void leave(long entered) {
    open.computeIfPresent(entered, (key, readers) -> readers == 1 ? null : readers - 1);
  }

  /// Ends the current epoch and returns it: whoever enters from now on is of a later one.
  public synchronized long advance() {
    return epoch++;
  }

  /// Tells whether every reader of the epoch and of those before it has left.
  public synchronized boolean left(long ended) {
    return open.isEmpty() || open.firstKey() > ended;
  }

  public synchronized int readers() {
    return open.values().stream().mapToInt(Integer::intValue).sum();
  }
}
