package io.tocsin.bench.load;

import io.tocsin.bench.load.TapeColumns.Label;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Builds one remote-write 1.0 `WriteRequest` (protobuf), sample after sample, into a buffer that
/// is reused. Labels of a series are encoded once, with [#labels].
public final class WriteRequestEncoder {
  private static final int TIMESERIES = (1 << 3) | 2;
  private static final int LABELS = (1 << 3) | 2;
  private static final int SAMPLES = (2 << 3) | 2;
  private static final int HISTOGRAMS = (4 << 3) | 2;
  private static final int STRING_1 = (1 << 3) | 2;
  private static final int STRING_2 = (2 << 3) | 2;
  private static final int DOUBLE_1 = (1 << 3) | 1;
  private static final int VARINT_2 = 2 << 3;
  private static final int VALUE_BYTES = 9;

  private byte[] bytes = new byte[1 << 16];
  private int length;

  /// Encodes the label fields of one series; labels are sorted by name, as receivers expect.
  public static byte[] labels(List<Label> labels) {
    var encoder = new WriteRequestEncoder();
    labels.stream().sorted(Comparator.comparing(Label::name)).forEach(encoder::label);
    return encoder.toBytes();
  }

  public void clear() {
    length = 0;
  }

  /// Adds one series with one sample.
  public void add(byte[] labels, long timeMillis, double value) {
    int sample = VALUE_BYTES + 1 + varintBytes(timeMillis);
    int series = labels.length + 1 + varintBytes(sample) + sample;
    reserve(series + 16);
    tag(TIMESERIES, series);
    System.arraycopy(labels, 0, bytes, length, labels.length);
    length += labels.length;
    tag(SAMPLES, sample);
    bytes[length++] = DOUBLE_1;
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(length, value);
    length += Double.BYTES;
    bytes[length++] = VARINT_2;
    varint(timeMillis);
  }

  /// Adds one series with one native histogram.
  public void add(byte[] labels, long timeMillis, NativeHistogram histogram) {
    var message = new HistogramEncoder(histogram, timeMillis).toBytes();
    int series = labels.length + 1 + varintBytes(message.length) + message.length;
    reserve(series + 16);
    tag(TIMESERIES, series);
    System.arraycopy(labels, 0, bytes, length, labels.length);
    length += labels.length;
    tag(HISTOGRAMS, message.length);
    System.arraycopy(message, 0, bytes, length, message.length);
    length += message.length;
  }

  public int length() {
    return length;
  }

  /// The bytes so far; the array is this encoder's own and longer than [#length].
  public byte[] array() {
    return bytes;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void label(Label label) {
    byte[] name = label.name().getBytes(StandardCharsets.UTF_8);
    byte[] value = label.value().getBytes(StandardCharsets.UTF_8);
    int fields =
        2 + varintBytes(name.length) + name.length + varintBytes(value.length) + value.length;
    reserve(fields + 8);
    tag(LABELS, fields);
    string(STRING_1, name);
    string(STRING_2, value);
  }

  private void string(int tag, byte[] text) {
    tag(tag, text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
  }

  private void tag(int tag, int size) {
    bytes[length++] = (byte) tag;
    varint(size);
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((left & 0x7F) | 0x80);
      left >>>= 7;
    }
    bytes[length++] = (byte) left;
  }

  private static int varintBytes(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
