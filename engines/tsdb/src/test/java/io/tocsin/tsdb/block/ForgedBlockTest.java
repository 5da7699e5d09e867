package io.tocsin.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.model.SampleBuffer;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.SeededTest;
import io.tocsin.tsdb.chunk.ByteWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Files that are damaged and carry checksums that fit, as a bug or a hand could leave them.
class ForgedBlockTest {
  private int refused;

  @SeededTest(seeds = 20)
  void wrongBytesUnderRightChecksumsAreReadOrRefused(Random random) throws IOException {
    var directory = new CrashableDirectory();
    var model = Series.random(random, random.nextInt(1, 12));
    BlockMeta meta;
    try (var writer = new BlockWriter(directory, "a1")) {
      for (var entry : model.samples.entrySet()) {
        writer.addSeries(entry.getKey(), Series.buffer(entry.getValue()));
      }
      meta = writer.finish();
    }
    byte[] index = content(directory, Frame.INDEX.file(meta.name()));
    for (int i = 0; i < 40; i++) {
      byte[] forged = index.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        forged[random.nextInt(forged.length)] = (byte) random.nextInt();
      }
      var name = forge(directory, meta, forged, "f" + i);
      try (var block = Block.open(directory, name, new SegmentCache(0))) {
        exercise(block, random);
      } catch (CorruptionException e) {
        refused++;
      }
    }
    assertThat(refused).as("forgeries that were noticed").isPositive();
  }

  private static void exercise(Block block, Random random) {
    for (int i = 0; i < 5; i++) {
      var matchers = Series.matchers(random);
      int[] found = block.select(matchers);
      block.column("mode", found);
      block.labelNames(matchers);
      block.labelValues("instance", matchers);
    }
    for (int series = 0; series < block.series(); series++) {
      block.labels(series);
      block.read(series, Long.MIN_VALUE, Long.MAX_VALUE, new SampleBuffer());
    }
  }

  private static byte[] content(Directory directory, String file) throws IOException {
    try (var arena = Arena.ofConfined()) {
      byte[] all = directory.map(file, arena).toArray(ValueLayout.JAVA_BYTE);
      return Arrays.copyOfRange(all, Frame.HEADER_BYTES, all.length - Frame.FOOTER_BYTES);
    }
  }

  /// Writes a block with the given content of the index and returns its name.
  private static String forge(Directory directory, BlockMeta meta, byte[] index, String name)
      throws IOException {
    FileSum indexSum;
    try (var out = new FramedOutput(directory, Frame.INDEX.file(name), Frame.INDEX)) {
      out.write(index, index.length);
      indexSum = out.finish();
    }
    byte[] data = content(directory, Frame.DATA.file(meta.name()));
    try (var out = new FramedOutput(directory, Frame.DATA.file(name), Frame.DATA)) {
      out.write(data, data.length);
      out.finish();
    }
    var files = new BlockMeta.Files(indexSum, meta.files().data(), meta.files().sections());
    var bytes = new ByteWriter(256);
    new BlockMeta(name, meta.minMillis(), meta.maxMillis(), meta.counts(), 1, List.of(), files)
        .write(bytes);
    try (var out = new FramedOutput(directory, Frame.META.file(name), Frame.META)) {
      out.write(bytes);
      out.finish();
    }
    return name;
  }
}
