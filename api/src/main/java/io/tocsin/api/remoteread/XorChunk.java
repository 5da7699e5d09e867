package io.tocsin.api.remoteread;

/// Encoder of Prometheus' XOR chunk: the number of samples in two bytes, then a stream of bits with
/// times as differences of differences and values as differences of bits. Reused from chunk to
/// chunk; for one thread.
final class XorChunk {
  /// As many as Prometheus puts into one.
  static final int SAMPLES_MAX = 120;

  private static final int HEADER = 2;

  private final ChunkBits bits = new ChunkBits();
  private final XorValue value = new XorValue();
  private int samples;
  private long firstTime;
  private long time;
  private long delta;

  void clear() {
    bits.clear(HEADER);
    samples = 0;
    delta = 0;
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
    bits.count(samples);
    return bits.array();
  }

  int length() {
    return bits.length();
  }

  void add(long timestampMillis, double sample) {
    switch (samples) {
      case 0 -> {
        firstTime = timestampMillis;
        varint((timestampMillis << 1) ^ (timestampMillis >> 63));
        value.first(sample, bits);
      }
      case 1 -> {
        delta = timestampMillis - time;
        varint(delta);
        value.next(sample, bits);
      }
      default -> {
        long next = timestampMillis - time;
        writeTime(next - delta);
        delta = next;
        value.next(sample, bits);
      }
    }
    time = timestampMillis;
    samples++;
  }

  private void varint(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      bits.write((rest & 0x7f) | 0x80, 8);
      rest >>>= 7;
    }
    bits.write(rest, 8);
  }

  private void writeTime(long difference) {
    if (difference == 0) {
      bits.write(0, 1);
    } else if (ChunkBits.fits(difference, 14)) {
      bits.write(0b10, 2);
      bits.write(difference, 14);
    } else if (ChunkBits.fits(difference, 17)) {
      bits.write(0b110, 3);
      bits.write(difference, 17);
    } else if (ChunkBits.fits(difference, 20)) {
      bits.write(0b1110, 4);
      bits.write(difference, 20);
    } else {
      bits.write(0b1111, 4);
      bits.write(difference, 64);
    }
  }
}
