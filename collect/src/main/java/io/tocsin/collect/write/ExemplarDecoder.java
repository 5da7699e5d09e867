package io.tocsin.collect.write;

import io.tocsin.model.Exemplar;
import org.jspecify.annotations.Nullable;

/// Decodes `prometheus.Exemplar`.
final class ExemplarDecoder {
  private static final int VALUE = 2 << 3 | 1;
  private static final int TIMESTAMP = 3 << 3;

  private ExemplarDecoder() {}

  /// Reads the message to which the cursor is narrowed; null where its labels cannot be used. Its
  /// time is 0 where it has none.
  static @Nullable Exemplar read(ProtoCursor cursor, byte[] bytes) {
    var labels = new LabelsDecoder(bytes);
    int from = cursor.position();
    double value = 0;
    long timestampMillis = 0;
    while (cursor.more()) {
      int tag = cursor.tag();
      switch (tag) {
        case VALUE -> value = cursor.fixedDouble();
        case TIMESTAMP -> timestampMillis = cursor.varint();
        default -> cursor.skip(tag);
      }
    }
    labels.readNameless(from, cursor.position());
    return labels.problem().isEmpty()
        ? new Exemplar(labels.labels(), value, timestampMillis)
        : null;
  }
}
