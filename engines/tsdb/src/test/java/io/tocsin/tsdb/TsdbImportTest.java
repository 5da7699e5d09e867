package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.Clock;
import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.SeededTest;
import io.tocsin.tsdb.prometheus.BlockFolderWriter;
import io.tocsin.tsdb.prometheus.Generated;
import io.tocsin.tsdb.prometheus.SourceBlock;
import io.tocsin.tsdb.prometheus.SourceFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsdbImportTest {
  private static final long START = 1_700_000_000_000L;

  @TempDir Path folder;

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream());
  }

  private Path source() throws IOException {
    return Files.createDirectories(folder.resolve("prometheus"));
  }

  private Path store() {
    return folder.resolve("store");
  }

  private Path write(Map<Labels, SampleBuffer> series) throws IOException {
    try (var writer = new BlockFolderWriter(source(), START, new Random())) {
      for (var each : series.entrySet()) {
        writer.addSeries(each.getKey(), each.getValue());
      }
      return source().resolve(writer.finish());
    }
  }

  private TransferSummary take(Path from, SeriesSelection selection) throws IOException {
    try (var into = TsdbImport.open(store(), Clock.system(), silent())) {
      into.prometheus(from, selection);
      return into.summary();
    }
  }

  private TreeMap<Labels, TreeMap<Long, Long>> stored() throws IOException {
    try (var reader = TsdbReader.open(FsDirectory.open(store()));
        var querier = reader.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
      return Stored.read(querier);
    }
  }

  private static void put(
      TreeMap<Labels, TreeMap<Long, Long>> all, Map<Labels, SampleBuffer> series) {
    series.forEach((labels, samples) -> {
      var column = all.computeIfAbsent(labels, _ -> new TreeMap<>());
      for (int i = 0; i < samples.size(); i++) {
        column.putIfAbsent(
            samples.timestamps()[i], Double.doubleToRawLongBits(samples.values()[i]));
      }
    });
  }

  @SeededTest(seeds = 5)
  void overlappingBlocksBecomeWhatTheyHoldTogether(Random random) throws IOException {
    var expected = new TreeMap<Labels, TreeMap<Long, Long>>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      var series = Generated.series(random, random.nextInt(1, 20), START + i * 900_000L, false);
      if (i > 0 && random.nextBoolean()) {
        series.putAll(Generated.series(random, 3, START, false));
      }
      write(series);
    }
    // The first in the order of import counts, which is that of their times and names.
    for (var meta : SourceFolder.read(source()).blocks()) {
      try (var block = new SourceBlock(meta.folder())) {
        while (block.next()) {
          put(expected, Map.of(block.labels(), block.read(Long.MIN_VALUE, Long.MAX_VALUE)));
        }
      }
    }
    var summary = take(source(), SeriesSelection.ALL);
    assertThat(summary.faults()).isEmpty();
    assertThat(summary.samples()).isEqualTo(expected.values().stream().mapToLong(Map::size).sum());
    assertThat(summary.series()).isEqualTo(expected.size());
    Stored.same(stored(), expected);
  }

  @Test
  void importingOnceMoreAddsNothing() throws IOException {
    write(Generated.series(new Random(3), 10, START, false));
    var first = take(source(), SeriesSelection.ALL);
    var again = take(source(), SeriesSelection.ALL);
    assertThat(again.samples()).isZero();
    assertThat(again.blocks()).isZero();
    assertThat(again.stored()).isEqualTo(first.samples()).isPositive();
  }

  @Test
  void onlyWhatIsSelectedIsTaken() throws IOException {
    var series = new TreeMap<>(Generated.series(new Random(5), 30, START, false));
    var block = write(Generated.series(new Random(5), 30, START, false));
    var up = Matcher.equal("__name__", "up");
    take(block, new SeriesSelection(List.of(List.of(up)), START + 60_000, START + 900_000));
    var expected = new TreeMap<Labels, TreeMap<Long, Long>>();
    put(expected, series);
    expected.keySet().removeIf(labels -> !up.matches(labels));
    expected.replaceAll(
        (_, all) -> new TreeMap<>(all.subMap(START + 60_000, true, START + 900_000, true)));
    expected.values().removeIf(TreeMap::isEmpty);
    assertThat(expected).isNotEmpty();
    Stored.same(stored(), expected);
  }

  @Test
  void aDamagedBlockIsSaidAndTheOthersAreTaken() throws IOException {
    var good = Generated.series(new Random(1), 5, START, false);
    var bad = write(Generated.series(new Random(2), 5, START + 90_000_000, false));
    write(good);
    var chunks = bad.resolve("chunks/000001");
    byte[] bytes = Files.readAllBytes(chunks);
    bytes[20] ^= 1;
    Files.write(chunks, bytes);
    var summary = take(source(), SeriesSelection.ALL);
    assertThat(summary.faults())
        .singleElement()
        .satisfies(fault -> assertThat(fault).contains(chunks + ": offset ", "checksum of chunk"));
    var expected = new TreeMap<Labels, TreeMap<Long, Long>>();
    put(expected, good);
    Stored.same(stored(), expected);
  }

  @Test
  void aStoreThatIsOpenIsLeftAlone() throws IOException {
    var block = write(Generated.series(new Random(1), 1, START, false));
    Files.createDirectories(store());
    try (var server = FsDirectory.open(store()).lock(Tsdb.LOCK)) {
      assertThat(server).isNotNull();
      assertThatThrownBy(() -> take(block, SeriesSelection.ALL))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by process")
          .hasMessageContaining("stop the server first");
    }
  }

  @Test
  void aFolderWithoutBlocksIsRefused() {
    assertThatThrownBy(() -> take(source(), SeriesSelection.ALL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no blocks and no log (expected: a data directory of Prometheus");
  }

  @SeededTest(seeds = 5)
  void samplesInAnyOrderBecomeBlocks(Random random) throws IOException {
    var expected = new TreeMap<Labels, TreeMap<Long, Long>>();
    long span = random.nextBoolean() ? 3_600_000 : 60L * 3_600_000;
    try (var into = TsdbImport.open(store(), Clock.system(), silent());
        var spool = into.samples(SeriesSelection.ALL)) {
      for (int i = random.nextInt(3_000); i >= 0; i--) {
        var labels = Labels.of("__name__", "m" + random.nextInt(3), "i", "" + random.nextInt(9));
        long time = START + random.nextLong(span);
        spool.add(labels, time, i);
        expected
            .computeIfAbsent(labels, _ -> new TreeMap<>())
            .putIfAbsent(time, Double.doubleToRawLongBits(i));
      }
      spool.finish();
    }
    Stored.same(stored(), expected);
    try (var files = Files.list(store())) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("tmp-"));
    }
  }

  @SeededTest(seeds = 4)
  void whatIsExportedIsReadBackBitForBit(Random random) throws IOException {
    var expected = new TreeMap<Labels, TreeMap<Long, Long>>();
    write(Generated.series(random, 12, START, false));
    take(source(), SeriesSelection.ALL);
    expected.putAll(stored());
    var exported = folder.resolve("exported");
    long width = random.nextBoolean() ? 7_200_000 : 64_800_000;
    try (var reader = TsdbReader.open(FsDirectory.open(store()))) {
      var summary =
          new TsdbExport(reader, Clock.system(), silent())
              .blocks(exported, width, SeriesSelection.ALL);
      assertThat(summary.samples())
          .isEqualTo(expected.values().stream().mapToLong(Map::size).sum());
    }
    var read = new TreeMap<Labels, TreeMap<Long, Long>>();
    for (var meta : SourceFolder.read(exported).blocks()) {
      long first = Math.floorDiv(meta.minMillis(), width);
      assertThat(Math.floorDiv(meta.maxMillis() - 1, width)).isEqualTo(first);
      try (var block = new SourceBlock(meta.folder())) {
        while (block.next()) {
          put(read, Map.of(block.labels(), block.read(Long.MIN_VALUE, Long.MAX_VALUE)));
        }
      }
    }
    Stored.same(read, expected);
  }

  @Test
  void openMetricsTextHasEscapesSecondsAndAnEnd() throws IOException {
    var buffer = new SampleBuffer();
    buffer.add(1_500, 0.25);
    buffer.add(2_000, io.tocsin.model.StaleNan.VALUE);
    buffer.add(3_007, Double.POSITIVE_INFINITY);
    write(Map.of(Labels.of("__name__", "up", "a", "q\"\\\n", "ü", "x"), buffer));
    take(source(), SeriesSelection.ALL);
    var bytes = new ByteArrayOutputStream();
    try (var reader = TsdbReader.open(FsDirectory.open(store()))) {
      var summary =
          new TsdbExport(reader, Clock.system(), silent())
              .openMetrics(new PrintStream(bytes), SeriesSelection.ALL);
      assertThat(summary.notes()).singleElement().asString().startsWith("1 staleness markers");
    }
    assertThat(bytes.toString(java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            "up{a=\"q\\\"\\\\\\n\",\"ü\"=\"x\"} 0.25 1.5\n"
                + "up{a=\"q\\\"\\\\\\n\",\"ü\"=\"x\"} +Inf 3.007\n# EOF\n");
  }
}
