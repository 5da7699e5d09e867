package io.tocsin.tsdb.prometheus;

import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Writes a block that Prometheus opens. It has a name that Prometheus passes over until [#finish]
/// has renamed it. For one thread.
public final class BlockFolderWriter implements Closeable {
  private static final String UNFINISHED = ".tmp-for-creation";
  private static final int CHUNK_SAMPLES = 120;

  /// Magic, version, and the checksum of nothing.
  private static final byte[] NO_TOMBSTONES = {0x01, 0x30, (byte) 0xba, 0x30, 1, 0, 0, 0, 0};

  private final Path parent;
  private final Path folder;
  private final String id;
  private final ChunkFileWriter chunks;
  private final IndexFileWriter index = new IndexFileWriter();
  private final BitOutput bits = new BitOutput();
  private final XorWriter xor = new XorWriter();
  private final HistogramWriter histograms = new HistogramWriter();
  private long samples;
  private long histogramSamples;
  private long minMillis = Long.MAX_VALUE;
  private long maxMillis = Long.MIN_VALUE;

  /// Begins a block in the folder.
  ///
  /// @param nowMillis the time that its name begins with
  public BlockFolderWriter(Path parent, long nowMillis, Random random) throws IOException {
    this.parent = parent;
    this.id = Ulid.of(nowMillis, random);
    this.folder = parent.resolve(id + UNFINISHED);
    this.chunks = new ChunkFileWriter(folder.resolve("chunks"));
  }

  /// Adds a series with its samples, ascending; series come in [ByteOrderOfTexts#LABELS]. One
  /// without samples is left out.
  public void addSeries(Labels labels, SampleBuffer buffer) throws IOException {
    int size = buffer.size();
    if (size == 0) {
      return;
    }
    index.startSeries(labels);
    for (int start = 0; start < size; ) {
      start = buffer.histogram(start) == null ? floats(buffer, start) : counts(buffer, start);
    }
    samples += size;
    minMillis = Math.min(minMillis, buffer.timestamps()[0]);
    maxMillis = Math.max(maxMillis, buffer.timestamps()[size - 1]);
  }

  private int floats(SampleBuffer buffer, int start) throws IOException {
    int end = start + 1;
    int longest = Math.min(buffer.size(), start + CHUNK_SAMPLES);
    while (end < longest && buffer.histogram(end) == null) {
      end++;
    }
    bits.clear();
    xor.write(buffer, start, end, bits);
    add(ChunkDecoder.XOR, buffer, start, end);
    return end;
  }

  private int counts(SampleBuffer buffer, int start) throws IOException {
    int end = start;
    int longest = Math.min(buffer.size(), start + CHUNK_SAMPLES);
    for (; end < longest; end++) {
      var histogram = buffer.histogram(end);
      if (histogram == null || !histograms.takes(histogram)) {
        break;
      }
      histograms.add(buffer.timestamps()[end], histogram);
    }
    bits.clear();
    add(histograms.write(bits), buffer, start, end);
    histogramSamples += end - start;
    return end;
  }

  private void add(int encoding, SampleBuffer buffer, int start, int end) throws IOException {
    long reference = chunks.add(encoding, bits.array(), bits.length());
    index.addChunk(buffer.timestamps()[start], buffer.timestamps()[end - 1], reference);
  }

  public long samples() {
    return samples;
  }

  /// Publishes the block and returns its name; without samples there is none, and null is returned.
  public @Nullable String finish() throws IOException {
    chunks.close();
    if (samples == 0) {
      return null;
    }
    index.write(folder.resolve("index"));
    Files.write(folder.resolve("tombstones"), NO_TOMBSTONES);
    Files.writeString(folder.resolve("meta.json"), meta());
    FsDirectory.open(folder).syncNames();
    Files.move(folder, parent.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    FsDirectory.open(parent).syncNames();
    return id;
  }

  private String meta() {
    return """
    {
      "ulid": "%s",
      "minTime": %d,
      "maxTime": %d,
      "stats": {
        "numSamples": %d,
        "numFloatSamples": %d,
        "numHistogramSamples": %d,
        "numSeries": %d,
        "numChunks": %d
      },
      "compaction": {
        "level": 1,
        "sources": [
          "%s"
        ]
      },
      "version": 1
    }
    """
        .formatted(
            id,
            minMillis,
            maxMillis + 1,
            samples,
            samples - histogramSamples,
            histogramSamples,
            index.series(),
            index.chunks(),
            id);
  }

  @Override
  public void close() throws IOException {
    chunks.close();
    if (Files.isDirectory(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
