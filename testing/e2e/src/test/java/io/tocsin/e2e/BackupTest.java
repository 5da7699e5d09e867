package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tocsin backup` of a server that takes samples, and `tocsin restore`.
class BackupTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int REQUESTS_BEFORE = 100;
  private static final String PUSHED = Ingest.NAME + "[3h]";

  @TempDir Path folder;

  private static String path(Path path) {
    return path.toString();
  }

  @Test
  void whatWasAcknowledgedBeforeTheBackupIsInItWhileMoreComes() throws Exception {
    var data = folder.resolve("data");
    var backups = folder.resolve("backups");
    var ingest = new Ingest(7);
    Series before;
    long asked;
    try (var tocsin = Tocsin.start(data)) {
      ingest.start(tocsin.web(), System.currentTimeMillis() - Duration.ofHours(2).toMillis());
      Eventually.get(LIMIT, ingest::accepted, n -> n >= REQUESTS_BEFORE || !ingest.isRunning());
      asked = System.currentTimeMillis();
      before = tocsin.web().query(PUSHED, asked);
      var made = Command.tocsin("backup", path(backups), "--server", tocsin.url());
      assertThat(made.err()).isEmpty();
      assertThat(made.exit()).isZero();
      assertThat(made.out()).endsWith("verified");
      assertThat(ingest.isRunning()).as("still pushing: " + ingest.refusals()).isTrue();
      tocsin.kill();
      ingest.join();
    }
    var fresh = folder.resolve("new");
    var restored = Command.tocsin("restore", path(backups), "--data", path(fresh));
    assertThat(restored.err()).isEmpty();
    assertThat(restored.exit()).isZero();
    try (var tocsin = Tocsin.start(fresh)) {
      var found = tocsin.web().query(PUSHED, asked);
      assertThat(before.sampleCount()).isPositive();
      assertThat(before.missingFrom(found)).as("shown before the backup").isEmpty();
      assertThat(found.missingFrom(ingest.sent())).as("nothing invented").isEmpty();
      assertThat(tocsin.stop()).isZero();
    }
    var verified = Command.tocsin("tsdb", "verify", path(fresh));
    assertThat(verified.exit()).as(verified.out()).isZero();
  }

  @Test
  void answersOfARestoredStoppedServerAreTheSame() throws Exception {
    var data = folder.resolve("data");
    var backups = folder.resolve("backups");
    var query = "sum by (series) (rate(" + Ingest.NAME + "[10m]))";
    var ingest = new Ingest(8);
    long asked = System.currentTimeMillis();
    String before;
    try (var tocsin = Tocsin.start(data)) {
      ingest.start(tocsin.web(), asked - 200_000);
      Eventually.get(LIMIT, ingest::accepted, n -> n >= REQUESTS_BEFORE || !ingest.isRunning());
      var running = Command.tocsin("backup", path(backups), "--data", path(data));
      assertThat(running.exit()).isEqualTo(1);
      assertThat(running.err()).contains("in use by process");
      assertThat(tocsin.stop()).isZero();
      ingest.join();
    }
    try (var tocsin = Tocsin.start(data)) {
      before = answer(tocsin, query, asked);
      assertThat(tocsin.stop()).isZero();
    }
    var made = Command.tocsin("backup", path(backups), "--data", path(data));
    assertThat(made.exit()).as(made.err()).isZero();
    var fresh = folder.resolve("new");
    assertThat(Command.tocsin("restore", path(backups), "--data", path(fresh)).exit()).isZero();
    var again = Command.tocsin("restore", path(backups), "--data", path(fresh));
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("(expected: an empty or missing directory)");
    try (var tocsin = Tocsin.start(fresh)) {
      assertThat(answer(tocsin, query, asked)).isEqualTo(before);
    }
  }

  private static String answer(Tocsin tocsin, String query, long millis) throws IOException {
    var path = "/api/v1/query?time=" + millis / 1000 + "&query=" + Web.encoded(query);
    var reply = tocsin.web().get(path);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).contains("\"series\"");
    return reply.body();
  }

  @Test
  void noServerStartsOnARestoreThatWasKilled() throws Exception {
    var data = folder.resolve("data");
    var backups = folder.resolve("backups");
    Series shown;
    long asked = System.currentTimeMillis();
    try (var tocsin = Tocsin.start(data)) {
      var ingest = new Ingest(9);
      ingest.start(tocsin.web(), System.currentTimeMillis() - 3_600_000);
      Eventually.get(LIMIT, ingest::accepted, n -> n >= REQUESTS_BEFORE || !ingest.isRunning());
      shown = tocsin.web().query(PUSHED, asked);
      assertThat(shown.sampleCount()).isPositive();
      assertThat(Command.tocsin("backup", path(backups), "--server", tocsin.url()).exit()).isZero();
    }
    var fresh = folder.resolve("new");
    boolean whole = false;
    for (int attempt = 0; attempt < 4 && !whole; attempt++) {
      var line =
          List.of(Dist.launcher().toString(), "restore", path(backups), "--data", path(fresh));
      var restore = new ProcessBuilder(line).start();
      restore.waitFor(120 + 60L * attempt, TimeUnit.MILLISECONDS);
      restore.destroyForcibly().waitFor();
      whole = Files.exists(fresh.resolve("restored-from"));
      assertThat(whole || Files.exists(fresh.resolve("restore-unfinished")) || isEmpty(fresh))
          .isTrue();
    }
    if (whole) {
      // As if the last step had not happened.
      Files.move(fresh.resolve("restored-from"), fresh.resolve("restore-unfinished"));
    } else {
      Files.createDirectories(fresh);
      Files.writeString(fresh.resolve("restore-unfinished"), "");
    }
    var refused = Command.tocsin("serve", "--listen", "127.0.0.1:0", "--data", path(fresh));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("a restore into it was not finished");
    var done = Command.tocsin("restore", path(backups), "--data", path(fresh));
    assertThat(done.exit()).as(done.err()).isZero();
    try (var tocsin = Tocsin.start(fresh)) {
      assertThat(shown.missingFrom(tocsin.web().query(PUSHED, asked))).isEmpty();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
