package io.tocsin.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.CorruptionException;
import io.tocsin.model.Labels;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.SeededTest;
import io.tocsin.tsdb.chunk.Histograms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Blocks with native histograms and start timestamps.
class FullBlockTest {
  private final CrashableDirectory directory = new CrashableDirectory();

  private static TreeMap<Labels, SampleBuffer> series(Random random) {
    var series = new TreeMap<Labels, SampleBuffer>(SeriesOrder.COMPARATOR);
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      var labels = Labels.of(Labels.NAME, "m" + random.nextInt(3), "i", "" + random.nextInt(8));
      series.put(labels, Histograms.run(random, random.nextInt(1, 900)));
    }
    return series;
  }

  private Block write(TreeMap<Labels, SampleBuffer> series, String id) throws IOException {
    try (var writer = new BlockWriter(directory, id)) {
      for (var entry : series.entrySet()) {
        writer.addSeries(entry.getKey(), entry.getValue());
      }
      return Block.open(directory, writer.finish().name(), new SegmentCache(1 << 16));
    }
  }

  private static TreeMap<Long, Long> map(SampleBuffer samples, long min, long max) {
    var map = new TreeMap<Long, Long>();
    for (int i = 0; i < samples.size(); i++) {
      if (samples.timestamps()[i] >= min && samples.timestamps()[i] <= max) {
        map.put(samples.timestamps()[i], Histograms.bits(samples, i));
      }
    }
    return map;
  }

  private static TreeMap<Long, Long> read(Block block, int series, long min, long max) {
    var out = new SampleBuffer();
    block.read(series, min, max, out);
    return map(out, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @SeededTest(seeds = 15)
  void givesBackWhatWasWrittenAllAndRangesOfIt(Random random) throws IOException {
    var series = series(random);
    try (var block = write(series, "a1")) {
      block.verify();
      int id = 0;
      for (var samples : series.values()) {
        long first = samples.timestamps()[0];
        long span = samples.timestamps()[samples.size() - 1] - first + 1;
        for (int i = 0; i < 8; i++) {
          long min = i == 0 ? Long.MIN_VALUE : first + random.nextLong(span);
          long max = i == 0 ? Long.MAX_VALUE : min + random.nextLong(span);
          assertThat(read(block, id, min, max)).isEqualTo(map(samples, min, max));
        }
        id++;
      }
    }
  }

  @SeededTest(seeds = 10)
  void aMergeHoldsTheSamplesOfAllButDeletedOnes(Random random) throws IOException {
    var union = new TreeMap<Labels, TreeMap<Long, Long>>(SeriesOrder.COMPARATOR);
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < random.nextInt(1, 4); i++) {
      var series = series(random);
      var block = write(series, "a" + i);
      var samples = series.firstEntry().getValue();
      long from = samples.timestamps()[samples.size() / 3];
      long to = samples.timestamps()[samples.size() / 2];
      block.delete(directory, List.of(), new Interval(from, to), "t" + i);
      series.forEach((labels, run) -> {
        var rest = map(run, Long.MIN_VALUE, Long.MAX_VALUE);
        rest.subMap(from, true, to, true).clear();
        var all = union.computeIfAbsent(labels, key -> new TreeMap<>());
        rest.forEach(all::putIfAbsent);
      });
      blocks.add(block);
    }
    var meta = new BlockMerger(directory, blocks, Long.MIN_VALUE).merge("m1");
    union.values().removeIf(TreeMap::isEmpty);
    if (union.isEmpty()) {
      assertThat(meta).isNull();
      return;
    }
    try (var merged = Block.open(directory, meta.name(), new SegmentCache(1 << 20))) {
      merged.verify();
      assertThat(merged.series()).isEqualTo(union.size());
      int id = 0;
      for (var expected : union.values()) {
        assertThat(read(merged, id++, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(expected);
      }
    }
    blocks.forEach(Block::close);
  }

  @SeededTest(seeds = 20)
  void damagedFilesAreTheRightSamplesOrCorruption(Random random) throws IOException {
    var series = series(random);
    String name;
    try (var block = write(series, "a1")) {
      name = block.meta().name();
    }
    var file = Frame.DATA.file(name);
    directory.flip(file, random.nextLong(directory.size(file)));
    try (var block = Block.open(directory, name, new SegmentCache(0))) {
      assertThatThrownBy(block::verify).isInstanceOf(CorruptionException.class);
      int id = 0;
      for (var samples : series.values()) {
        assertThat(read(block, id++, Long.MIN_VALUE, Long.MAX_VALUE))
            .isEqualTo(map(samples, Long.MIN_VALUE, Long.MAX_VALUE));
      }
    } catch (CorruptionException e) {
      assertThat(e).hasMessageContaining(name);
    }
  }
}
