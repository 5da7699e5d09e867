package io.tocsin.e2e;

import io.airlift.compress.v3.snappy.SnappyCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Builds one remote-write 1.0 request: protobuf in a snappy block.
final class WriteRequest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// Adds one series with its samples, milliseconds to bits of the value.
  WriteRequest add(Map<String, String> labels, NavigableMap<Long, Long> samples) {
    var series = new ByteArrayOutputStream();
    labels(series, labels);
    samples.forEach((millis, bits) -> {
      var sample = new ByteArrayOutputStream();
      real(sample, 1, Double.longBitsToDouble(bits));
      number(sample, 2, millis);
      field(series, 2, sample.toByteArray());
    });
    field(bytes, 1, series.toByteArray());
    return this;
  }

  /// Adds an exemplar of a series, as Prometheus does without a sample beside it.
  WriteRequest addExemplar(Map<String, String> labels, String trace, double value, long millis) {
    var exemplar = new ByteArrayOutputStream();
    labels(exemplar, Map.of("trace_id", trace));
    real(exemplar, 2, value);
    number(exemplar, 3, millis);
    return add(labels, 3, exemplar);
  }

  /// Adds a native histogram of schema 0 with two buckets, up to 1 and up to 2, one observation in
  /// the first and two in the second.
  WriteRequest addHistogram(Map<String, String> labels, double sum, long millis) {
    var histogram = new ByteArrayOutputStream();
    number(histogram, 1, 3);
    real(histogram, 3, sum);
    var span = new ByteArrayOutputStream();
    number(span, 2, 2);
    field(histogram, 11, span.toByteArray());
    field(histogram, 12, new byte[] {2, 2});
    number(histogram, 15, millis);
    return add(labels, 4, histogram);
  }

  private WriteRequest add(Map<String, String> labels, int field, ByteArrayOutputStream message) {
    var series = new ByteArrayOutputStream();
    labels(series, labels);
    field(series, field, message.toByteArray());
    field(bytes, 1, series.toByteArray());
    return this;
  }

  /// Adds metadata; the type by its number, 1 for a counter.
  WriteRequest addMetadata(int type, String family, String help, String unit) {
    var metadata = new ByteArrayOutputStream();
    number(metadata, 1, type);
    field(metadata, 2, family.getBytes(StandardCharsets.UTF_8));
    field(metadata, 4, help.getBytes(StandardCharsets.UTF_8));
    field(metadata, 5, unit.getBytes(StandardCharsets.UTF_8));
    field(bytes, 3, metadata.toByteArray());
    return this;
  }

  private static void labels(ByteArrayOutputStream out, Map<String, String> labels) {
    new TreeMap<>(labels)
        .forEach((name, value) -> {
          var label = new ByteArrayOutputStream();
          field(label, 1, name.getBytes(StandardCharsets.UTF_8));
          field(label, 2, value.getBytes(StandardCharsets.UTF_8));
          field(out, 1, label.toByteArray());
        });
  }

  /// The body to post.
  byte[] toBody() {
    var compressor = SnappyCompressor.create();
    byte[] plain = bytes.toByteArray();
    byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
    int length = compressor.compress(plain, 0, plain.length, packed, 0, packed.length);
    return Arrays.copyOf(packed, length);
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] value) {
    out.write((number << 3) | 2);
    varint(out, value.length);
    out.writeBytes(value);
  }

  private static void number(ByteArrayOutputStream out, int number, long value) {
    out.write(number << 3);
    varint(out, value);
  }

  private static void real(ByteArrayOutputStream out, int number, double value) {
    out.write((number << 3) | 1);
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) (left & 0x7F) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
  }
}
