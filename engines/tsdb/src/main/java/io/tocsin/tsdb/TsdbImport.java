package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.kit.CorruptionException;
import io.tocsin.tsdb.prometheus.SourceBlock;
import io.tocsin.tsdb.prometheus.SourceFolder;
import io.tocsin.tsdb.prometheus.SourceLog;
import io.tocsin.tsdb.prometheus.SourceMeta;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/// Brings samples from elsewhere into a store that no server has open, as blocks of its own. Each
/// block appears whole or not at all, so an import that was ended can be run once more: what is
/// there already is not written twice. What is wrong with the source is said, and the rest of it is
/// taken. For one thread.
public final class TsdbImport implements Closeable {
  private static final long PROGRESS_NANOS = 5_000_000_000L;

  private final ImportTarget target;
  private final Clock clock;
  private final PrintStream progress;
  private long toldNanos;

  private TsdbImport(ImportTarget target, Clock clock, PrintStream progress) {
    this.target = target;
    this.clock = clock;
    this.progress = progress;
    this.toldNanos = clock.nanos();
  }

  /// Opens the store in the folder, making it if it is missing.
  ///
  /// @param progress told a line for each part, and every few seconds within one
  /// @throws IOException if the store cannot be read, or a process has it open
  public static TsdbImport open(Path store, Clock clock, PrintStream progress) throws IOException {
    return new TsdbImport(new ImportTarget(store, clock), clock, progress);
  }

  /// Brings in a data directory of Prometheus as it is, blocks and log, or one block of it. A
  /// server should not be writing to it.
  ///
  /// @throws IOException if the source is no such directory, or the store cannot be written
  public void prometheus(Path source, SeriesSelection selection) throws IOException {
    var folder = SourceFolder.read(source);
    folder.faults().forEach(target::fault);
    int number = 0;
    for (var block : folder.blocks()) {
      number++;
      var name = "block " + number + " of " + folder.blocks().size() + ", " + block.id();
      if (block.minMillis() <= selection.maxMillis()
          && block.maxMillis() >= selection.minMillis()) {
        block(name, block, selection);
      }
    }
    if (folder.hasLog()) {
      log(folder, selection);
    }
  }

  private void log(SourceFolder folder, SeriesSelection selection) throws IOException {
    long started = clock.nanos();
    long before = target.samples();
    progress.println("log: reading what is in no block yet");
    try (var spool = new SampleSpool(target, selection)) {
      var into = new LogImport(spool);
      var log = new SourceLog(folder.folder(), into);
      into.from(folder.logFromMillis());
      log.read().forEach(target::fault);
      into.from(Long.MIN_VALUE);
      log.readOutOfOrder().forEach(target::fault);
      spool.finish();
      if (into.exemplars() > 0) {
        target.note(into.exemplars() + " exemplars of the log, which are not imported: left out");
      }
    }
    progress.printf(
        Locale.ROOT,
        "log: %,d samples that were in no block in %.1f s%n",
        target.samples() - before,
        (clock.nanos() - started) / 1e9);
  }

  private void block(String name, SourceMeta meta, SeriesSelection selection) throws IOException {
    long started = clock.nanos();
    long before = target.samples();
    try (var source = new SourceBlock(meta.folder());
        var output = target.begin(meta.minMillis(), meta.maxMillis())) {
      for (int done = 0; source.next(); done++) {
        if (selection.matches(source.labels())) {
          var samples = source.read(selection.minMillis(), selection.maxMillis());
          output.add(source.labels(), samples);
        }
        tell(name, done, source.size());
      }
      output.finish();
    } catch (CorruptionException | NoSuchFileException e) {
      target.fault(name + ": " + e.getMessage());
      progress.println(name + ": cannot be read, left out");
      return;
    }
    progress.printf(
        Locale.ROOT,
        "%s: %s to %s, %,d samples in %.1f s%n",
        name,
        Instant.ofEpochMilli(meta.minMillis()),
        Instant.ofEpochMilli(meta.maxMillis()),
        target.samples() - before,
        (clock.nanos() - started) / 1e9);
  }

  private void tell(String name, int done, int size) {
    if ((done & 0x3ff) == 0 && clock.nanos() - toldNanos > PROGRESS_NANOS) {
      toldNanos = clock.nanos();
      progress.printf(Locale.ROOT, "%s: %,d of %,d series%n", name, done, size);
    }
  }

  /// Begins to bring in samples one by one, in any order. Close what is returned.
  ///
  /// @throws IOException if the store cannot be written
  public SampleSpool samples(SeriesSelection selection) throws IOException {
    return new SampleSpool(target, selection);
  }

  /// Returns what was brought in since this was opened.
  public TransferSummary summary() {
    return target.summary();
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
