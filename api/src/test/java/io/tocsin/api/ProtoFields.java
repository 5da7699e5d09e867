package io.tocsin.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Protobuf messages, plainly: fields in a list, and bytes made of fields.
final class ProtoFields {
  /// One field: its number, and either a number or bytes (of a double, eight).
  record Field(int number, long value, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    double real() {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }

    List<Field> message() {
      return of(bytes);
    }
  }

  private ProtoFields() {}

  static List<Field> of(byte[] message) {
    var in = ByteBuffer.wrap(message);
    var fields = new ArrayList<Field>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      int number = (int) (tag >>> 3);
      switch ((int) tag & 7) {
        case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
        case 1 -> fields.add(new Field(number, 0, take(in, 8)));
        case 2 -> fields.add(new Field(number, 0, take(in, (int) varint(in))));
        default -> throw new AssertionError("wire type of tag " + tag);
      }
    }
    return fields;
  }

  static List<Field> all(List<Field> fields, int number) {
    return fields.stream().filter(field -> field.number() == number).toList();
  }

  static long value(List<Field> fields, int number) {
    return all(fields, number).stream().mapToLong(Field::value).findFirst().orElse(0);
  }

  static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  static byte[] take(ByteBuffer in, int count) {
    var bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  static byte[] bytes(int number, byte[] content) {
    var out = new ByteArrayOutputStream();
    put(out, (long) number << 3 | 2);
    put(out, content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  static byte[] text(int number, String text) {
    return bytes(number, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] number(int number, long value) {
    var out = new ByteArrayOutputStream();
    put(out, (long) number << 3);
    put(out, value);
    return out.toByteArray();
  }

  static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
