package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.kit.CorruptionException;
import io.tocsin.tsdb.prometheus.SourceBlock;
import io.tocsin.tsdb.prometheus.SourceFolder;
import io.tocsin.tsdb.prometheus.SourceLog;
import io.tocsin.tsdb.prometheus.SourceMeta;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Brings samples from elsewhere into a store that no server has open, as blocks of its own. Each
/// block appears whole or not at all, so an import that was ended can be run once more: what is
/// there already is not written twice. What is wrong with the source is said, and the rest of it is
/// taken. For one thread, which may have blocks read on a few others.
public final class TsdbImport implements Closeable {
  private static final int THREADS_MAX = 4;
  private static final long PROGRESS_NANOS = 5_000_000_000L;

  private final ImportTarget target;
  private final Clock clock;
  private final PrintStream progress;

  private TsdbImport(ImportTarget target, Clock clock, PrintStream progress) {
    this.target = target;
    this.clock = clock;
    this.progress = progress;
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
    var waiting = new ArrayList<Callable<Long>>();
    long end = Long.MIN_VALUE;
    int number = 0;
    for (var block : folder.blocks()) {
      number++;
      var name = "block " + number + " of " + folder.blocks().size() + ", " + block.id();
      if (block.minMillis() <= selection.maxMillis()
          && block.maxMillis() >= selection.minMillis()) {
        if (block.minMillis() < end) {
          // It overlaps one of them, and is to see what that has.
          together(waiting);
        }
        waiting.add(() -> block(name, block, selection));
        end = Math.max(end, block.maxMillis());
      }
    }
    together(waiting);
    if (folder.hasLog()) {
      log(folder, selection);
    }
  }

  /// Runs what waits on a few threads, and returns when all of it is done.
  private static void together(List<Callable<Long>> waiting) throws IOException {
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, THREADS_MAX);
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (var done : pool.invokeAll(waiting)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("import: interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      waiting.clear();
    }
  }

  private void log(SourceFolder folder, SeriesSelection selection) throws IOException {
    long started = clock.nanos();
    long samples;
    progress.println("log: reading what is in no block yet");
    try (var spool = new SampleSpool(target, selection)) {
      var into = new LogImport(spool);
      var log = new SourceLog(folder.folder(), into);
      into.from(folder.logFromMillis());
      log.read().forEach(target::fault);
      into.from(Long.MIN_VALUE);
      log.readOutOfOrder().forEach(target::fault);
      samples = spool.finish();
      if (into.exemplars() > 0) {
        target.note(into.exemplars() + " exemplars of the log, which are not imported: left out");
      }
    }
    progress.printf(
        Locale.ROOT,
        "log: %,d samples that were in no block in %.1f s%n",
        samples,
        (clock.nanos() - started) / 1e9);
  }

  private long block(String name, SourceMeta meta, SeriesSelection selection) throws IOException {
    long started = clock.nanos();
    long told = started;
    long samples;
    try (var source = new SourceBlock(meta.folder());
        var output = target.begin(meta.minMillis(), meta.maxMillis())) {
      for (int done = 0; source.next(); done++) {
        if (selection.matches(source.labels())) {
          var read = source.read(selection.minMillis(), selection.maxMillis());
          output.add(source.labels(), read);
        }
        if ((done & 0x3ff) == 0 && clock.nanos() - told > PROGRESS_NANOS) {
          told = clock.nanos();
          progress.printf(Locale.ROOT, "%s: %,d of %,d series%n", name, done, source.size());
        }
      }
      samples = output.finish();
    } catch (CorruptionException | NoSuchFileException e) {
      target.fault(name + ": " + e.getMessage());
      progress.println(name + ": cannot be read, left out");
      return 0;
    }
    progress.printf(
        Locale.ROOT,
        "%s: %s to %s, %,d samples in %.1f s%n",
        name,
        Instant.ofEpochMilli(meta.minMillis()),
        Instant.ofEpochMilli(meta.maxMillis()),
        samples,
        (clock.nanos() - started) / 1e9);
    return samples;
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
