package io.tocsin.rules.send;

import io.tocsin.model.Alert;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/// Alerts that wait, the oldest first; when there are too many the oldest go. Safe for use by many
/// threads.
final class AlertQueue {
  private final int max;
  private final Deque<Alert> waiting = new ArrayDeque<>();
  private boolean closed;

  AlertQueue(int max) {
    this.max = max;
  }

  /// Returns how many alerts were pushed out.
  synchronized int add(Collection<Alert> alerts) {
    if (closed) {
      return 0;
    }
    waiting.addAll(alerts);
    int out = Math.max(0, waiting.size() - max);
    for (int i = 0; i < out; i++) {
      waiting.removeFirst();
    }
    notifyAll();
    return out;
  }

  synchronized int size() {
    return waiting.size();
  }

  /// Waits for alerts and takes at most so many; none once the queue is closed and empty.
  synchronized List<Alert> take(int batch) throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    var taken = new ArrayList<Alert>();
    while (taken.size() < batch && !waiting.isEmpty()) {
      taken.add(waiting.removeFirst());
    }
    return taken;
  }

  /// Takes no more; returns how many of those that wait were dropped.
  synchronized int close(boolean keeps) {
    closed = true;
    int gone = keeps ? 0 : waiting.size();
    if (!keeps) {
      waiting.clear();
    }
    notifyAll();
    return gone;
  }
}
