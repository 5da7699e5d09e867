package io.tocsin.collect.write;

import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import java.nio.charset.StandardCharsets;

/// Decodes one `prometheus.MetricMetadata`. For one thread.
final class MetadataDecoder {
  private static final int TYPE = 1 << 3;
  private static final int FAMILY = 2 << 3 | 2;
  private static final int HELP = 4 << 3 | 2;
  private static final int UNIT = 5 << 3 | 2;

  private final byte[] bytes;
  private String family = "";
  private MetricMetadata metadata = new MetricMetadata(MetricType.UNKNOWN, "", "");

  MetadataDecoder(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads the message to which the cursor is narrowed.
  void read(ProtoCursor cursor) {
    long type = 0;
    var help = "";
    var unit = "";
    family = "";
    while (cursor.more()) {
      int tag = cursor.tag();
      switch (tag) {
        case TYPE -> type = cursor.varint();
        case FAMILY -> family = text(cursor);
        case HELP -> help = text(cursor);
        case UNIT -> unit = text(cursor);
        default -> cursor.skip(tag);
      }
    }
    metadata = new MetricMetadata(type(type), unit, help);
  }

  String family() {
    return family;
  }

  MetricMetadata metadata() {
    return metadata;
  }

  private String text(ProtoCursor cursor) {
    int end = cursor.fieldEnd();
    int from = cursor.position();
    cursor.jump(end);
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private static MetricType type(long number) {
    return switch (Math.clamp(number, 0, 8)) {
      case 1 -> MetricType.COUNTER;
      case 2 -> MetricType.GAUGE;
      case 3 -> MetricType.HISTOGRAM;
      case 4 -> MetricType.GAUGE_HISTOGRAM;
      case 5 -> MetricType.SUMMARY;
      case 6 -> MetricType.INFO;
      case 7 -> MetricType.STATESET;
      default -> MetricType.UNKNOWN;
    };
  }
}
