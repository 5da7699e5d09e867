package io.tocsin.tsdb.chunk;

import io.tocsin.model.SampleBuffer;
import java.util.Arrays;

/// Columns of a sealed chunk as bytes and back, bit for bit. Stateless; safe for use by many
/// threads, each with its own writer, reader and buffer.
///
/// A stream ends by itself, so that streams can stand one behind the other; the number of samples
/// is kept elsewhere. Decoding throws [CorruptionException] where the bytes are no such stream.
public final class ChunkCodec {
  /// The most samples of a chunk.
  public static final int SAMPLES_MAX = 512;

  private static final int CONST = 0;
  private static final int TIMESTAMPS_DELTA = 0;

  private ChunkCodec() {}

  /// Appends the stream of `count` (1 to 512) values from index `start`.
  public static void encodeValues(double[] values, int start, int count, ByteWriter out) {
    checkCount(count);
    if (isConst(values, start, count) && !Scale.NONE.isExact(values[start])) {
      out.u8(CONST);
      out.i64(Double.doubleToRawLongBits(values[start]));
      return;
    }
    var found = new ScaleSearch(values, start, count).find();
    int before = out.size();
    if (found.exceptions() <= count / 2) {
      DecimalStream.write(values, start, count, found.scale(), out);
      if (found.exceptions() == 0 && (out.size() - before) * 8 < count * 32) {
        return;
      }
    }
    int after = out.size();
    XorStream.write(values, start, count, out);
    if (after > before) {
      keepShorter(out, before, after);
    }
  }

  /// Of the two encodings from `first` and from `second` keeps the shorter.
  private static void keepShorter(ByteWriter out, int first, int second) {
    int shorter = out.size() - second;
    if (shorter < second - first) {
      System.arraycopy(out.array(), second, out.array(), first, shorter);
      out.truncate(first + shorter);
    } else {
      out.truncate(second);
    }
  }

  private static boolean isConst(double[] values, int start, int count) {
    long bits = Double.doubleToRawLongBits(values[start]);
    for (int i = start + 1; i < start + count; i++) {
      if (Double.doubleToRawLongBits(values[i]) != bits) {
        return false;
      }
    }
    return true;
  }

  /// Decodes `count` values to the buffer's values behind its size, and uses its timestamps there
  /// as scratch: decode the timestamps afterwards, then call [SampleBuffer#grow].
  public static void decodeValues(SegmentReader in, int count, SampleBuffer out) {
    checkStoredCount(in, count);
    out.reserve(count);
    int header = in.u8();
    var columns = new Columns(out.timestamps(), out.values(), out.size(), count);
    switch (header & 7) {
      case CONST -> {
        double value = Double.longBitsToDouble(in.i64());
        Arrays.fill(columns.values(), columns.at(), columns.at() + count, value);
      }
      case DecimalStream.KIND -> DecimalStream.read(header, in, columns);
      case XorStream.KIND -> XorStream.read(in, columns);
      default -> throw in.corrupt("kind of values: " + (header & 7) + " (expected: 0 to 2)");
    }
  }

  /// Appends the stream of `count` (1 to 512) ascending timestamps from index `start`.
  public static void encodeTimestamps(long[] timestamps, int start, int count, ByteWriter out) {
    checkCount(count);
    out.u8(TIMESTAMPS_DELTA);
    out.zigzag(timestamps[start]);
    var deltas = new long[count - 1];
    for (int i = 1; i < count; i++) {
      deltas[i - 1] = timestamps[start + i] - timestamps[start + i - 1];
    }
    Residuals.write(Residuals.plan(deltas, count - 1), deltas, count - 1, out);
  }

  /// Decodes `count` timestamps to `out` from index `at`; timestamps that do not ascend are
  /// corruption.
  public static void decodeTimestamps(SegmentReader in, int count, long[] out, int at) {
    checkStoredCount(in, count);
    int kind = in.u8();
    if (kind != TIMESTAMPS_DELTA) {
      throw in.corrupt("kind of timestamps: " + kind + " (expected: 0)");
    }
    out[at] = in.zigzag();
    Residuals.read(in, count - 1, out, at + 1);
    long previous = out[at];
    for (int i = at + 1; i < at + count; i++) {
      long next = previous + out[i];
      if (next <= previous) {
        throw in.corrupt("timestamp: " + next + " (expected: more than " + previous + ")");
      }
      out[i] = next;
      previous = next;
    }
  }

  /// Returns the first timestamp of the stream that `in` stands at, and stays there.
  public static long firstTimestamp(SegmentReader in) {
    var ahead = in.ahead();
    ahead.u8();
    return ahead.zigzag();
  }

  private static void checkCount(int count) {
    if (count < 1 || count > SAMPLES_MAX) {
      throw new IllegalArgumentException(
          "samples: " + count + " (expected: 1 to " + SAMPLES_MAX + ")");
    }
  }

  private static void checkStoredCount(SegmentReader in, int count) {
    if (count < 1 || count > SAMPLES_MAX) {
      throw in.corrupt("samples: " + count + " (expected: 1 to " + SAMPLES_MAX + ")");
    }
  }
}
