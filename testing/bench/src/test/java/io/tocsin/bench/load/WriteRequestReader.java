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

  /// A native histogram as received: absolute counts by bucket index.
  public record Received(
      TreeMap<String, String> labels,
      long timeMillis,
      long count,
      double sum,
      int schema,
      TreeMap<Integer, Long> buckets) {}

  public static List<Received> readHistograms(byte[] message) {
    var histograms = new ArrayList<Received>();
    var request = new WriteRequestReader(ByteBuffer.wrap(message));
    while (request.in.hasRemaining()) {
      request.expectKey(1, 2);
      request.nested().timeSeries(new ArrayList<>(), histograms);
    }
    return histograms;
  }

  public static List<Sample> read(byte[] message) {
    var samples = new ArrayList<Sample>();
    var request = new WriteRequestReader(ByteBuffer.wrap(message));
    while (request.in.hasRemaining()) {
      request.expectKey(1, 2);
      request.nested().timeSeries(samples, new ArrayList<>());
    }
    return samples;
  }

  private void timeSeries(List<Sample> samples, List<Received> histograms) {
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
      } else if (key == (4 << 3 | 2)) {
        histograms.add(field.histogram(labels));
      } else {
        throw new IllegalArgumentException("key: " + key + " (expected: labels or samples)");
      }
    }
  }

  private Received histogram(TreeMap<String, String> labels) {
    expectKey(1, 0);
    long count = varint();
    expectKey(3, 1);
    double sum = in.getDouble();
    expectKey(4, 0);
    int schema = (int) signed();
    expectKey(5, 1);
    in.getDouble();
    var indexes = new ArrayList<Integer>();
    int next = 0;
    long key = varint();
    for (; key == (11 << 3 | 2); key = varint()) {
      var span = nested();
      span.expectKey(1, 0);
      next += (int) span.signed();
      span.expectKey(2, 0);
      for (long left = span.varint(); left > 0; left--) {
        indexes.add(next++);
      }
    }
    if (key != (12 << 3 | 2)) {
      throw new IllegalArgumentException("key: " + key + " (expected: deltas)");
    }
    var deltas = nested();
    var buckets = new TreeMap<Integer, Long>();
    long last = 0;
    for (int index : indexes) {
      last += deltas.signed();
      buckets.put(index, last);
    }
    expectKey(15, 0);
    return new Received(labels, varint(), count, sum, schema, buckets);
  }

  private long signed() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
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
