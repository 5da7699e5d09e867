package io.tocsin.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.catalog.CatalogException.Kind;
import io.tocsin.kit.Clock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  private static final CatalogPart NOTES =
      new CatalogPart(
          "notes",
          List.of("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT"));

  private static final CatalogPart NOTES_2 =
      new CatalogPart(
          "notes",
          List.of(
              NOTES.migrations().getFirst(),
              "ALTER TABLE note ADD COLUMN stars INTEGER NOT NULL DEFAULT 1;"
                  + "CREATE INDEX note_stars ON note (stars)"));

  @TempDir Path folder;

  private Catalog open(CatalogPart... parts) throws IOException {
    return Catalog.open(folder, List.of(parts), Clock.system(), new PrometheusRegistry());
  }

  private static void add(Catalog catalog, String text) {
    catalog.write(rows -> rows.change("INSERT INTO note (text) VALUES (?)", text));
  }

  private static List<String> texts(Catalog catalog) {
    return catalog.read(
        rows -> rows.list("SELECT text FROM note ORDER BY id", row -> row.text("text")));
  }

  @Test
  void whatWasWrittenIsThereAfterClosing() throws IOException {
    try (var catalog = open(NOTES)) {
      add(catalog, "a");
      add(catalog, "b");
    }
    try (var catalog = open(NOTES)) {
      assertThat(texts(catalog)).containsExactly("a", "b");
      assertThat(catalog.bytes()).isPositive();
    }
    assertThat(Catalog.verify(folder)).isEmpty();
  }

  @Test
  void everyTypeComesBackAsItWent() throws IOException {
    var part =
        new CatalogPart(
            "types", List.of("CREATE TABLE types (a INTEGER, b REAL, c TEXT, d BLOB, e INTEGER)"));
    try (var catalog = open(part)) {
      catalog.write(rows ->
          rows.change(
              "INSERT INTO types VALUES (?, ?, ?, ?, ?), (NULL, NULL, NULL, NULL, NULL)",
              Long.MAX_VALUE,
              -0.25,
              "ä \uD83D\uDD14 '\"",
              new byte[] {0, 1, -1},
              true));
      var lines =
          catalog.read(rows ->
              rows.list(
                  "SELECT * FROM types ORDER BY a DESC",
                  row ->
                      row.integerOrNull("a")
                          + " "
                          + row.integer("a")
                          + " "
                          + row.number("b")
                          + " "
                          + row.textOrNull("c")
                          + " "
                          + row.flag("e")));
      assertThat(lines)
          .containsExactly(
              "9223372036854775807 9223372036854775807 -0.25 ä \uD83D\uDD14 '\" true",
              "null 0 0.0 null false");
      var bytes =
          catalog.read(
              rows -> rows.first("SELECT d FROM types WHERE d IS NOT NULL", row -> row.bytes("d")));
      assertThat(bytes).containsExactly(0, 1, -1);
      assertThatThrownBy(
              () -> catalog.read(rows -> rows.list("SELECT c FROM types", row -> row.text("c"))))
          .hasMessageContaining("c: null (expected: a value)");
    }
  }

  @Test
  void aTaskThatThrowsLeavesNothing() throws IOException {
    try (var catalog = open(NOTES)) {
      assertThatThrownBy(() ->
              catalog.write(rows -> {
                rows.change("INSERT INTO note (text) VALUES ('lost')");
                assertThat(rows.lastId()).isEqualTo(1);
                assertThat(rows.has("SELECT 1 FROM note")).isTrue();
                throw new IOException("no");
              }))
          .isInstanceOf(IOException.class);
      assertThat(texts(catalog)).isEmpty();
      add(catalog, "kept");
      assertThat(texts(catalog)).containsExactly("kept");
    }
  }

  @Test
  void aKeyThatIsTakenIsTold() throws IOException {
    try (var catalog = open(NOTES)) {
      add(catalog, "a");
      assertThatThrownBy(() -> add(catalog, "a"))
          .isInstanceOfSatisfying(
              CatalogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TAKEN));
      add(catalog, "b");
      assertThat(texts(catalog)).containsExactly("a", "b");
    }
  }

  @Test
  void aReaderSeesOneMomentAndChangesNothing() throws Exception {
    try (var catalog = open(NOTES)) {
      add(catalog, "a");
      var begun = new CountDownLatch(1);
      var written = new CountDownLatch(1);
      var writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  begun.await();
                  add(catalog, "b");
                  written.countDown();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      long seen =
          catalog.read(rows -> {
            assertThat(rows.number("SELECT count(*) FROM note")).isEqualTo(1);
            begun.countDown();
            written.await();
            return rows.number("SELECT count(*) FROM note");
          });
      assertThat(seen).isEqualTo(1);
      writer.join();
      assertThat(texts(catalog)).containsExactly("a", "b");
      assertThatThrownBy(() -> catalog.read(rows -> rows.number("DELETE FROM note RETURNING id")))
          .isInstanceOf(CatalogException.class);
    }
  }

  @Test
  void migrationsRunOnceAndInOrder() throws IOException {
    try (var catalog = open(NOTES)) {
      add(catalog, "old");
    }
    for (int run = 0; run < 2; run++) {
      try (var catalog = open(NOTES_2)) {
        long stars = catalog.read(rows -> rows.number("SELECT stars FROM note"));
        assertThat(stars).isEqualTo(1);
      }
    }
  }

  @Test
  void aMigrationThatFailsLeavesTheVersionBefore() throws IOException {
    open(NOTES).close();
    var broken =
        new CatalogPart(
            "notes",
            List.of(NOTES.migrations().getFirst(), "CREATE TABLE more (a); SELECT nonsense("));
    assertThatThrownBy(() -> open(broken))
        .isInstanceOfSatisfying(
            CatalogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.STATEMENT));
    try (var catalog = open(NOTES)) {
      assertThat(
              catalog.<Boolean, RuntimeException>read(
                  rows -> rows.has("SELECT 1 FROM sqlite_master WHERE name = 'more'")))
          .isFalse();
    }
  }

  @Test
  void aLaterVersionIsRefusedAndLeftAlone() throws IOException {
    try (var catalog = open(NOTES_2)) {
      add(catalog, "new");
    }
    assertThatThrownBy(() -> open(NOTES))
        .hasMessageContaining("notes: version 2 (expected: at most 1; it was written by a later");
    try (var catalog = open(NOTES_2)) {
      assertThat(texts(catalog)).containsExactly("new");
      catalog.write(rows -> rows.change("PRAGMA user_version=99"));
    }
    assertThatThrownBy(() -> open(NOTES_2))
        .isInstanceOfSatisfying(
            CatalogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FOREIGN))
        .hasMessageContaining("version 99 (expected: at most 1");
  }

  @Test
  void anotherProgramsFileIsRefused() throws Exception {
    try (var connection =
            new org.sqlite.SQLiteConfig()
                .createConnection("jdbc:sqlite:" + folder.resolve(Catalog.FILE));
        var statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE theirs (a)");
    }
    assertThatThrownBy(() -> open(NOTES)).hasMessageContaining("another program's file");
    var text = folder.resolve("text");
    Files.createDirectories(text);
    Files.writeString(text.resolve(Catalog.FILE), "no database at all, but long enough".repeat(99));
    assertThatThrownBy(
            () -> Catalog.open(text, List.of(NOTES), Clock.system(), new PrometheusRegistry()))
        .isInstanceOfSatisfying(
            CatalogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
        .hasMessageContaining("restore a backup");
  }

  @Test
  void aDamagedFileIsRefusedWithWordsThatHelp() throws IOException {
    try (var catalog = open(NOTES)) {
      for (int i = 0; i < 500; i++) {
        add(catalog, "note " + "x".repeat(200) + i);
      }
    }
    var path = folder.resolve(Catalog.FILE);
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      for (long page = 3; page < file.length() / 4096; page += 2) {
        file.seek(page * 4096);
        file.write(new byte[] {7, 7, 7, 7, 7, 7, 7, 7});
      }
    }
    var before = Files.readAllBytes(path);
    assertThatThrownBy(() -> open(NOTES))
        .isInstanceOfSatisfying(
            CatalogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
        .hasMessageContaining(path + ": damaged (expected: a file that SQLite can read; restore");
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
    assertThat(Catalog.verify(folder)).isNotEmpty();
  }

  @Test
  void theBoundOnItsSizeHolds() throws IOException {
    try (var catalog =
        Catalog.open(folder, 256 << 10, List.of(NOTES), Clock.system(), new PrometheusRegistry())) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  add(catalog, "y".repeat(4000) + i);
                }
              })
          .isInstanceOfSatisfying(
              CatalogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FULL));
      catalog.write(rows -> rows.change("DELETE FROM note"));
      add(catalog, "room again");
      assertThat(texts(catalog)).containsExactly("room again");
    }
  }

  @Test
  void aCopyIsWholeWhileOthersWrite() throws Exception {
    var copy = folder.resolve("copy");
    Files.createDirectories(copy);
    try (var catalog = open(NOTES)) {
      add(catalog, "before");
      catalog.copy(copy);
      add(catalog, "after");
      var stopped = folder.resolve("stopped");
      Files.createDirectories(stopped);
      Catalog.copy(folder, stopped);
      assertThat(Catalog.verify(stopped)).isEmpty();
    }
    assertThat(Catalog.verify(copy)).isEmpty();
    try (var catalog =
        Catalog.open(copy, List.of(NOTES), Clock.system(), new PrometheusRegistry())) {
      assertThat(texts(catalog)).containsExactly("before");
    }
  }

  @Test
  void twoProcessesMayWriteInTurn() throws IOException {
    try (var server = open(NOTES);
        var command = open(NOTES)) {
      add(server, "server");
      add(command, "command");
      add(server, "server again");
      assertThat(texts(command)).containsExactly("server", "command", "server again");
    }
  }

  @Test
  void aChangeWithinAChangeIsRefused() throws IOException {
    try (var catalog = open(NOTES)) {
      assertThatThrownBy(() ->
              catalog.write(rows -> {
                add(catalog, "inner");
                return null;
              }))
          .isInstanceOf(IllegalStateException.class);
      add(catalog, "outer");
      assertThat(texts(catalog)).containsExactly("outer");
    }
  }

  @Test
  void whatIsClosedRefuses() throws IOException {
    var catalog = open(NOTES);
    catalog.close();
    catalog.close();
    assertThatThrownBy(() -> add(catalog, "late")).hasMessageContaining("closed");
    assertThatThrownBy(() -> texts(catalog)).hasMessageContaining("closed");
  }
}
