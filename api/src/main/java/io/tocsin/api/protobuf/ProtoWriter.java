package io.tocsin.api.remoteread;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A protobuf message that grows. Reused from message to message; for one thread.
final class ProtoWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  private byte[] bytes = new byte[1024];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /// Returns the live array; its first `size()` bytes count.
  byte[] array() {
    return bytes;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// Writes a number; zero is what a missing field means.
  void number(int field, long value) {
    if (value != 0) {
      varint(field << 3 | VARINT);
      varint(value);
    }
  }

  /// Writes a number in eight bytes, zero too, so that every sample takes the same.
  void fixed(int field, double value) {
    varint(field << 3 | FIXED64);
    room(8);
    LONGS.set(bytes, size, Double.doubleToRawLongBits(value));
    size += 8;
  }

  void text(int field, String text) {
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    bytes(field, encoded, encoded.length);
  }

  void bytes(int field, byte[] content, int length) {
    head(field, length);
    room(length);
    System.arraycopy(content, 0, bytes, size, length);
    size += length;
  }

  /// Writes what stands before a nested message.
  void head(int field, int length) {
    varint(field << 3 | BYTES);
    varint(length);
  }

  void message(int field, ProtoWriter content) {
    bytes(field, content.bytes, content.size);
  }

  /// Appends what another writer holds, as it is.
  void append(ProtoWriter other) {
    room(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  void bigEndian(int value) {
    room(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /// Returns how many bytes [#varint] takes.
  static int varintSize(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }
}
