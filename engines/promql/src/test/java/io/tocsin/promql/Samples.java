package io.tocsin.promql;

import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.promql.script.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Fills a store in memory.
final class Samples {
  private Samples() {}

  static void add(MemoryStore store, Labels labels, long timestampMillis, double value) {
    try (var appender = store.appender(0)) {
      appender.append(appender.series(labels), timestampMillis, value);
      appender.commit(Durability.WRITTEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds samples every `stepMillis` from 0.
  static void addAll(MemoryStore store, Labels labels, long stepMillis, double... values) {
    for (int i = 0; i < values.length; i++) {
      add(store, labels, i * stepMillis, values[i]);
    }
  }
}
