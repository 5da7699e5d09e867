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
    new TreeMap<>(labels)
        .forEach((name, value) -> {
          var label = new ByteArrayOutputStream();
          field(label, 1, name.getBytes(StandardCharsets.UTF_8));
          field(label, 2, value.getBytes(StandardCharsets.UTF_8));
          field(series, 1, label.toByteArray());
        });
    samples.forEach((millis, bits) -> {
      var sample = new ByteArrayOutputStream();
      sample.write((1 << 3) | 1);
      sample.writeBytes(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array());
      sample.write(2 << 3);
      varint(sample, millis);
      field(series, 2, sample.toByteArray());
    });
    field(bytes, 1, series.toByteArray());
    return this;
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

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) (left & 0x7F) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
  }
}
