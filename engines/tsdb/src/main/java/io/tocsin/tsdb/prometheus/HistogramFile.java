package io.tocsin.tsdb.prometheus;

import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ByteWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Histograms that wait on disk, each as a chunk of one: added first, then read by their places.
/// The file is deleted when this is closed. For one thread.
public final class HistogramFile implements Closeable {
  private static final int LENGTH_MAX = 1 << 28;
  private static final List<ResetHint> HINTS = List.of(ResetHint.values());

  private final Path path;
  private final BufferedOutputStream out;
  private final HistogramWriter writer = new HistogramWriter();
  private final BitOutput bits = new BitOutput();
  private final ByteWriter head = new ByteWriter(16);
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final SampleBuffer one = new SampleBuffer();
  private final Arena arena = Arena.ofShared();
  private byte[] bytes = new byte[256];
  private long position;
  private @Nullable SourceCursor in;

  public HistogramFile(Path path) throws IOException {
    this.path = path;
    this.out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
  }

  /// Adds one and returns its place.
  public long add(Histogram histogram) throws IOException {
    bits.clear();
    writer.add(0, histogram);
    int encoding = writer.write(bits);
    head.clear();
    head.u8(HINTS.indexOf(histogram.hint()));
    head.u8(encoding);
    head.varint(bits.length());
    out.write(head.array(), 0, head.size());
    out.write(bits.array(), 0, bits.length());
    long place = position;
    position += head.size() + bits.length();
    return place;
  }

  /// Returns the one at a place; after the first call none can be added.
  public Histogram read(long place) throws IOException {
    var cursor = in;
    if (cursor == null) {
      out.close();
      cursor = SourceFiles.open(path, arena);
      in = cursor;
    }
    cursor.range(place, cursor.size());
    var hint = HINTS.get(cursor.u8());
    int encoding = cursor.u8();
    int length = cursor.count(LENGTH_MAX, "length of histogram");
    if (bytes.length < length + BitInput.SLACK) {
      bytes = new byte[length * 2 + BitInput.SLACK];
    }
    cursor.copy(cursor.skip(length), bytes, length);
    one.clear();
    decoder.decode(encoding, bytes, 0, length, one);
    var histogram = one.histogram(0);
    if (histogram == null) {
      throw cursor.corrupt("histogram: none (expected: one)");
    }
    return histogram.withHint(hint);
  }

  @Override
  public void close() throws IOException {
    out.close();
    arena.close();
    Files.deleteIfExists(path);
  }
}
