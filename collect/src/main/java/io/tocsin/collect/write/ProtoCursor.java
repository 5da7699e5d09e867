package io.tocsin.collect.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Walks protobuf fields in an array without copying. A caller narrows it to a nested message with
/// [#enter] and widens it again with [#leave].
final class ProtoCursor {
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;
  private int limit;

  ProtoCursor(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.limit = to;
  }

  boolean more() {
    return at < limit;
  }

  int position() {
    return at;
  }

  /// Returns the next byte without reading it; it is a whole tag for field numbers below 16.
  int peek() {
    return bytes[at];
  }

  int tag() {
    long tag = varint();
    if (tag < 8 || tag > Integer.MAX_VALUE) {
      throw broken("tag " + tag);
    }
    return (int) tag;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= limit) {
        throw broken("a number that is cut off");
      }
      int next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw broken("a number longer than 64 bits");
  }

  double fixedDouble() {
    if (limit - at < 8) {
      throw broken("a value that is cut off");
    }
    double value = (double) DOUBLES.get(bytes, at);
    at += 8;
    return value;
  }

  /// Reads the length of a nested field and returns the position behind the field.
  int fieldEnd() {
    long length = varint();
    if (length < 0 || length > limit - at) {
      throw broken("a field of " + length + " bytes");
    }
    return at + (int) length;
  }

  /// Narrows the walk to the nested message that starts with its length here.
  ///
  /// @return what to hand to [#leave]
  int enter() {
    int outer = limit;
    limit = fieldEnd();
    return outer;
  }

  /// Goes behind the nested message.
  void leave(int outer) {
    at = limit;
    limit = outer;
  }

  void jump(int position) {
    at = position;
  }

  /// Skips the field whose tag was read.
  void skip(int tag) {
    switch (tag & 7) {
      case 0 -> varint();
      case 1 -> advance(8);
      case 2 -> at = fieldEnd();
      case 5 -> advance(4);
      default -> throw broken("wire type " + (tag & 7));
    }
  }

  private void advance(int count) {
    if (limit - at < count) {
      throw broken("a field that is cut off");
    }
    at += count;
  }

  MalformedWriteException broken(String problem) {
    return new MalformedWriteException(
        "body: " + problem + " at byte " + at + " (expected: a prometheus.WriteRequest)");
  }
}
