package io.tocsin.api.protobuf;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A protobuf message that grows. Reused from message to message; for one thread.
public final class ProtoWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  private byte[] bytes = new byte[1024];
  private int size;

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /// Returns the live array; its first `size()` bytes count.
  public byte[] array() {
    return bytes;
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  public void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// Writes a number; zero is what a missing field means.
  public void number(int field, long value) {
    if (value != 0) {
      varint(field << 3 | VARINT);
      varint(value);
    }
  }

  /// Writes a number, zero too.
  public void always(int field, long value) {
    varint(field << 3 | VARINT);
    varint(value);
  }

  /// Writes a number whose sign is its lowest bit, zero too.
  public void zigzag(int field, long value) {
    always(field, zigzag(value));
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  /// Writes numbers in eight bytes each as one field; none at all where there are none.
  public void packed(int field, double[] values, int from, int to) {
    if (from == to) {
      return;
    }
    head(field, 8 * (to - from));
    room(8 * (to - from));
    for (int i = from; i < to; i++) {
      LONGS.set(bytes, size, Double.doubleToRawLongBits(values[i]));
      size += 8;
    }
  }

  /// Writes the differences of whole numbers, from 0, as one field of signed numbers.
  public void packedDifferences(int field, double[] values, int from, int to) {
    int length = 0;
    long last = 0;
    for (int i = from; i < to; i++) {
      length += varintSize(zigzag((long) values[i] - last));
      last = (long) values[i];
    }
    if (length == 0) {
      return;
    }
    head(field, length);
    last = 0;
    for (int i = from; i < to; i++) {
      varint(zigzag((long) values[i] - last));
      last = (long) values[i];
    }
  }

  /// Writes the buckets of these rising indexes as spans: each a nested message of the gap to the
  /// one before (the first of them: where it begins) and a length.
  public void spans(int field, int[] indexes) {
    int next = 0;
    for (int from = 0; from < indexes.length; ) {
      int to = from + 1;
      while (to < indexes.length && indexes[to] == indexes[to - 1] + 1) {
        to++;
      }
      long gap = zigzag((long) indexes[from] - next);
      head(field, 2 + varintSize(gap) + varintSize(to - from));
      always(1, gap);
      always(2, to - from);
      next = indexes[to - 1] + 1;
      from = to;
    }
  }

  /// Writes a number in eight bytes, zero too, so that every sample takes the same.
  public void fixed(int field, double value) {
    varint(field << 3 | FIXED64);
    room(8);
    LONGS.set(bytes, size, Double.doubleToRawLongBits(value));
    size += 8;
  }

  public void text(int field, String text) {
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    bytes(field, encoded, encoded.length);
  }

  public void bytes(int field, byte[] content, int length) {
    head(field, length);
    room(length);
    System.arraycopy(content, 0, bytes, size, length);
    size += length;
  }

  /// Writes what stands before a nested message.
  public void head(int field, int length) {
    varint(field << 3 | BYTES);
    varint(length);
  }

  public void message(int field, ProtoWriter content) {
    bytes(field, content.bytes, content.size);
  }

  /// Appends what another writer holds, as it is.
  public void append(ProtoWriter other) {
    room(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  public void bigEndian(int value) {
    room(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /// Returns how many bytes [#varint] takes.
  public static int varintSize(long value) {
    return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7;
  }
}
