package io.tocsin.collect.write;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Encodes remote-write messages the plain way, and compresses them with another implementation.
final class RequestBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static byte[] snappy(byte[] message) {
    var compressor = new SnappyJavaCompressor();
    var compressed = new byte[compressor.maxCompressedLength(message.length)];
    int length = compressor.compress(message, 0, message.length, compressed, 0, compressed.length);
    return Arrays.copyOf(compressed, length);
  }

  RequestBytes series(byte[]... fields) {
    var series = new RequestBytes();
    for (var field : fields) {
      series.out.writeBytes(field);
    }
    return nested(1, series.bytes());
  }

  static byte[] label(String name, String value) {
    return label(name.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] label(byte[] name, byte[] value) {
    var label = new RequestBytes().nested(1, name).nested(2, value);
    return new RequestBytes().nested(1, label.bytes()).bytes();
  }

  /// A `Label` without the field it stands in.
  static byte[] nestedLabel(String name, String value) {
    return new RequestBytes()
        .nested(1, name.getBytes(StandardCharsets.UTF_8))
        .nested(2, value.getBytes(StandardCharsets.UTF_8))
        .bytes();
  }

  static byte[] sample(long timestampMillis, double value) {
    var sample = new RequestBytes();
    sample.out.write(1 << 3 | 1);
    sample.out.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    sample.out.write(2 << 3);
    sample.varint(timestampMillis);
    return new RequestBytes().nested(2, sample.bytes()).bytes();
  }

  static byte[] field(int number, byte[] content) {
    return new RequestBytes().nested(number, content).bytes();
  }

  RequestBytes nested(int number, byte[] content) {
    varint(number << 3 | 2);
    varint(content.length);
    out.writeBytes(content);
    return this;
  }

  RequestBytes number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  RequestBytes zigzag(int field, long value) {
    return number(field, value << 1 ^ value >> 63);
  }

  RequestBytes real(int field, double value) {
    out.write(field << 3 | 1);
    out.writeBytes(littleEndian(value));
    return this;
  }

  private static byte[] littleEndian(double value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array();
  }

  RequestBytes reals(int field, double... values) {
    var packed = new RequestBytes();
    for (double value : values) {
      packed.out.writeBytes(littleEndian(value));
    }
    return nested(field, packed.bytes());
  }

  RequestBytes zigzags(int field, long... values) {
    var packed = new RequestBytes();
    for (long value : values) {
      packed.varint(value << 1 ^ value >> 63);
    }
    return nested(field, packed.bytes());
  }

  RequestBytes span(int field, int offset, int length) {
    return nested(field, new RequestBytes().zigzag(1, offset).number(2, length).bytes());
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
  }
}
