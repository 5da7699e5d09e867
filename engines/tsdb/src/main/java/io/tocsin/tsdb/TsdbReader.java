package io.tocsin.tsdb;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.kit.Resources;
import io.tocsin.model.Querier;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.HeadOptions;
import io.tocsin.tsdb.wal.Checkpoint;
import io.tocsin.tsdb.wal.SideRecords;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/// A store's directory as it is at one moment, to be looked at. Nothing in it is changed and no
/// lock is taken, so a server may have it open and go on: files that it takes away while they are
/// looked for make the reader look again. Safe for use by many threads.
public final class TsdbReader implements Closeable {
  private static final int ATTEMPTS_MAX = 100;

  private final Resources opened = new Resources();
  private final Head head;
  private final Blocks blocks;
  private final Damages damages;

  private TsdbReader(Directory directory) throws IOException {
    boolean done = false;
    try {
      // The head first: what leaves it meanwhile is in a block, and found twice rather than never.
      head = opened.add(load(directory).head());
      var metrics = new TsdbMetrics(new PrometheusRegistry());
      blocks = opened.add(Blocks.openReadOnly(directory, Clock.system(), metrics));
      damages = new Damages(directory, blocks);
      done = true;
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  /// Opens the directory. A damaged block is said in the log and left out; of a damaged log,
  /// everything before the damage is read, and of a damaged checkpoint what a start would read.
  ///
  /// @throws IOException if it cannot be read
  /// @throws io.tocsin.model.StoreException if a later version of this program has written it
  public static TsdbReader open(Directory directory) throws IOException {
    return again(() -> new TsdbReader(directory));
  }

  /// Something that reads a directory.
  interface Reading<T> {
    T run() throws IOException;
  }

  /// Reads once more where a file went away under its reader.
  static <T> T again(Reading<T> reading) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return reading.run();
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  /// Reads checkpoint and log and leaves them as they are; the caller closes the head.
  static Recovery.Recovered load(Directory directory) throws IOException {
    var checkpoint = new Checkpoint(directory, SideRecords.NONE);
    long segment = checkpoint.newest();
    var recovered =
        Recovery.ofReader(directory)
            .run(TsdbReader::emptyHead, () -> SideStores.of(TsdbOptions.defaults()));
    if (checkpoint.newest() != segment) {
      // The log in between may have been gone already when it was listed.
      recovered.head().close();
      throw new NoSuchFileException("checkpoint of segment " + segment + ": replaced meanwhile");
    }
    return recovered;
  }

  private static Head emptyHead() {
    return new Head(new HeadOptions(7_200_000, 1 << 26, 0, 0, 0), Clock.system());
  }

  /// Opens a view of what is stored from `mintMillis` to `maxtMillis`, both included. Close it.
  public Querier querier(long mintMillis, long maxtMillis) {
    return new StoreQuerier(head, blocks, damages, mintMillis, maxtMillis);
  }

  /// Returns the earliest time, not before `fromMillis`, from which on there may be samples;
  /// [Long#MAX_VALUE] if there are none.
  long firstTime(long fromMillis) {
    long first = Long.MAX_VALUE;
    for (var block : blocks.list()) {
      if (block.meta().maxMillis() >= fromMillis) {
        first = Math.min(first, Math.max(fromMillis, block.meta().minMillis()));
      }
    }
    if (head.maxTime() >= fromMillis) {
      first = Math.min(first, Math.max(fromMillis, head.minTime()));
    }
    return first;
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
