package io.tocsin.api.remoteread;

import io.tocsin.api.http.HttpError;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Walks the fields of a protobuf message: [#next], then one of the readers for the field.
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int tag;

  ProtoReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  boolean next() {
    if (at == end) {
      return false;
    }
    long read = varint();
    if (read < 8 || read > Integer.MAX_VALUE) {
      throw broken("tag " + read);
    }
    tag = (int) read;
    return true;
  }

  /// Returns the number of the field that is next.
  int field() {
    return tag >>> 3;
  }

  long number() {
    expect(VARINT);
    return varint();
  }

  /// Adds the numbers of a repeated field, packed or not.
  void numbers(List<Long> out) {
    if ((tag & 7) == VARINT) {
      out.add(varint());
      return;
    }
    var packed = message();
    while (packed.at < packed.end) {
      out.add(packed.varint());
    }
  }

  String text() {
    var field = message();
    return new String(bytes, field.at, field.end - field.at, StandardCharsets.UTF_8);
  }

  ProtoReader message() {
    expect(BYTES);
    long length = varint();
    if (length < 0 || length > end - at) {
      throw broken("a field of " + length + " bytes");
    }
    int start = at;
    at += (int) length;
    return new ProtoReader(bytes, start, at);
  }

  void skip() {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case BYTES -> message();
      case FIXED32 -> advance(4);
      default -> throw broken("wire type " + (tag & 7));
    }
  }

  private void expect(int wireType) {
    if ((tag & 7) != wireType) {
      throw broken("wire type " + (tag & 7) + " of field " + field());
    }
  }

  private void advance(int count) {
    if (count > end - at) {
      throw broken("a field that is cut off");
    }
    at += count;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == end) {
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

  private HttpError broken(String problem) {
    return new HttpError(
        400, "body: " + problem + " at byte " + at + " (expected: a prometheus.ReadRequest)");
  }
}
