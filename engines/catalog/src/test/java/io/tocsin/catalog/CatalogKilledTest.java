package io.tocsin.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed while it writes loses nothing that it was told is written.
class CatalogKilledTest {
  private static final CatalogPart NUMBERS =
      new CatalogPart("numbers", List.of("CREATE TABLE number (n INTEGER PRIMARY KEY, pad TEXT)"));

  @TempDir Path folder;

  /// Writes numbers for ever, and says each once it is written.
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      var out = new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out));
      try (var catalog = open(Path.of(args[0]))) {
        long next = catalog.read(rows -> rows.number("SELECT max(n) FROM number")) + 1;
        for (long n = next; ; n++) {
          long number = n;
          catalog.write(
              rows -> rows.change("INSERT INTO number VALUES (?, ?)", number, "p".repeat(300)));
          out.println(n);
          out.flush();
        }
      }
    }
  }

  private static Catalog open(Path folder) throws IOException {
    return Catalog.open(folder, List.of(NUMBERS), Clock.system(), new PrometheusRegistry());
  }

  @Test
  void nothingAcknowledgedIsLostByKill() throws Exception {
    long last = 0;
    for (int round = 0; round < 2; round++) {
      last = writeAndKill(30 + 200 * round);
      try (var catalog = open(folder)) {
        long count = catalog.read(rows -> rows.number("SELECT count(*) FROM number"));
        long max = catalog.read(rows -> rows.number("SELECT max(n) FROM number"));
        assertThat(max).isGreaterThanOrEqualTo(last);
        assertThat(count).isEqualTo(max);
      }
      assertThat(Catalog.verify(folder)).isEmpty();
    }
  }

  private long writeAndKill(int writes) throws Exception {
    var process = start("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    long last = 0;
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < writes; i++) {
        last = Long.parseLong(String.valueOf(out.readLine()));
      }
      process.toHandle().destroyForcibly(); // unlike the process itself, it leaves the pipe open
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        last = line.isEmpty() ? last : Math.max(last, Long.parseLong(line));
      }
    }
    return last;
  }

  private Process start(String option) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", option));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Writer.class.getName(), folder.toString()));
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  @Test
  void filesAsTheyAreInMidWriteAreACatalog() throws Exception {
    var copy = Files.createDirectories(folder.resolve("copy"));
    try (var catalog = open(folder)) {
      for (long n = 1; n <= 300; n++) {
        long number = n;
        catalog.write(
            rows -> rows.change("INSERT INTO number VALUES (?, ?)", number, "q".repeat(300)));
      }
      // what a machine that stops now has: the file, and the log of what is not in it yet
      for (var name : List.of(Catalog.FILE, Catalog.FILE + "-wal")) {
        Files.copy(folder.resolve(name), copy.resolve(name));
      }
    }
    assertThat(Files.size(copy.resolve(Catalog.FILE + "-wal"))).isPositive();
    try (var catalog = open(copy)) {
      long count = catalog.read(rows -> rows.number("SELECT count(*) FROM number"));
      assertThat(count).isEqualTo(300);
    }
  }

  @Test
  void aFolderForTemporaryFilesThatCannotBeUsedIsNamed() throws Exception {
    var missing = folder.resolve("missing");
    var process = start("-Djava.io.tmpdir=" + missing);
    assertThat(process.waitFor()).isNotZero();
    assertThat(Files.readString(folder.resolve("err")))
        .contains("sqlite: its native library cannot be loaded from " + missing)
        .contains("TOCSIN_JAVA_OPTS=-Dorg.sqlite.tmpdir=DIR");
  }
}
