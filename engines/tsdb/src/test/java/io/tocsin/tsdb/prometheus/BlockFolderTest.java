package io.tocsin.tsdb.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.SeededTest;
import io.tocsin.tsdb.block.SeriesOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blocks that are written and read back.
class BlockFolderTest {
  private static final long START = 1_700_000_000_000L;

  @TempDir Path folder;

  private Path write(Map<Labels, SampleBuffer> series) throws IOException {
    try (var writer = new BlockFolderWriter(folder, START, new Random(7))) {
      for (var each : series.entrySet()) {
        writer.addSeries(each.getKey(), each.getValue());
      }
      return folder.resolve(writer.finish());
    }
  }

  @SeededTest(seeds = 12)
  void whatIsWrittenIsReadInOurOrder(Random random) throws IOException {
    var series = Generated.series(random, random.nextInt(1, 60), START, true);
    var expected = new TreeMap<Labels, SampleBuffer>(SeriesOrder.COMPARATOR);
    expected.putAll(series);
    var block = write(series);
    try (var source = new SourceBlock(block)) {
      for (var each : expected.entrySet()) {
        assertThat(source.next()).isTrue();
        assertThat((Object) source.labels()).isEqualTo(each.getKey());
        Samples.same(source.read(Long.MIN_VALUE, Long.MAX_VALUE), each.getValue());
      }
      assertThat(source.next()).isFalse();
    }
    var meta = SourceMeta.read(block);
    assertThat(meta.minMillis()).isEqualTo(START);
    assertThat(meta.samples())
        .isEqualTo(expected.values().stream().mapToLong(SampleBuffer::size).sum());
  }

  @SeededTest(seeds = 20)
  void aDamagedBlockGivesSamplesOrNamesTheFile(Random random) throws IOException {
    var block = write(Generated.series(random, 5, START, true));
    var files =
        new Path[] {
          block.resolve("index"), block.resolve("chunks/000001"), block.resolve("tombstones")
        };
    var file = files[random.nextInt(files.length)];
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(
        file,
        random.nextBoolean()
            ? bytes
            : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    try (var source = new SourceBlock(block)) {
      while (source.next()) {
        assertThat(source.read(Long.MIN_VALUE, Long.MAX_VALUE).size()).isLessThan(1 << 16);
      }
    } catch (CorruptionException e) {
      assertThat(e.getMessage()).contains("offset ").containsPattern("index|chunks|tombstones");
    }
  }

  @Test
  void nothingIsThereBeforeItIsFinished() throws IOException {
    try (var writer = new BlockFolderWriter(folder, START, new Random(1))) {
      writer.addSeries(Labels.of("__name__", "up"), Generated.floats(new Random(1), 5, START));
      try (var files = Files.list(folder)) {
        assertThat(files).allMatch(file -> file.toString().endsWith(".tmp-for-creation"));
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOldIndexIsRefusedByItsVersion() throws IOException {
    var block = write(Generated.series(new Random(1), 2, START, false));
    byte[] bytes = Files.readAllBytes(block.resolve("index"));
    bytes[4] = 1;
    Files.write(block.resolve("index"), bytes);
    assertThatThrownBy(() -> new SourceBlock(block))
        .isInstanceOf(CorruptionException.class)
        .hasMessageContaining("index: offset 4: index version: 1 (expected: 2");
  }
}
