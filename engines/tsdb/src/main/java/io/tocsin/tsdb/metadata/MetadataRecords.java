package io.tocsin.tsdb.metadata;

import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.metadata.MetadataStore.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The payloads of metadata in log and checkpoint.
public final class MetadataRecords {
  private MetadataRecords() {}

  public static void write(List<Entry> entries, ByteWriter out) {
    for (var entry : entries) {
      text(entry.family(), out);
      out.u8(code(entry.metadata().type()));
      text(entry.metadata().unit(), out);
      text(entry.metadata().help(), out);
    }
  }

  private static void text(String text, ByteWriter out) {
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    out.varint(encoded.length);
    out.bytes(encoded, 0, encoded.length);
  }

  static List<Entry> read(ByteReader in) {
    var entries = new ArrayList<Entry>();
    while (in.remaining() > 0) {
      var family = text(in);
      var type = type(in.u8(), in);
      var unit = text(in);
      entries.add(new Entry(family, new MetricMetadata(type, unit, text(in))));
    }
    return entries;
  }

  private static String text(ByteReader in) {
    int length = in.count(in.remaining(), "length of a text");
    return new String(in.bytes(length), StandardCharsets.UTF_8);
  }

  private static int code(MetricType type) {
    return switch (type) {
      case UNKNOWN -> 0;
      case COUNTER -> 1;
      case GAUGE -> 2;
      case HISTOGRAM -> 3;
      case GAUGE_HISTOGRAM -> 4;
      case SUMMARY -> 5;
      case INFO -> 6;
      case STATESET -> 7;
    };
  }

  private static MetricType type(int code, ByteReader in) {
    for (var type : MetricType.values()) {
      if (code(type) == code) {
        return type;
      }
    }
    throw in.corrupt("metric type: " + code + " (expected: 0 to 7)");
  }
}
