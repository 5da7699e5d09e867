package io.tocsin.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.BackupSource;
import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.ManualClock;
import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups of a store that is open.
class LiveBackupsTest {
  private static final Labels UP = Labels.of("__name__", "up");

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private Path data;
  private Tsdb tsdb;
  private LiveBackups backups;

  @BeforeEach
  void open() throws IOException {
    data = folder.resolve("data");
    tsdb = store(data);
    backups = live();
  }

  private LiveBackups live() throws IOException {
    return new LiveBackups(Stores.running(tsdb), data, "1.0", clock, new PrometheusRegistry());
  }

  private Tsdb store(Path where) throws IOException {
    return Tsdb.open(
        where.resolve(Stores.SERIES), TsdbOptions.defaults(), clock, new PrometheusRegistry());
  }

  @AfterEach
  void close() throws IOException {
    tsdb.close();
  }

  private void append(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      clock.advance(Duration.ofMinutes(1));
      try (var appender = tsdb.appender(0)) {
        appender.append(appender.series(UP), clock.millis(), i);
        appender.commit(Durability.SYNCED);
      }
      if (i % 15 == 0) {
        tsdb.maintain();
      }
    }
  }

  private static int samples(Tsdb store) {
    var all = List.of(new Matcher(Matcher.Type.EQUAL, "__name__", "up"));
    try (var querier = store.querier(Long.MIN_VALUE, Long.MAX_VALUE);
        var series = querier.select(all, Long.MIN_VALUE, Long.MAX_VALUE)) {
      var buffer = new SampleBuffer();
      for (int i = 0; i < series.size(); i++) {
        series.read(i, buffer);
      }
      return buffer.size();
    }
  }

  private byte[] send() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var archive = backups.begin()) {
      archive.writeTo(out);
    }
    return out.toByteArray();
  }

  @Test
  void whatWasAcknowledgedBeforeIsInItAndCanBeRestored() throws IOException {
    append(400);
    Path made;
    try (var archive = backups.begin();
        var dated = DatedFolder.open(folder.resolve("backups"))) {
      append(100);
      var out = new ByteArrayOutputStream();
      archive.writeTo(out);
      made = dated.receive(archive.name(), new ByteArrayInputStream(out.toByteArray()));
    }
    assertThat(Stores.findings(Place.of(made))).isEmpty();
    assertThat(data.resolve("backup-staging")).doesNotExist();
    var restored = folder.resolve("new");
    var restore = new Restore(Place.of(made), Place.of(restored));
    restore.run(restore.manifest());
    Restore.refuseUnfinished(Place.of(restored));
    try (var copy = store(restored)) {
      assertThat(samples(copy)).isEqualTo(400);
    }
    assertThat(samples(tsdb)).isEqualTo(500);
  }

  @Test
  void oneAtATimeAndTheNextWhenThatIsOver() throws IOException {
    append(3);
    try (var first = backups.begin()) {
      assertThat(first.bytes()).isPositive();
      assertThatThrownBy(() -> backups.begin()).isInstanceOf(BackupSource.Busy.class);
    }
    assertThat(send()).isNotEmpty();
  }

  @Test
  void whatTheProcessLeftWhenItEndedGoesAtTheStart() throws IOException {
    append(3);
    var staging = data.resolve("backup-staging/tsdb.partial");
    Files.createDirectories(staging);
    Files.writeString(staging.resolve("wal-0000000001"), "rest");
    backups = live();
    assertThat(data.resolve("backup-staging")).doesNotExist();
  }

  @Test
  void aStoppedStoreIsCopiedWithoutChangingItAndNotWhileItRuns() throws IOException {
    append(200);
    assertThatThrownBy(() -> stopped().close()).hasMessageContaining("in use by process");
    tsdb.close();
    var before = FsDirectory.open(data.resolve("tsdb")).list();
    Path made;
    try (var set = stopped();
        var dated = DatedFolder.open(folder.resolve("backups"))) {
      made = dated.copy(set);
    }
    assertThat(FsDirectory.open(data.resolve("tsdb")).list()).isEqualTo(before);
    var restored = folder.resolve("new");
    var restore = new Restore(Place.of(made), Place.of(restored));
    restore.run(restore.manifest());
    try (var copy = store(restored)) {
      assertThat(samples(copy)).isEqualTo(200);
    }
  }

  private BackupSet stopped() throws IOException {
    return BackupSet.freeze(Stores.stopped(data), data, java.time.Instant.EPOCH, "1.0");
  }

  @Test
  void damageThatWasThereBeforeIsTold() throws IOException {
    append(600);
    tsdb.close();
    var store = data.resolve("tsdb");
    var block =
        FsDirectory.open(store).list().stream()
            .filter(name -> name.endsWith(".data"))
            .findFirst()
            .orElseThrow();
    var bytes = Files.readAllBytes(store.resolve(block));
    bytes[bytes.length / 2] ^= 1;
    Files.write(store.resolve(block), bytes);
    try (var set = stopped();
        var dated = DatedFolder.open(folder.resolve("backups"))) {
      var made = dated.copy(set);
      assertThat(Stores.findings(Place.of(made))).singleElement().asString().contains(block);
    }
  }
}
