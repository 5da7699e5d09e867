package io.tocsin.tsdb.block;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ChunkCodec;
import io.tocsin.tsdb.chunk.RunCodec;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.util.Arrays;

/// Decodes what a block holds of one series within a range of time. For one thread and one call.
final class SeriesSamples {
  private final Index index;
  private final Segments segments;
  private final long minMillis;
  private final long maxMillis;
  private final SampleBuffer out;
  private final int before;

  SeriesSamples(Index index, Segments segments, long minMillis, long maxMillis, SampleBuffer out) {
    this.index = index;
    this.segments = segments;
    this.minMillis = minMillis;
    this.maxMillis = maxMillis;
    this.out = out;
    this.before = out.size();
  }

  void read(int series) {
    var entry = index.seriesEntry(series);
    int pair = 0;
    for (int i = index.labelCount(entry); i > 0; i--) {
      pair = index.nextPair(entry, pair);
    }
    int parts = entry.count(entry.remaining(), "parts");
    for (int i = 0; i < parts; i++) {
      int segment = entry.count(index.segments() - 1L, "segment");
      int offset = entry.count(DataWriter.SEGMENT_BYTES_MAX, "offset");
      boolean isNeeded = true;
      if (parts > 1) {
        long min = entry.zigzag();
        long max = min + entry.varint();
        isNeeded = min <= maxMillis && max >= minMillis;
      }
      if (isNeeded) {
        readPart(segment, offset);
      }
    }
  }

  private void readPart(int segment, int offset) {
    var bytes = segments.read(segment);
    var in =
        new SegmentReader(bytes, offset, bytes.byteSize(), segments.file() + " segment " + segment);
    int chunks = in.count(in.remaining(), "chunks");
    int column = 0;
    for (int i = 0; i < chunks; i++) {
      int type = RunCodec.checkedType(in, in.u8());
      long next = column + in.zigzag();
      if (next < 0 || next >= index.columns()) {
        throw in.corrupt("column: " + next + " (expected: 0 to " + (index.columns() - 1) + ")");
      }
      column = (int) next;
      int length = in.count(in.remaining(), "length of chunk");
      long end = in.position() + length;
      readChunk(type, column, new SegmentReader(bytes, in.position(), end, segments.file()));
      in.skip(length);
    }
  }

  private void readChunk(int type, int column, SegmentReader values) {
    var timestamps = index.column(column);
    int count = timestamps.count(ChunkCodec.SAMPLES_MAX, "samples");
    long span = timestamps.varint();
    long min = ChunkCodec.firstTimestamp(timestamps);
    if (min > maxMillis || min + span < minMillis) {
      return;
    }
    int at = out.size();
    if (at > before && out.timestamps()[at - 1] >= min) {
      throw new CorruptionException(
          segments.file(), values.position(), "chunks: not in order of time");
    }
    if (type == Block.FLOAT_CHUNK) {
      ChunkCodec.decodeValues(values, count, out);
      ChunkCodec.decodeTimestamps(timestamps, count, out.timestamps(), at);
      out.grow(count);
      cut(at, count);
    } else {
      var source = new RunCodec.Source(type, count, values, timestamps);
      RunCodec.decode(source, minMillis, maxMillis, out);
    }
  }

  /// Takes away what lies outside the range from the chunk that was just appended.
  private void cut(int at, int count) {
    long[] timestamps = out.timestamps();
    int end = at + count;
    int from = timestamps[at] >= minMillis ? at : lower(timestamps, at, end, minMillis);
    int to = timestamps[end - 1] <= maxMillis ? end : lower(timestamps, at, end, maxMillis + 1);
    if (from > at) {
      System.arraycopy(timestamps, from, timestamps, at, Math.max(0, to - from));
      System.arraycopy(out.values(), from, out.values(), at, Math.max(0, to - from));
    }
    out.truncate(at + Math.max(0, to - from));
  }

  private static int lower(long[] timestamps, int start, int end, long time) {
    int at = Arrays.binarySearch(timestamps, start, end, time);
    return at < 0 ? -at - 1 : at;
  }
}
