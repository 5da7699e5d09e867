package io.tocsin.notify.dispatch;

import io.tocsin.model.Labels;
import java.util.HashMap;
import java.util.Map;

/// The alerts of one name that are admitted; one that is over makes room. For one thread.
final class NameLimit {
  private final int max;
  private final Map<Labels, Long> ends = new HashMap<>();

  NameLimit(int max) {
    this.max = max;
  }

  boolean admits(Labels labels, long endMillis, long nowMillis) {
    if (!ends.containsKey(labels) && ends.size() >= max) {
      var oldest = ends.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
      if (oldest.getValue() >= nowMillis) {
        return false;
      }
      ends.remove(oldest.getKey());
    }
    ends.put(labels, endMillis);
    return true;
  }

  boolean isStale(long nowMillis) {
    return ends.values().stream().allMatch(end -> end < nowMillis);
  }
}
