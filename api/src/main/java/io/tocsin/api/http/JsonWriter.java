package io.tocsin.api.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes JSON straight to a stream, without an object per value. For one thread.
///
/// [#close] ends the answer and is called only when all is written: a failing writer is dropped.
public final class JsonWriter implements Closeable {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int ROOM = 64;

  private final OutputStream out;
  private final byte[] buffer = new byte[16 << 10];
  private int length;
  private boolean separate;

  public JsonWriter(OutputStream out) {
    this.out = out;
  }

  public JsonWriter beginObject() throws IOException {
    return begin('{');
  }

  public JsonWriter endObject() throws IOException {
    return end('}');
  }

  public JsonWriter beginArray() throws IOException {
    return begin('[');
  }

  public JsonWriter endArray() throws IOException {
    return end(']');
  }

  private JsonWriter begin(char bracket) throws IOException {
    startValue();
    buffer[length++] = (byte) bracket;
    separate = false;
    return this;
  }

  private JsonWriter end(char bracket) throws IOException {
    room(1);
    buffer[length++] = (byte) bracket;
    separate = true;
    return this;
  }

  /// Writes the name of an object's next field.
  public JsonWriter name(String name) throws IOException {
    string(name);
    buffer[length++] = ':';
    separate = false;
    return this;
  }

  public JsonWriter field(String name, String value) throws IOException {
    return name(name).string(value);
  }

  public JsonWriter field(String name, long value) throws IOException {
    return name(name).number(value);
  }

  public JsonWriter field(String name, boolean value) throws IOException {
    return name(name).bool(value);
  }

  public JsonWriter bool(boolean value) throws IOException {
    return ascii(value ? "true" : "false");
  }

  public JsonWriter nothing() throws IOException {
    return ascii("null");
  }

  public JsonWriter number(long value) throws IOException {
    startValue();
    length = DecimalText.put(value, buffer, length);
    return this;
  }

  /// Writes a finite number.
  public JsonWriter number(double value) throws IOException {
    startValue();
    length = DecimalText.put(value, buffer, length);
    return this;
  }

  /// Writes a number as Prometheus does, in quotes, because JSON has no infinities.
  public JsonWriter quoted(double value) throws IOException {
    startValue();
    buffer[length++] = '"';
    length = DecimalText.put(value, buffer, length);
    buffer[length++] = '"';
    return this;
  }

  /// Writes a time as seconds with up to three decimals.
  public JsonWriter seconds(long millis) throws IOException {
    startValue();
    length = DecimalText.putMillisAsSeconds(millis, buffer, length);
    return this;
  }

  /// Writes one point: time and quoted value.
  public JsonWriter point(long millis, double value) throws IOException {
    beginArray();
    seconds(millis);
    quoted(value);
    return endArray();
  }

  public JsonWriter strings(Iterable<String> values) throws IOException {
    beginArray();
    for (var value : values) {
      string(value);
    }
    return endArray();
  }

  public JsonWriter string(String value) throws IOException {
    startValue();
    buffer[length++] = '"';
    for (int i = 0; i < value.length(); i++) {
      room(ROOM);
      char c = value.charAt(i);
      if (c < 128) {
        putAscii(c);
      } else {
        i += putUnicode(value, i);
      }
    }
    room(ROOM);
    buffer[length++] = '"';
    return this;
  }

  /// Writes a value that is JSON already.
  public JsonWriter raw(String value) throws IOException {
    startValue();
    for (int i = 0; i < value.length(); i++) {
      room(ROOM);
      char c = value.charAt(i);
      if (c < 128) {
        buffer[length++] = (byte) c;
      } else {
        i += putUnicode(value, i);
      }
    }
    return this;
  }

  /// Writes what [io.tocsin.kit.JsonReader] has read.
  public JsonWriter value(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> nothing();
      case String text -> string(text);
      case Boolean bool -> bool(bool);
      case List<?> list -> {
        beginArray();
        for (var one : list) {
          value(one);
        }
        endArray();
      }
      case Map<?, ?> map -> {
        beginObject();
        for (var entry : map.entrySet()) {
          name(String.valueOf(entry.getKey())).value(entry.getValue());
        }
        endObject();
      }
      default -> raw(value.toString());
    }
    return this;
  }

  private void putAscii(char c) {
    if (c == '"' || c == '\\') {
      buffer[length++] = '\\';
      buffer[length++] = (byte) c;
    } else if (c == '\n') {
      buffer[length++] = '\\';
      buffer[length++] = 'n';
    } else if (c < ' ' || c == 127) {
      buffer[length++] = '\\';
      buffer[length++] = 'u';
      buffer[length++] = '0';
      buffer[length++] = '0';
      buffer[length++] = HEX[c >> 4];
      buffer[length++] = HEX[c & 15];
    } else {
      buffer[length++] = (byte) c;
    }
  }

  /// Returns how many further characters were taken.
  private int putUnicode(String value, int at) {
    int code = value.codePointAt(at);
    boolean lone = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    putUtf8(lone ? 0xfffd : code);
    return Character.charCount(code) - 1;
  }

  private void putUtf8(int code) {
    if (code < 0x800) {
      buffer[length++] = (byte) (0xc0 | (code >> 6));
    } else {
      if (code < 0x10000) {
        buffer[length++] = (byte) (0xe0 | (code >> 12));
      } else {
        buffer[length++] = (byte) (0xf0 | (code >> 18));
        buffer[length++] = (byte) (0x80 | ((code >> 12) & 63));
      }
      buffer[length++] = (byte) (0x80 | ((code >> 6) & 63));
    }
    buffer[length++] = (byte) (0x80 | (code & 63));
  }

  private JsonWriter ascii(String text) throws IOException {
    startValue();
    for (int i = 0; i < text.length(); i++) {
      buffer[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  private void startValue() throws IOException {
    room(ROOM);
    if (separate) {
      buffer[length++] = ',';
    }
    separate = true;
  }

  private void room(int bytes) throws IOException {
    if (length + bytes > buffer.length) {
      drain();
    }
  }

  private void drain() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  /// Hands on what was written so far, without ending the answer.
  public void flush() throws IOException {
    drain();
  }

  @Override
  public void close() throws IOException {
    drain();
    out.close();
  }
}
