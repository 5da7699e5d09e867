package io.tocsin.bench.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Reads a remote-write request back, written from the protocol's own description and sharing
/// nothing with the encoder.
public final class WriteRequestReader {
  private final ByteBuffer in;

  private WriteRequestReader(ByteBuffer in) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
  }

  public record Sample(TreeMap<String, String> labels, long timeMillis, double value) {}

  public static List<Sample> read(byte[] message) {
    var samples = new ArrayList<Sample>();
    var request = new WriteRequestReader(ByteBuffer.wrap(message));
    while (request.in.hasRemaining()) {
      request.expectKey(1, 2);
      request.nested().timeSeries(samples);
    }
    return samples;
  }

  private void timeSeries(List<Sample> samples) {
    var labels = new TreeMap<String, String>();
    var lastName = "";
    while (in.hasRemaining()) {
      int key = (int) varint();
      var field = nested();
      if (key == (1 << 3 | 2)) {
        field.expectKey(1, 2);
        var name = field.text();
        field.expectKey(2, 2);
        labels.put(name, field.text());
        if (name.compareTo(lastName) <= 0) {
          throw new IllegalArgumentException(name + " after " + lastName + " (expected: sorted)");
        }
        lastName = name;
      } else if (key == (2 << 3 | 2)) {
        field.expectKey(1, 1);
        double value = field.in.getDouble();
        field.expectKey(2, 0);
        samples.add(new Sample(labels, field.varint(), value));
      } else {
        throw new IllegalArgumentException("key: " + key + " (expected: labels or samples)");
      }
    }
  }

  private String text() {
    var bytes = nested().in;
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private WriteRequestReader nested() {
    int length = (int) varint();
    var part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return new WriteRequestReader(part);
  }

  private void expectKey(int field, int type) {
    long key = varint();
    if (key != (field << 3 | type)) {
      throw new IllegalArgumentException("key: " + key + " (expected: field " + field + ")");
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("varint: over 64 bits");
  }
}
