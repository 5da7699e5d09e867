package io.tocsin.kit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Decoder of Snappy's block format: a varint with the decoded length, then literals and copies.
/// Checks every length and offset; the output array needs [#SLACK] bytes beyond the decoded length,
/// so that short runs are moved eight bytes at a time. For one thread.
public final class SnappyBlock {
  public static final int SLACK = 64;

  /// No block grows more: its best element copies 64 bytes and takes 3.
  public static final int MOST_GROWTH = 22;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] in;
  private final int end;
  private int at;

  /// Returns what a block holds.
  ///
  /// @throws IllegalArgumentException if it is none, or holds more than `bytesMax`
  public static byte[] decoded(byte[] block, int bytesMax) {
    var reader = new SnappyBlock(block, block.length);
    long length = reader.declaredLength();
    if (length > bytesMax || length > (long) block.length * MOST_GROWTH) {
      throw new IllegalArgumentException(
          "body: " + length + " bytes decoded (expected: at most " + bytesMax + ")");
    }
    var out = new byte[(int) length + SLACK];
    reader.decode(out, (int) length);
    return Arrays.copyOf(out, (int) length);
  }

  /// Reads the first `length` bytes of the array.
  public SnappyBlock(byte[] in, int length) {
    this.in = in;
    this.end = length;
  }

  /// Reads the decoded length, which comes first; up to 2^32 - 1.
  ///
  /// @throws IllegalArgumentException if there is none
  public long declaredLength() {
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at >= end) {
        throw broken("the length is cut off");
      }
      int next = in[at++];
      length |= (next & 0x7fL) << shift;
      if (next >= 0) {
        if (length >>> 32 != 0) {
          break;
        }
        return length;
      }
    }
    throw broken("the length does not fit in 32 bits");
  }

  /// Decodes what follows the length into `out` and fills exactly `length` bytes.
  ///
  /// @throws IllegalArgumentException if that is not what the block holds
  public void decode(byte[] out, int length) {
    int to = 0;
    while (at < end) {
      int tag = in[at++] & 0xff;
      to = (tag & 3) == 0 ? literal(tag >>> 2, out, to, length) : copy(tag, out, to, length);
    }
    if (to != length) {
      throw broken("it decodes to " + to + " bytes, not to the declared " + length);
    }
  }

  private int literal(int code, byte[] out, int to, int length) {
    long size = code + 1L;
    if (code >= 60) {
      size = littleEndian(code - 59) + 1;
    }
    if (size > end - at || size > length - to) {
      throw broken("a literal of " + size + " bytes is longer than what is left");
    }
    int count = (int) size;
    if (count <= 16 && at + 16 <= end) {
      LONGS.set(out, to, (long) LONGS.get(in, at));
      LONGS.set(out, to + 8, (long) LONGS.get(in, at + 8));
    } else {
      System.arraycopy(in, at, out, to, count);
    }
    at += count;
    return to + count;
  }

  private int copy(int tag, byte[] out, int to, int length) {
    int count;
    long offset;
    if ((tag & 3) == 1) {
      count = 4 + ((tag >>> 2) & 7);
      offset = ((tag >>> 5) << 8) | littleEndian(1);
    } else {
      count = 1 + (tag >>> 2);
      offset = littleEndian((tag & 3) == 2 ? 2 : 4);
    }
    if (offset == 0 || offset > to || count > length - to) {
      throw broken("a copy of " + count + " bytes from " + offset + " back, at " + to);
    }
    int from = to - (int) offset;
    int done = to + count;
    if (offset >= 8) {
      for (int i = to; i < done; i += 8, from += 8) {
        LONGS.set(out, i, (long) LONGS.get(out, from));
      }
    } else {
      for (int i = to; i < done; i++) {
        out[i] = out[from++];
      }
    }
    return done;
  }

  private long littleEndian(int bytes) {
    if (bytes > end - at) {
      throw broken("it is cut off at byte " + end);
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (in[at++] & 0xffL) << (8 * i);
    }
    return value;
  }

  private static IllegalArgumentException broken(String problem) {
    return new IllegalArgumentException(problem + " (expected: a snappy block)");
  }
}
