package io.tocsin.api.remoteread;

import java.util.Arrays;

/// Encoder of Prometheus' XOR chunk: the number of samples in two bytes, then a stream of bits with
/// times as differences of differences and values as differences of bits. Reused from chunk to
/// chunk; for one thread.
final class XorChunk {
  /// As many as Prometheus puts into one.
  static final int SAMPLES_MAX = 120;

  private static final int NONE = 0xff;
  private static final int LEADING_MAX = 31;

  private byte[] bytes = new byte[256];
  private long bits;
  private int samples;
  private long firstTime;
  private long time;
  private long delta;
  private long value;
  private int leading;
  private int trailing;

  void clear() {
    Arrays.fill(bytes, (byte) 0);
    bits = 16;
    samples = 0;
    delta = 0;
    leading = NONE;
    trailing = 0;
  }

  int samples() {
    return samples;
  }

  long firstTime() {
    return firstTime;
  }

  long lastTime() {
    return time;
  }

  /// Returns the live array; its first `length()` bytes count.
  byte[] array() {
    bytes[0] = (byte) (samples >>> 8);
    bytes[1] = (byte) samples;
    return bytes;
  }

  int length() {
    return (int) ((bits + 7) >>> 3);
  }

  void add(long timestampMillis, double sample) {
    long raw = Double.doubleToRawLongBits(sample);
    switch (samples) {
      case 0 -> {
        firstTime = timestampMillis;
        varint((timestampMillis << 1) ^ (timestampMillis >> 63));
        write(raw, 64);
      }
      case 1 -> {
        delta = timestampMillis - time;
        varint(delta);
        writeValue(raw);
      }
      default -> {
        long next = timestampMillis - time;
        writeTime(next - delta);
        delta = next;
        writeValue(raw);
      }
    }
    time = timestampMillis;
    value = raw;
    samples++;
  }

  private void varint(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      write((rest & 0x7f) | 0x80, 8);
      rest >>>= 7;
    }
    write(rest, 8);
  }

  private void writeTime(long difference) {
    if (difference == 0) {
      write(0, 1);
    } else if (fits(difference, 14)) {
      write(0b10, 2);
      write(difference, 14);
    } else if (fits(difference, 17)) {
      write(0b110, 3);
      write(difference, 17);
    } else if (fits(difference, 20)) {
      write(0b1110, 4);
      write(difference, 20);
    } else {
      write(0b1111, 4);
      write(difference, 64);
    }
  }

  /// The range is that of Prometheus, shifted by one against a two's complement.
  private static boolean fits(long number, int width) {
    return -((1L << (width - 1)) - 1) <= number && number <= 1L << (width - 1);
  }

  private void writeValue(long raw) {
    long difference = raw ^ value;
    if (difference == 0) {
      write(0, 1);
      return;
    }
    write(1, 1);
    int zerosBefore = Math.min(Long.numberOfLeadingZeros(difference), LEADING_MAX);
    int zerosBehind = Long.numberOfTrailingZeros(difference);
    if (leading != NONE && zerosBefore >= leading && zerosBehind >= trailing) {
      write(0, 1);
      write(difference >>> trailing, 64 - leading - trailing);
      return;
    }
    leading = zerosBefore;
    trailing = zerosBehind;
    int width = 64 - leading - trailing;
    write(1, 1);
    write(leading, 5);
    write(width, 6); // 64 becomes 0, which cannot be meant
    write(difference >>> trailing, width);
  }

  /// Writes the lowest bits, the highest of them first.
  private void write(long number, int width) {
    if (((bits + width + 7) >>> 3) > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    for (int rest = width; rest > 0; ) {
      int free = 8 - (int) (bits & 7);
      int taken = Math.min(free, rest);
      long part = (number >>> (rest - taken)) & ((1L << taken) - 1);
      bytes[(int) (bits >>> 3)] |= (byte) (part << (free - taken));
      bits += taken;
      rest -= taken;
    }
  }
}
