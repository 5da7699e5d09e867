package io.tocsin.server.backup;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.BackupSource;
import io.tocsin.kit.Clock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Backups of the running server, one at a time. Safe for use by many threads.
public final class LiveBackups implements BackupSource {
  private static final Logger LOG = LoggerFactory.getLogger(LiveBackups.class);

  /// Below the data directory: second names of files, and a copy of the log's end.
  private static final String STAGING = "backup-staging";

  private static final long ROOM_BYTES_MIN = 64L << 20;

  private final List<BackupPart> parts;
  private final Path data;
  private final String program;
  private final Clock clock;
  private final BackupMetrics metrics;
  private final AtomicBoolean busy = new AtomicBoolean();

  /// Deletes what a backup left that was under way when the process ended.
  ///
  /// @param program the version of this program
  public LiveBackups(
      List<BackupPart> parts, Path data, String program, Clock clock, PrometheusRegistry registry)
      throws IOException {
    this.parts = parts;
    this.data = data;
    this.program = program;
    this.clock = clock;
    this.metrics = new BackupMetrics(registry);
    clean();
  }

  private void clean() throws IOException {
    var staging = data.resolve(STAGING);
    for (var store : Place.of(staging).stores()) {
      Stores.delete(staging.resolve(store));
    }
    Files.deleteIfExists(staging);
  }

  @Override
  public Archive begin() throws IOException {
    if (!busy.compareAndSet(false, true)) {
      throw new Busy("backup: one is under way (expected: one at a time; try again later)");
    }
    boolean done = false;
    try {
      var archive = freeze();
      done = true;
      return archive;
    } finally {
      if (!done) {
        metrics.failed.inc();
        end();
      }
    }
  }

  private Archive freeze() throws IOException {
    Room.check(data, ROOM_BYTES_MIN, "for the end of the log");
    clean();
    var staging = Files.createDirectory(data.resolve(STAGING));
    var now = Instant.ofEpochSecond(clock.millis() / 1000);
    return new Sending(BackupSet.freeze(parts, staging, now, program));
  }

  private void end() {
    try {
      clean();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("cannot delete " + STAGING + "; the next backup tries again");
    } finally {
      busy.set(false);
    }
  }

  private final class Sending implements Archive {
    private final BackupSet set;
    private boolean sent;

    Sending(BackupSet set) {
      this.set = set;
    }

    @Override
    public String name() {
      return DatedFolder.nameOf(set.time());
    }

    @Override
    public long bytes() {
      return set.bytes();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      set.send(new TarWriter(out, set.time()));
      sent = true;
    }

    @Override
    public void close() throws IOException {
      try {
        set.close();
      } finally {
        end();
        if (sent) {
          metrics.sent.inc();
          metrics.lastSent.set(clock.millis() / 1e3);
        } else {
          metrics.failed.inc();
        }
        LOG.atInfo()
            .addKeyValue("backup", name())
            .addKeyValue("bytes", bytes())
            .log(sent ? "sent a backup" : "a backup was not sent to its end");
      }
    }
  }
}
