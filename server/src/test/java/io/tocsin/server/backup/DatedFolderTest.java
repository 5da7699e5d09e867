package io.tocsin.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.CorruptionException;
import io.tocsin.testkit.SeededTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of backups, and the archive that they arrive as.
class DatedFolderTest {
  private static final String NAME = "20260131T235959Z";

  @TempDir Path folder;

  private static byte[] archive(String... contents) throws IOException {
    var out = new ByteArrayOutputStream();
    var tar = new TarWriter(out, Instant.parse("2026-01-31T23:59:59Z"));
    var entries = new java.util.ArrayList<Manifest.Entry>();
    for (int i = 0; i < contents.length; i++) {
      var bytes = contents[i].getBytes(java.nio.charset.StandardCharsets.UTF_8);
      tar.file("tsdb", "f-" + i, bytes.length, to -> to.take(bytes, bytes.length));
      var sum = new Sha256().add(bytes).hex();
      entries.add(new Manifest.Entry("tsdb", "f-" + i, bytes.length, sum));
    }
    tar.end(new Manifest(Instant.parse("2026-01-31T23:59:59Z"), "1.0", entries));
    return out.toByteArray();
  }

  private Path receive(String name, byte[] archive) throws IOException {
    try (var backups = DatedFolder.open(folder)) {
      return backups.receive(name, new ByteArrayInputStream(archive));
    }
  }

  @Test
  void aBackupArrivesAsItWasSentUnderItsTime() throws IOException {
    var made = receive(NAME, archive("one", "", "x".repeat(2000)));
    assertThat(made).isEqualTo(folder.resolve(NAME));
    assertThat(made.resolve("tsdb/f-0")).hasContent("one");
    assertThat(made.resolve("tsdb/f-1")).isEmptyFile();
    assertThat(made.resolve("tsdb/f-2")).hasContent("x".repeat(2000));
    assertThat(Manifest.read(Place.of(made).root()).bytes()).isEqualTo(2003);
    assertThat(DatedFolder.newest(folder)).isEqualTo(made);
    assertThat(DatedFolder.newest(made)).isEqualTo(made);
  }

  @SeededTest
  void anArchiveThatIsCutOrChangedLeavesNothing(Random random) throws IOException {
    var archive = archive("one", "two".repeat(random.nextInt(2000)));
    int end = archive.length - 2 * TarWriter.BLOCK;
    if (random.nextBoolean()) {
      archive = Arrays.copyOf(archive, random.nextInt(end - TarWriter.BLOCK));
    } else {
      // Padding and what tar knows of owners count for nothing.
      int at = random.nextInt(3);
      archive[at == 0 ? 0 : at == 1 ? TarWriter.BLOCK : TarWriter.SIZE_AT + 10] ^= 1;
    }
    var bad = archive;
    assertThatThrownBy(() -> receive(NAME, bad))
        .isInstanceOfAny(
            EOFException.class, CorruptionException.class, IllegalArgumentException.class);
    try (var left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString())).containsExactly("lock");
    }
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() throws IOException {
    for (var name : List.of("../f", "a/b", ".hidden", "", "a\0b")) {
      var out = new ByteArrayOutputStream();
      var tar = new TarWriter(out, Instant.EPOCH);
      tar.file("tsdb", name, 0, to -> {});
      tar.end(new Manifest(Instant.EPOCH, "1.0", List.of()));
      if (!name.contains("\0")) {
        assertThatThrownBy(() -> receive(NAME, out.toByteArray()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("file: ");
      }
    }
    assertThatThrownBy(() -> receive("../elsewhere", archive("one")))
        .hasMessageContaining("backup: ../elsewhere");
  }

  @Test
  void theOldestGoAndWhatIsNoBackupStays() throws IOException {
    for (int day = 1; day <= 5; day++) {
      receive("2026010" + day + "T000000Z", archive("day " + day));
    }
    Files.createDirectories(folder.resolve("20250101T000000Z"));
    Files.createDirectories(folder.resolve("photos"));
    try (var backups = DatedFolder.open(folder)) {
      assertThat(backups.keep(2)).isEqualTo(3);
    }
    assertThat(DatedFolder.list(folder)).containsExactly("20260104T000000Z", "20260105T000000Z");
    assertThat(folder.resolve("photos")).exists();
    assertThat(folder.resolve("20250101T000000Z")).exists();
  }

  @Test
  void whatAnUnfinishedBackupLeftGoesWithTheNext() throws IOException {
    Files.createDirectories(folder.resolve(NAME + ".partial/tsdb"));
    Files.writeString(folder.resolve(NAME + ".partial/tsdb/f-0"), "half");
    receive(NAME, archive("whole"));
    assertThat(folder.resolve(NAME + ".partial")).doesNotExist();
    assertThatThrownBy(() -> receive(NAME, archive("again")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(folder.resolve(NAME + "/tsdb/f-0")).hasContent("whole");
  }

  @Test
  void onlyOneAddsAtATime() throws IOException {
    try (var first = DatedFolder.open(folder)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> DatedFolder.open(folder)).hasMessageContaining("in use by process");
    }
  }

  @Test
  void aFolderWithoutBackupsSaysSo() {
    assertThatThrownBy(() -> DatedFolder.newest(folder))
        .hasMessageContaining("no backups in it (expected: a backup)");
  }

  @Test
  void sizesBeyondEightGibibytesAreWrittenAndRead() throws IOException {
    var out = new ByteArrayOutputStream();
    long size = (9L << 30) + 7;
    new TarWriter(out, Instant.EPOCH).file("tsdb", "large", size, to -> {});
    var sizes = new long[1];
    var reader = new TarReader(new ByteArrayInputStream(out.toByteArray()));
    assertThatThrownBy(() ->
            reader.read(
                new Sink() {
                  @Override
                  public void file(String store, String name, long bytes, Content content) {
                    sizes[0] = bytes;
                    throw new IllegalStateException("seen");
                  }

                  @Override
                  public void end(Manifest manifest) {}
                }))
        .hasMessage("seen");
    assertThat(sizes[0]).isEqualTo(size);
  }
}
