package io.tocsin.tsdb.exemplars;

import io.tocsin.model.Labels;
import io.tocsin.tsdb.chunk.ByteReader;
import io.tocsin.tsdb.chunk.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;

/// A label set in one array: names and values in order, each with its length. Immutable.
final class LabelBytes {
  private final byte[] bytes;
  private final int hash;

  private LabelBytes(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  static LabelBytes of(Labels labels) {
    var out = new ByteWriter(64 * labels.size());
    for (var label : labels) {
      text(label.name(), out);
      text(label.value(), out);
    }
    return new LabelBytes(out.toByteArray());
  }

  private static void text(String text, ByteWriter out) {
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    out.varint(encoded.length);
    out.bytes(encoded, 0, encoded.length);
  }

  static LabelBytes read(ByteReader in) {
    return new LabelBytes(in.bytes(in.count(in.remaining(), "length of labels")));
  }

  void write(ByteWriter out) {
    out.varint(bytes.length);
    out.bytes(bytes, 0, bytes.length);
  }

  Labels labels() {
    var in = new ByteReader(bytes, bytes.length, "exemplars");
    var texts = new ArrayList<String>();
    while (in.remaining() > 0) {
      int length = in.count(in.remaining(), "length of a label");
      texts.add(new String(in.bytes(length), StandardCharsets.UTF_8));
    }
    return Labels.ofSorted(texts.toArray(String[]::new));
  }

  int length() {
    return bytes.length;
  }

  /// Orders by bytes.
  int compare(LabelBytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelBytes that
        && hash == that.hash
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
