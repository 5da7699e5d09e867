package io.tocsin.catalog;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.catalog.CatalogException.Kind;
import io.tocsin.kit.Clock;
import io.tocsin.kit.FsDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The state that people change by hand, in the tables of one SQLite file. Several processes may
/// have it open: a command beside a server. Safe for use by many threads.
public final class Catalog implements Closeable {
  /// The file's name in its folder.
  public static final String FILE = "catalog.db";

  /// What the file may grow to; changes beyond are refused as [Kind#FULL].
  public static final long BYTES_MAX = 1L << 30;

  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
  private static final int READERS_MAX = 4;
  private static final long WAIT_SECONDS = 10;
  private static final double NANOS_PER_SECOND = 1e9;

  private final CatalogFile file;
  private final Session writer;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final Semaphore readers = new Semaphore(READERS_MAX, true);
  private final Deque<Session> idle = new ArrayDeque<>();
  private final Clock clock;
  private final CatalogMetrics metrics;
  private boolean closed;

  private Catalog(CatalogFile file, Session writer, Clock clock, PrometheusRegistry registry) {
    this.file = file;
    this.writer = writer;
    this.clock = clock;
    this.metrics = new CatalogMetrics(registry, this::bytes);
  }

  /// Opens the catalog in a folder, which is made where it is missing, and brings the tables of
  /// these parts to their newest version.
  ///
  /// @throws CatalogException if the file is damaged, of a later version, or no catalog: it stays
  ///   as it is
  public static Catalog open(
      Path folder, List<CatalogPart> parts, Clock clock, PrometheusRegistry registry)
      throws IOException {
    return open(folder, BYTES_MAX, parts, clock, registry);
  }

