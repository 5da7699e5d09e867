package io.tocsin.tsdb.chunk;

import io.tocsin.model.SampleBuffer;

/// Runs of samples of any kind, floats or histograms, with start timestamps or without, as sealed
/// chunks. Stateless; safe for use by many threads, each with its own buffers.
public final class RunCodec {
  /// Of the bits of a chunk's type: its samples are histograms.
  public static final int HISTOGRAMS = 1;

  /// Of the bits of a chunk's type: it has start timestamps.
  public static final int STARTS = 2;

  /// No chunk with more than one sample takes more bytes.
  private static final int BYTES_MAX = 1 << 15;

  private RunCodec() {}

  /// What a chunk became.
  public record Encoded(int type, int count) {}

  /// Tells whether the buffer holds floats and nothing else.
  public static boolean isPlain(SampleBuffer buffer) {
    return buffer.histograms() == null && buffer.starts() == null;
  }

  /// Returns behind which sample a chunk that begins at `start` has to end: at `end`, or earlier
  /// where another kind of samples begins.
  public static int end(SampleBuffer buffer, int start, int end) {
    var histograms = buffer.histograms();
    if (histograms == null) {
      return end;
    }
    var first = histograms[start];
    if (first != null) {
      return HistogramWriter.end(histograms, start, end);
    }
    int at = start + 1;
    while (at < end && histograms[at] == null) {
      at++;
    }
    return at;
  }

  /// Appends a chunk without its timestamps, of at most the samples from `start` to `end`
  /// (excluded), which [#end] says are of one kind.
  public static Encoded encode(SampleBuffer buffer, int start, int end, ByteWriter out) {
    return encode(new Run(buffer, start, end - start), false, out);
  }

  /// As [#encode], with the timestamps between the samples and their starts.
  public static Encoded encodeWhole(SampleBuffer buffer, int start, int end, ByteWriter out) {
    return encode(new Run(buffer, start, end - start), true, out);
  }

  private static Encoded encode(Run whole, boolean withTimes, ByteWriter out) {
    int before = out.size();
    for (var run = whole; ; run = new Run(run.buffer, run.start, run.count / 2)) {
      run.write(withTimes, out);
      if (out.size() - before <= BYTES_MAX || run.count == 1) {
        return new Encoded(run.type(), run.count);
      }
      out.truncate(before);
    }
  }

  private record Run(SampleBuffer buffer, int start, int count) {
    int type() {
      int type = buffer.histogram(start) == null ? 0 : HISTOGRAMS;
      long[] starts = buffer.starts();
      for (int i = start; starts != null && i < start + count; i++) {
        type |= starts[i] == 0 ? 0 : STARTS;
      }
      return type;
    }

    void write(boolean withTimes, ByteWriter out) {
      int type = type();
      if ((type & HISTOGRAMS) != 0) {
        new HistogramWriter(buffer, start, count).write(out);
      } else {
        ChunkCodec.encodeValues(buffer.values(), start, count, out);
      }
      if (withTimes) {
        ChunkCodec.encodeTimestamps(buffer.timestamps(), start, count, out);
      }
      long[] starts = buffer.starts();
      if ((type & STARTS) != 0 && starts != null) {
        StartStream.write(starts, buffer.timestamps(), start, count, out);
      }
    }
  }

  /// Where a chunk's samples are.
  ///
  /// @param type the bits of its type
  /// @param timestamps may be the same reader as `values`: the timestamps then follow the values
  public record Source(int type, int count, SegmentReader values, SegmentReader timestamps) {}

  /// Appends those samples of a chunk that lie between the two times, both included.
  public static void decode(Source from, long minMillis, long maxMillis, SampleBuffer out) {
    int at = out.size();
    int count = from.count;
    if ((from.type & HISTOGRAMS) != 0) {
      var run = HistogramReader.read(from.values, count);
      var times = new long[count];
      ChunkCodec.decodeTimestamps(from.timestamps, count, times, 0);
      for (int i = 0; i < count; i++) {
        out.add(times[i], run[i]);
      }
    } else {
      ChunkCodec.decodeValues(from.values, count, out);
      ChunkCodec.decodeTimestamps(from.timestamps, count, out.timestamps(), at);
      out.grow(count);
    }
    if ((from.type & STARTS) != 0) {
      var starts = new long[count];
      StartStream.read(from.values, out.timestamps(), at, starts);
      for (int i = 0; i < count; i++) {
        out.startAt(at + i, starts[i]);
      }
    }
    SampleRuns.cut(out, at, minMillis, maxMillis);
  }

  /// Throws where the type has bits that this version does not know.
  public static int checkedType(SegmentReader in, int type) {
    if (type > (HISTOGRAMS | STARTS)) {
      throw in.corrupt("chunk type: " + type + " (expected: 0 to 3)");
    }
    return type;
  }
}
