package io.tocsin.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Compresses to Snappy's block format as bytes arrive, which is possible because their number is
/// known before. Each run of 64 KiB is searched for repetitions on its own. For one thread.
public final class SnappyOutput extends OutputStream {
  private static final int RUN_BYTES = 1 << 16;
  private static final int HASH_BITS = 12;
  private static final int MATCH_MIN = 4;
  private static final int COPY_MAX = 64;

  private final OutputStream out;
  private final byte[] run = new byte[RUN_BYTES];
  private final int[] seen = new int[1 << HASH_BITS];
  private final byte[] packed = new byte[RUN_BYTES + RUN_BYTES / 6 + 32];
  private long missing;
  private int size;
  private int packedSize;

  /// @param length how many bytes will be written
  public SnappyOutput(OutputStream out, long length) throws IOException {
    this.out = out;
    this.missing = length;
    long left = length;
    for (; left >= 0x80; left >>>= 7) {
      packed[packedSize++] = (byte) (left | 0x80);
    }
    packed[packedSize++] = (byte) left;
    out.write(packed, 0, packedSize);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    missing -= length;
    if (missing < 0) {
      throw new IOException("snappy: " + -missing + " bytes too many (expected: as announced)");
    }
    int from = offset;
    int rest = length;
    while (rest > 0) {
      int count = Math.min(rest, RUN_BYTES - size);
      System.arraycopy(bytes, from, run, size, count);
      size += count;
      from += count;
      rest -= count;
      if (size == RUN_BYTES) {
        pack();
      }
    }
  }

  /// Ends the block; what is below stays open.
  @Override
  public void close() throws IOException {
    if (missing != 0) {
      throw new IOException("snappy: " + missing + " bytes missing (expected: as announced)");
    }
    pack();
    out.flush();
  }

  private void pack() throws IOException {
    Arrays.fill(seen, -1);
    packedSize = 0;
    int literal = 0;
    int at = 0;
    while (at + MATCH_MIN <= size) {
      int word = word(at);
      int slot = (word * 0x1e35a7bd) >>> (32 - HASH_BITS);
      int candidate = seen[slot];
      seen[slot] = at;
      if (candidate < 0 || word(candidate) != word) {
        // the longer nothing repeats, the less closely is it looked
        at += 1 + ((at - literal) >>> 6);
        continue;
      }
      literal(literal, at);
      int length = length(candidate, at);
      copy(at - candidate, length);
      at += length;
      literal = at;
    }
    literal(literal, size);
    out.write(packed, 0, packedSize);
    size = 0;
  }

  private int word(int at) {
    return (run[at] & 0xff)
        | (run[at + 1] & 0xff) << 8
        | (run[at + 2] & 0xff) << 16
        | run[at + 3] << 24;
  }

  private int length(int candidate, int at) {
    int length = MATCH_MIN;
    while (at + length < size && run[candidate + length] == run[at + length]) {
      length++;
    }
    return length;
  }

  private void literal(int from, int to) {
    int count = to - from;
    if (count == 0) {
      return;
    }
    int code = count - 1;
    if (code < 60) {
      packed[packedSize++] = (byte) (code << 2);
    } else if (code < 256) {
      packed[packedSize++] = (byte) (60 << 2);
      packed[packedSize++] = (byte) code;
    } else {
      packed[packedSize++] = (byte) (61 << 2);
      packed[packedSize++] = (byte) code;
      packed[packedSize++] = (byte) (code >>> 8);
    }
    System.arraycopy(run, from, packed, packedSize, count);
    packedSize += count;
  }

  private void copy(int offset, int length) {
    int rest = length;
    while (rest > 0) {
      int count = Math.min(rest, COPY_MAX);
      packed[packedSize++] = (byte) ((count - 1) << 2 | 2);
      packed[packedSize++] = (byte) offset;
      packed[packedSize++] = (byte) (offset >>> 8);
      rest -= count;
    }
  }
}
