package io.tocsin.notify.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/// Takes one record apart, as [RecordWriter] made it.
public final class RecordReader {
  private final ByteBuffer in;
  private final int type;

  public RecordReader(byte[] record) {
    this.in = ByteBuffer.wrap(record);
    this.type = in.get();
  }

  public int type() {
    return type;
  }

  public long number() {
    return in.getLong();
  }

  /// Returns a number of things of at least one byte each.
  public int count() {
    int count = in.getInt();
    if (count < 0 || count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return count;
  }

  public int integer() {
    return in.getInt();
  }

  public String text() {
    var bytes = new byte[count()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public SortedMap<String, String> texts() {
    var texts = new TreeMap<String, String>();
    for (int left = count(); left > 0; left--) {
      var name = text();
      texts.put(name, text());
    }
    return texts;
  }
}
