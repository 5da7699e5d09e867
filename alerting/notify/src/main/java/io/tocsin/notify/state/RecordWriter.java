package io.tocsin.notify.state;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Puts one record together. Numbers are big-endian; a text is its length in bytes and UTF-8.
public final class RecordWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  public RecordWriter(int type) {
    out.write(type);
  }

  public RecordWriter number(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
    return this;
  }

  public RecordWriter count(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(value >>> shift);
    }
    return this;
  }

  public RecordWriter text(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    count(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  public RecordWriter texts(Map<String, String> texts) {
    count(texts.size());
    texts.forEach((name, value) -> text(name).text(value));
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }
}
