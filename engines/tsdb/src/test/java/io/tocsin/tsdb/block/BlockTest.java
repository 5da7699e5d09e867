package io.tocsin.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.SeededTest;
import io.tocsin.tsdb.chunk.Columnar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockTest {
  @SeededTest(seeds = 10)
  void givesBackWhatWasWritten(Random random) throws IOException {
    var model = Series.random(random, random.nextInt(1, 100));
    var directory = new CrashableDirectory();
    try (var block = write(directory, model, "a1")) {
      assertHolds(block, model);
      block.verify();
    }
  }

  static void assertHolds(Block block, Series model) {
    assertThat(block.series()).isEqualTo(model.samples.size());
    int id = 0;
    for (var entry : model.samples.entrySet()) {
      assertThat((Object) block.labels(id)).isEqualTo(entry.getKey());
      assertThat(block.hash(id)).isEqualTo(LabelHash.of(entry.getKey()));
      assertSamples(block, id++, Long.MIN_VALUE, Long.MAX_VALUE, entry.getValue());
    }
  }

  private static void assertSamples(
      Block block, int id, long min, long max, NavigableMap<Long, Double> expected) {
    var buffer = new SampleBuffer();
    block.read(id, min, max, buffer);
    var all = Series.buffer(expected);
    assertThat(Arrays.copyOf(buffer.timestamps(), buffer.size()))
        .isEqualTo(Arrays.copyOf(all.timestamps(), all.size()));
    assertThat(bits(buffer)).isEqualTo(bits(all));
  }

  private static long[] bits(SampleBuffer buffer) {
    return Arrays.stream(buffer.values(), 0, buffer.size())
        .mapToLong(Double::doubleToRawLongBits)
        .toArray();
  }

  @SeededTest(seeds = 10)
  void readsARangeOfTime(Random random) throws IOException {
    var model = Series.random(random, 10);
    try (var block = write(new CrashableDirectory(), model, "a1")) {
      int id = 0;
      for (var column : model.samples.values()) {
        for (int i = 0; i < 10; i++) {
          long min = near(random, column);
          long max = min + random.nextInt(5_000_000);
          assertSamples(block, id, min, max, column.subMap(min, true, max, true));
        }
        id++;
      }
    }
  }

  private static long near(Random random, NavigableMap<Long, Double> column) {
    long span = column.lastKey() - column.firstKey() + 20_000;
    return column.firstKey() - 10_000 + random.nextLong(span);
  }

  @SeededTest(seeds = 12)
  void selectsAsANaiveScanDoes(Random random) throws IOException {
    var model = Series.random(random, 80);
    try (var block = write(new CrashableDirectory(), model, "a1")) {
      for (int i = 0; i < 20; i++) {
        var matchers = Series.matchers(random);
        var expected = model.select(matchers);
        int[] found = block.select(matchers);

        assertThat(Arrays.stream(found).mapToObj(block::labels))
            .as("%s", matchers)
            .containsExactlyElementsOf(expected);
        var names = new TreeSet<String>();
        expected.forEach(labels -> labels.forEach(label -> names.add(label.name())));
        assertThat(block.labelNames(matchers)).containsExactlyElementsOf(names);
        for (var name : List.of("mode", "Zone", Labels.NAME, "none")) {
          assertColumn(block, name, found, expected);
          assertThat(block.labelValues(name, matchers))
              .containsExactlyElementsOf(values(name, expected));
        }
      }
    }
  }

  private static void assertColumn(Block block, String name, int[] found, List<Labels> expected) {
    assertThat(Arrays.stream(block.column(name, found)).mapToObj(block::symbol))
        .containsExactlyElementsOf(expected.stream().map(labels -> labels.value(name)).toList());
  }

  private static TreeSet<String> values(String name, List<Labels> series) {
    var values = new TreeSet<String>();
    series.forEach(labels -> values.add(labels.value(name)));
    values.remove("");
    return values;
  }

  @SeededTest(seeds = 10)
  void aMergeHoldsTheSamplesOfAll(Random random) throws IOException {
    var directory = new CrashableDirectory();
    var union = new Series();
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < random.nextInt(1, 4); i++) {
      var model = Series.random(random, random.nextInt(1, 40));
      model.samples.forEach((labels, column) ->
          union.samples.computeIfAbsent(labels, _ -> new TreeMap<>()).putAll(column));
      blocks.add(write(directory, model, "a" + i));
    }
    var meta = new BlockMerger(directory, blocks, Long.MIN_VALUE).merge("m1");

    assertThat(meta.level()).isEqualTo(2);
    try (var merged = Block.open(directory, meta.name(), new SegmentCache(1 << 20))) {
      assertHolds(merged, union);
      merged.verify();
    }
    blocks.forEach(Block::close);
    assertThat(meta.parents())
        .containsExactlyElementsOf(blocks.stream().map(block -> block.meta().name()).toList());
  }

  @Test
  void aMergeLeavesOutWhatIsTooOld() throws IOException {
    var directory = new CrashableDirectory();
    var model = Series.random(new Random(3), 20);
    try (var block = write(directory, model, "a1")) {
      assertThat(new BlockMerger(directory, List.of(block), Long.MAX_VALUE).merge("m1")).isNull();
    }
    assertThat(directory.list()).hasSize(3);
  }

  @SeededTest(seeds = 30)
  void damagedFilesAreTheRightSamplesOrCorruption(Random random) throws IOException {
    var model = Series.random(random, random.nextInt(1, 12));
    var directory = new CrashableDirectory();
    String name;
    try (var block = write(directory, model, "a1")) {
      name = block.meta().name();
    }
    var file = Frame.values()[random.nextInt(3)].file(name);
    if (random.nextBoolean()) {
      directory.truncate(file, random.nextLong(directory.size(file)));
    } else {
      directory.flip(file, random.nextLong(directory.size(file)));
    }
    try (var block = Block.open(directory, name, new SegmentCache(0))) {
      assertThatThrownBy(block::verify).isInstanceOf(CorruptionException.class);
      assertHolds(block, model);
    } catch (CorruptionException e) {
      assertThat(e).hasMessageContaining(name);
    }
  }

  @SeededTest(seeds = 10)
  void aCrashLeavesAWholeBlockOrNone(Random random) throws IOException {
    var directory = new CrashableDirectory();
    var model = Series.random(random, 5);
    boolean isPublished = random.nextBoolean();
    if (isPublished) {
      write(directory, model, "a1").close();
    } else {
      writer(directory, model, "a1");
    }
    var after = directory.afterPowerLoss(random);

    BlockFiles.deleteRests(after);
    var names = BlockFiles.names(after);

    assertThat(names).hasSize(isPublished ? 1 : 0);
    assertThat(after.list()).hasSize(isPublished ? 3 : 0);
    for (var name : names) {
      try (var block = Block.open(after, name, new SegmentCache(0))) {
        assertHolds(block, model);
      }
    }
  }

  @Test
  void anAbandonedWriterLeavesNothing() throws IOException {
    var directory = new CrashableDirectory();

    writer(directory, Series.random(new Random(1), 5), "a1").close();

    assertThat(directory.list()).isEmpty();
  }

  @Test
  void refusesSeriesOutOfOrder() throws IOException {
    try (var writer = new BlockWriter(new CrashableDirectory(), "a1")) {
      var one = new SampleBuffer();
      one.add(1, 1);
      writer.addSeries(Labels.of(Labels.NAME, "b"), one);
      assertThatThrownBy(() -> writer.addSeries(Labels.of(Labels.NAME, "a", "Z", "1"), one))
          .hasMessage("series: a{Z=\"1\"} (expected: one after b)");
    }
  }

  @Test
  void isReadableUntilTheLastHolderCloses(@TempDir Path folder) throws IOException {
    var directory = FsDirectory.open(folder);
    var block = write(directory, Series.random(new Random(1), 5), "a1");
    assertThat(block.retain()).isTrue();
    block.close();
    BlockFiles.delete(directory, block.meta().name());

    block.verify();

    block.close();
    assertThat(block.retain()).isFalse();
    assertThatThrownBy(() -> block.labels(0)).isInstanceOf(IllegalStateException.class);
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void seriesOfOneScrapeShareTheirTimestamps() throws IOException {
    var random = new Random(1);
    long[] timestamps = new long[600];
    Arrays.setAll(timestamps, i -> 10_000L * i + random.nextInt(5_000));
    try (var writer = new BlockWriter(new CrashableDirectory(), "a1")) {
      for (int i = 10; i < 90; i++) {
        var values = Columnar.CONSTANT.values(random, 600);
        writer.addSeries(Labels.of("i", "" + i), timestamps, values, 600);
      }
      assertThat(writer.finish().bytes()).isLessThan(80 * 40 + 600 * 3);
    }
  }

  private static Block write(Directory directory, Series model, String id) throws IOException {
    try (var writer = writer(directory, model, id)) {
      var meta = writer.finish();
      return Block.open(directory, meta.name(), new SegmentCache(1 << 16));
    }
  }

  private static BlockWriter writer(Directory directory, Series model, String id)
      throws IOException {
    var writer = new BlockWriter(directory, id);
    for (var entry : model.samples.entrySet()) {
      writer.addSeries(entry.getKey(), Series.buffer(entry.getValue()));
    }
    return writer;
  }
}
