package io.tocsin.tsdb.block;

import io.tocsin.kit.Directory;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.ChunkCodec;
import io.tocsin.tsdb.chunk.RunCodec;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a block, series after series in [SeriesOrder]. Nothing of it exists before [#finish] has
/// returned; [#close] without it deletes what was written. Keeps about 40 bytes for each series and
/// each distinct label in memory. For one thread.
public final class BlockWriter implements Closeable {
  private static final int CHUNK_SAMPLES_MIN = 240;
  private static final int CUT_MASK = 127;
  private static final int COUNT_BYTES_MAX = 5;

  private final Directory directory;
  private final String id;
  private final int level;
  private final List<String> parents;
  private final DataWriter data;
  private final IndexWriter index = new IndexWriter();
  private final ByteWriter part = new ByteWriter(DataWriter.SEGMENT_BYTES_MAX);
  private final ByteWriter values = new ByteWriter(1 << 13);
  private @Nullable Labels previous;
  private int partChunks;
  private int previousColumn;
  private long partMinMillis;
  private long samples;
  private long chunks;
  private long minMillis = Long.MAX_VALUE;
  private long maxMillis = Long.MIN_VALUE;
  private boolean isFinished;

  /// Starts a block of samples that are in no block yet.
  ///
  /// @param id makes the name unique in the directory: 1 to 32 of `a-z` and `0-9`
  public BlockWriter(Directory directory, String id) throws IOException {
    this(directory, id, List.of());
  }

  /// Starts a block that will supersede `parents`.
  BlockWriter(Directory directory, String id, List<BlockMeta> parents) throws IOException {
    if (!id.matches("[a-z0-9]{1,32}")) {
      throw new IllegalArgumentException("block id: " + id + " (expected: 1 to 32 of a-z, 0-9)");
    }
    this.directory = directory;
    this.id = id;
    this.level = 1 + parents.stream().mapToInt(BlockMeta::level).max().orElse(0);
    this.parents = parents.stream().map(BlockMeta::name).toList();
    this.data = new DataWriter(directory, Frame.DATA.file(BlockFiles.temporary(id)));
  }

  /// Adds a series with all its samples, timestamps strictly ascending. One without samples is left
  /// out.
  ///
  /// @throws IllegalArgumentException if the series does not come after the previous one
  public void addSeries(Labels labels, SampleBuffer buffer) throws IOException {
    if (RunCodec.isPlain(buffer)) {
      addSeries(labels, buffer.timestamps(), buffer.values(), buffer.size());
    } else if (buffer.size() > 0) {
      startSeries(labels);
      for (int start = 0; start < buffer.size(); ) {
        start = addChunk(buffer, start);
      }
      endSeries(buffer.timestamps(), buffer.size());
    }
  }

  /// As above, with the first `count` floats of two arrays.
  public void addSeries(Labels labels, long[] timestamps, double[] column, int count)
      throws IOException {
    if (count == 0) {
      return;
    }
    startSeries(labels);
    for (int start = 0; start < count; ) {
      int end = chunkEnd(timestamps, start, count);
      addChunk(timestamps, column, start, end);
      start = end;
    }
    endSeries(timestamps, count);
  }

  private void endSeries(long[] timestamps, int count) throws IOException {
    endPart(timestamps[count - 1]);
    index.endSeries();
    samples += count;
    minMillis = Math.min(minMillis, timestamps[0]);
    maxMillis = Math.max(maxMillis, timestamps[count - 1]);
  }

  private void startSeries(Labels labels) throws IOException {
    var before = previous;
    if (before != null && SeriesOrder.compare(before, labels) >= 0) {
      throw new IllegalArgumentException(
          "series: " + labels + " (expected: one after " + before + ")");
    }
    if (before == null || !before.metricName().equals(labels.metricName())) {
      data.startName();
    }
    previous = labels;
    index.startSeries(labels);
  }

  /// Cuts where a timestamp says so, for series that began at different times to fall into step.
  private static int chunkEnd(long[] timestamps, int start, int count) {
    int longest = Math.min(count, start + ChunkCodec.SAMPLES_MAX);
    for (int i = start + CHUNK_SAMPLES_MIN; i < longest; i++) {
      if ((LabelHash.mix(timestamps[i]) & CUT_MASK) == 0) {
        return i;
      }
    }
    return longest;
  }

  private void addChunk(long[] timestamps, double[] column, int start, int end) throws IOException {
    values.clear();
    ChunkCodec.encodeValues(column, start, end - start, values);
    addValues(Block.FLOAT_CHUNK, timestamps, start, end);
  }

  /// Adds a chunk of samples of any kind and returns where it ends.
  private int addChunk(SampleBuffer buffer, int start) throws IOException {
    int most = chunkEnd(buffer.timestamps(), start, buffer.size());
    values.clear();
    var chunk = RunCodec.encode(buffer, start, RunCodec.end(buffer, start, most), values);
    addValues(chunk.type(), buffer.timestamps(), start, start + chunk.count());
    return start + chunk.count();
  }

  private void addValues(int type, long[] timestamps, int start, int end) throws IOException {
    int columnNumber = index.columns().add(timestamps, start, end - start);
    if (partChunks > 0 && part.size() + values.size() > DataWriter.SEGMENT_BYTES) {
      endPart(timestamps[start - 1]);
    }
    if (partChunks == 0) {
      partMinMillis = timestamps[start];
      previousColumn = 0;
    }
    part.u8(type);
    part.zigzag(columnNumber - previousColumn);
    part.varint(values.size());
    part.bytes(values.array(), 0, values.size());
    previousColumn = columnNumber;
    partChunks++;
    chunks++;
  }

  private void endPart(long lastMillis) throws IOException {
    data.startPart(part.size() + COUNT_BYTES_MAX);
    index.addPart(data.segment(), data.offset(), partMinMillis, lastMillis);
    data.addCount(partChunks);
    data.add(part);
    part.clear();
    partChunks = 0;
  }

  public long samples() {
    return samples;
  }

  /// Publishes the block and returns what it is, or null if it has no samples: then there is none.
  /// When this returns, the block survives the end of the machine.
  public @Nullable BlockMeta finish() throws IOException {
    var dataSum = data.finish();
    data.close();
    if (samples == 0) {
      return null;
    }
    var temporary = BlockFiles.temporary(id);
    var name = BlockFiles.name(minMillis, maxMillis, id);
    BlockMeta meta;
    try (var output = new FramedOutput(directory, Frame.INDEX.file(temporary), Frame.INDEX)) {
      var sections = index.write(data.segments(), output);
      var files = new BlockMeta.Files(output.finish(), dataSum, sections);
      var counts = new BlockMeta.Counts(index.series(), samples, chunks);
      meta = new BlockMeta(name, minMillis, maxMillis, counts, level, parents, files);
    }
    try (var output = new FramedOutput(directory, Frame.META.file(temporary), Frame.META)) {
      var bytes = new ByteWriter(256);
      meta.write(bytes);
      output.write(bytes);
      output.finish();
    }
    directory.rename(Frame.DATA.file(temporary), Frame.DATA.file(name));
    directory.rename(Frame.INDEX.file(temporary), Frame.INDEX.file(name));
    directory.syncNames();
    directory.rename(Frame.META.file(temporary), Frame.META.file(name));
    directory.syncNames();
    isFinished = true;
    return meta;
  }

  @Override
  public void close() throws IOException {
    data.close();
    if (!isFinished) {
      BlockFiles.deleteTemporary(directory, id);
    }
  }
}
