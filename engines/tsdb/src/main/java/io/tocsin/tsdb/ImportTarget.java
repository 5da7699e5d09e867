package io.tocsin.tsdb;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.kit.FsDirectory;
import io.tocsin.kit.Resources;
import io.tocsin.model.ChangeJournal;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.block.BlockMeta;
import io.tocsin.tsdb.block.BlockWriter;
import io.tocsin.tsdb.block.LabelHash;
import io.tocsin.tsdb.block.SeriesCount;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A store that no server has open, to which blocks are added beside those it has. Samples that a
/// block of it has already are left out. Safe for use by many threads, each with an [Output] of its
/// own; of two at once, none sees what the other writes.
final class ImportTarget implements Closeable {
  private final Resources opened = new Resources();
  private final Path folder;
  private final Directory directory;
  private final Blocks blocks;
  private final SeriesCount series = new SeriesCount();
  private final List<String> notes = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private long samples;
  private long stored;
  private int written;
  private long minMillis = Long.MAX_VALUE;
  private long maxMillis = Long.MIN_VALUE;

  ImportTarget(Path folder, Clock clock) throws IOException {
    this.folder = folder;
    this.directory = FsDirectory.open(folder);
    boolean done = false;
    try {
      opened.add(lock());
      var metrics = new TsdbMetrics(new PrometheusRegistry());
      blocks = opened.add(Blocks.open(directory, clock, metrics, new ChangeJournal()));
      done = true;
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  private Closeable lock() throws IOException {
    try {
      return directory.lock(Tsdb.LOCK);
    } catch (IOException e) {
      throw new IOException(
          e.getMessage() + "; stop the server first, or import into a directory of its own", e);
    }
  }

  Path folder() {
    return folder;
  }

  String newId() {
    return blocks.newId();
  }

  synchronized void note(String text) {
    notes.add(text);
  }

  synchronized void fault(String text) {
    faults.add(text);
  }

  /// Begins a block of samples from `min` to `max`, both included.
  Output begin(long min, long max) throws IOException {
    return new Output(blocks.hold(min, max));
  }

  /// A block that is being written: there as a whole after [#finish], or not at all.
  final class Output implements Closeable {
    private final List<Block> held;
    private final StoredAlready there;
    private final BlockWriter writer;
    private final List<Long> hashes = new ArrayList<>();
    private long storedHere;

    Output(List<Block> held) throws IOException {
      this.held = held;
      this.there = new StoredAlready(held);
      this.writer = new BlockWriter(directory, newId());
    }

    /// Adds a series, which comes behind the one before in the order of blocks; what is stored
    /// already is taken out of the buffer.
    void add(Labels labels, SampleBuffer buffer) throws IOException {
      int before = buffer.size();
      there.takeAway(labels, buffer);
      storedHere += before - buffer.size();
      if (buffer.size() > 0) {
        writer.addSeries(labels, buffer);
        hashes.add(LabelHash.of(labels));
      }
    }

    /// Publishes the block, if anything came, and returns how many samples it has.
    long finish() throws IOException {
      var meta = writer.finish();
      count(this);
      if (meta == null) {
        return 0;
      }
      blocks.add(meta.name());
      count(meta, hashes);
      return meta.counts().samples();
    }

    @Override
    public void close() throws IOException {
      held.forEach(Block::close);
      writer.close();
    }
  }

  private synchronized void count(Output output) {
    stored += output.storedHere;
  }

  private synchronized void count(BlockMeta meta, List<Long> hashes) {
    written++;
    samples += meta.counts().samples();
    minMillis = Math.min(minMillis, meta.minMillis());
    maxMillis = Math.max(maxMillis, meta.maxMillis());
    hashes.forEach(series::add);
  }

  synchronized TransferSummary summary() {
    return new TransferSummary(
        series.size(),
        samples,
        stored,
        written,
        minMillis,
        maxMillis,
        List.copyOf(notes),
        List.copyOf(faults));
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
