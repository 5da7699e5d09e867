package io.tocsin.notify;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an integration remembers of one group from notification to notification: the id of the
/// message to update, of the ticket it opened. Kept with the notification log, forgotten when the
/// group begins anew. Safe for use by many threads.
public final class ReceiverMemory {
  private static final int ENTRIES_MAX = 32;
  private static final int TEXT_MAX = 4_096;

  private final TreeMap<String, String> entries;

  public ReceiverMemory(Map<String, String> entries) {
    this.entries = new TreeMap<>(entries);
  }

  public synchronized @Nullable String find(String key) {
    return entries.get(key);
  }

  /// Remembers a text; an empty one is forgotten.
  ///
  /// @throws IllegalArgumentException if it is longer than 4,096 characters, or the 33rd
  public synchronized void put(String key, String value) {
    if (value.isEmpty()) {
      entries.remove(key);
      return;
    }
    if (value.length() > TEXT_MAX) {
      throw new IllegalArgumentException(
          key + ": " + value.length() + " characters (expected: at most " + TEXT_MAX + ")");
    }
    if (entries.size() == ENTRIES_MAX && !entries.containsKey(key)) {
      throw new IllegalArgumentException(
          key + ": one more entry (expected: at most " + ENTRIES_MAX + ")");
    }
    entries.put(key, value);
  }

  /// Returns everything as it is now.
  public synchronized Map<String, String> entries() {
    return Map.copyOf(entries);
  }
}