  /// As the other [#open], with another bound on the file's size.
  public static Catalog open(
      Path folder, long bytesMax, List<CatalogPart> parts, Clock clock, PrometheusRegistry registry)
      throws IOException {
    CatalogPart.checkNames(parts);
    var names = FsDirectory.open(folder);
    var path = folder.resolve(FILE);
    boolean made = !Files.exists(path);
    var file = new CatalogFile(path, bytesMax);
    var writer = file.writer();
    try {
      if (made) {
        names.syncNames();
      }
      var catalog = new Catalog(file, writer, clock, registry);
      parts.forEach(catalog::migrate);
      return catalog;
    } catch (IOException | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private void migrate(CatalogPart part) {
    long known = version(writer, part);
    if (known == part.version()) {
      return;
    }
    write(rows -> {
      long before = version(rows, part); // another process may have come first
      for (long version = before; version < part.version(); version++) {
        writer.script(part.migrations().get((int) version));
      }
      rows.change(
          "INSERT INTO part (name, version) VALUES (?, ?)"
              + " ON CONFLICT (name) DO UPDATE SET version = excluded.version",
          part.name(),
          part.version());
      LOG.atDebug().addKeyValue("part", part.name()).log("catalog migrated");
      return null;
    });
  }

  private long version(CatalogReader rows, CatalogPart part) {
    long known = rows.number("SELECT version FROM part WHERE name = ?", part.name());
    if (known > part.version()) {
      throw new CatalogException(
          Kind.FOREIGN,
          file.path()
              + ": "
              + part.name()
              + ": version "
              + known
              + " (expected: at most "
              + part.version()
              + "; it was written by a later Tocsin)");
    }
    return known;
  }

  /// Runs a task that reads, beside at most three others.
  ///
  /// @throws CatalogException if the file cannot be read
  public <T extends @Nullable Object, E extends Exception> T read(CatalogReader.Task<T, E> task)
      throws E {
    metrics.reads.inc();
    try {
      var session = borrow();
      boolean whole = false;
      try {
        session.script("BEGIN");
        var result = task.run(session);
        session.script("COMMIT");
        whole = true;
        return result;
      } finally {
        giveBack(session, whole);
      }
    } catch (CatalogException e) {
      metrics.failures.labelValues(word(e)).inc();
      throw e;
    }
  }

  private Session borrow() {
    try {
      if (!readers.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new CatalogException(
            Kind.BUSY, file.path() + ": too many readers (expected: a later request)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogException(Kind.UNAVAILABLE, file.path() + ": interrupted", e);
    }
    boolean opened = false;
    try {
      var session = takeIdle();
      var reader = session == null ? file.reader() : session;
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        readers.release();
      }
    }
  }

  private @Nullable Session takeIdle() {
    synchronized (idle) {
      if (closed) {
        throw closed();
      }
      return idle.poll();
    }
  }

  private CatalogException closed() {
    return new CatalogException(Kind.UNAVAILABLE, file.path() + ": closed");
  }

  /// Keeps the session for the next reader; one whose task failed goes, with whatever it left.
  private void giveBack(Session session, boolean whole) {
    boolean kept = false;
    synchronized (idle) {
      if (whole && !closed) {
        idle.push(session);
        kept = true;
      }
    }
    try {
      if (!kept) {
        session.close();
      }
    } finally {
      readers.release();
    }
  }

  /// Runs a task that changes rows. When it returns, they are on disk; when it throws, nothing has
  /// changed. A task may not begin another one.
  ///
  /// @throws CatalogException if the change cannot be made
  public <T extends @Nullable Object, E extends Exception> T write(CatalogWriter.Task<T, E> task)
      throws E {
    long start = clock.nanos();
    try {
      lock();
      try {
        return change(task);
      } finally {
        writing.unlock();
      }
    } catch (CatalogException e) {
      metrics.failures.labelValues(word(e)).inc();
      throw e;
    } finally {
      metrics.writes.observe((clock.nanos() - start) / NANOS_PER_SECOND);
    }
  }

  private void lock() {
    if (writing.isHeldByCurrentThread()) {
      throw new IllegalStateException("catalog: a change within a change (expected: one task)");
    }
    try {
      if (!writing.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new CatalogException(
            Kind.BUSY, file.path() + ": another change takes too long (expected: a later request)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogException(Kind.UNAVAILABLE, file.path() + ": interrupted", e);
    }
  }

  private <T extends @Nullable Object, E extends Exception> T change(CatalogWriter.Task<T, E> task)
      throws E {
    synchronized (idle) {
      if (closed) {
        throw closed();
      }
    }
    writer.script("BEGIN IMMEDIATE");
    boolean done = false;
    try {
      var result = task.run(writer);
      writer.script("COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback();
      }
    }
  }

  private void rollback() {
    try {
      writer.script("ROLLBACK");
    } catch (CatalogException e) {
      // SQLite has ended the transaction itself, as it does on a full disk
      LOG.atDebug().setCause(e).log("catalog: nothing to roll back");
    }
  }

  private static String word(CatalogException e) {
    return e.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  /// Returns the size of the file, without what waits beside it.
  public long bytes() {
    try {
      return Files.size(file.path());
    } catch (IOException e) {
      return 0;
    }
  }

  /// Copies everything that was acknowledged before the call into a new file of a folder.
  public void copy(Path folder) {
    copy(file, folder);
  }

  /// Copies the catalog of a folder, also of one that a server has open; see [#copy(Path)].
  ///
  /// @throws CatalogException if it cannot be read
  public static void copy(Path from, Path folder) {
    copy(new CatalogFile(from.resolve(FILE), BYTES_MAX), folder);
  }

  private static void copy(CatalogFile file, Path folder) {
    try (var session = file.writer()) {
      session.change("VACUUM INTO ?", folder.resolve(FILE).toString());
    }
  }

  /// Returns what is wrong with the file of a catalog that nobody has open; nothing where it is
  /// whole.
  public static List<String> verify(Path folder) {
    try (var session = new CatalogFile(folder.resolve(FILE), BYTES_MAX).still()) {
      return CatalogFile.findings(session, "integrity_check");
    } catch (CatalogException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /// Waits for the change under way, and closes the file. Everything later is refused.
  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      synchronized (idle) {
        if (closed) {
          return;
        }
        closed = true;
        idle.forEach(Session::close);
        idle.clear();
      }
      writer.close();
    } catch (CatalogException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }
}
