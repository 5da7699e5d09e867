package io.tocsin.api.remoteread;

import java.util.Arrays;

/// The bits of a Prometheus chunk behind its header. Reused from chunk to chunk; for one thread.
final class ChunkBits {
  /// How wide numbers of Prometheus' variable width are; each has one more bit in front.
  private static final int[] WIDTHS = {3, 6, 9, 12, 18, 25, 56};

  private byte[] bytes = new byte[256];
  private long bits;

  /// Starts over behind a header of that many bytes.
  void clear(int header) {
    Arrays.fill(bytes, (byte) 0);
    bits = 8L * header;
  }

  /// Returns the live array; its first `length()` bytes count.
  byte[] array() {
    return bytes;
  }

  int length() {
    return (int) ((bits + 7) >>> 3);
  }

  void count(int samples) {
    bytes[0] = (byte) (samples >>> 8);
    bytes[1] = (byte) samples;
  }

  /// Writes a whole byte of the header.
  void header(int at, int value) {
    bytes[at] = (byte) value;
  }

  /// Writes the lowest bits, the highest of them first.
  void write(long number, int width) {
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

  /// Writes a number of variable width with a sign.
  void signed(long number) {
    int width = 0;
    while (width < WIDTHS.length && !fits(number, WIDTHS[width])) {
      width++;
    }
    variable(number, width);
  }

  /// Writes a number of variable width without a sign.
  void unsigned(long number) {
    int width = 0;
    while (width < WIDTHS.length && number >>> WIDTHS[width] != 0) {
      width++;
    }
    variable(number, width);
  }

  private void variable(long number, int width) {
    if (number == 0) {
      write(0, 1);
    } else if (width == WIDTHS.length) {
      write(0xff, 8);
      write(number, 64);
    } else {
      // As many ones as there are narrower widths, one for not being zero, and a zero.
      write(((1L << (width + 1)) - 1) << 1, width + 2);
      write(number, WIDTHS[width]);
    }
  }

  /// The range is that of Prometheus, shifted by one against a two's complement.
  static boolean fits(long number, int width) {
    return -((1L << (width - 1)) - 1) <= number && number <= 1L << (width - 1);
  }
}
