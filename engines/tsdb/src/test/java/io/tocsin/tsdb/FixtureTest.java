package io.tocsin.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every directory that an earlier version left opens, and holds what it held.
class FixtureTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  @Test
  void whatEveryVersionLeftOpensInThisOne() throws IOException {
    for (var folder : fixtures()) {
      var clock = new ManualClock(Fixture.NOW);
      try (var tsdb =
          Tsdb.open(
              Fixture.load(folder), TsdbOptions.defaults(), clock, new PrometheusRegistry())) {
        var text = new StringBuilder();
        Stored.read(tsdb).forEach((labels, samples) -> text.append(Fixture.lines(labels, samples)));
        assertThat(text.toString())
            .as("%s", folder)
            .isEqualTo(Files.readString(folder.resolve(Fixture.EXPECTED)));
        var side = folder.resolve(Fixture.SIDE);
        assertThat(Fixture.side(tsdb))
            .as("%s", folder)
            .isEqualTo(Files.exists(side) ? Files.readString(side) : "");
      }
    }
  }

  @Test
  void itIsWholeAndReadWithoutBeingChanged() throws IOException {
    for (var folder : fixtures()) {
      var directory = Fixture.load(folder);
      var files = directory.list();
      var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
      assertThat(TsdbCheck.verify(directory, nowhere)).as("%s", folder).isEmpty();
      try (var reader = TsdbReader.open(directory);
          var querier = reader.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
        var text = new StringBuilder();
        Stored.read(querier)
            .forEach((labels, samples) -> text.append(Fixture.lines(labels, samples)));
        assertThat(text.toString())
            .as("%s", folder)
            .isEqualTo(Files.readString(folder.resolve(Fixture.EXPECTED)));
      }
      assertThat(directory.list()).isEqualTo(files);
    }
  }

  private static List<Path> fixtures() throws IOException {
    try (var folders = Files.list(FIXTURES)) {
      var sorted = folders.sorted().toList();
      assertThat(sorted).isNotEmpty();
      return sorted;
    }
  }
}
