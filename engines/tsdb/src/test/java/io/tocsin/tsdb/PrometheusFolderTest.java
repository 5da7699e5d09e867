package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.Clock;
import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Matcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Data directories that Prometheus 3.14 left: blocks, one of them of samples out of order,
/// tombstones, a log of two segments and one of samples out of order, compressed by Snappy
/// (`floats`) or zstd (`histograms`); with each what its promtool dumps.
class PrometheusFolderTest {
  private static final Matcher ANY = new Matcher(Matcher.Type.REGEX, "__name__", ".+");

  @TempDir Path folder;

  private void unpack(String name) throws IOException {
    try (var in = PrometheusFolderTest.class.getResourceAsStream("/prometheus/" + name + ".zip");
        var zip = new ZipInputStream(in)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var path = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(zip, path);
        }
      }
    }
  }

  private TransferSummary take() throws IOException {
    var silent = new PrintStream(OutputStream.nullOutputStream());
    try (var into = TsdbImport.open(folder.resolve("store"), Clock.system(), silent)) {
      into.prometheus(folder.resolve("data"), SeriesSelection.ALL);
      return into.summary();
    }
  }

  private TreeSet<String> dump() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    try (var reader = TsdbReader.open(FsDirectory.open(folder.resolve("store")))) {
      TsdbDump.print(reader, List.of(ANY), Long.MIN_VALUE, Long.MAX_VALUE, out);
    }
    out.flush();
    return new TreeSet<>(bytes.toString(StandardCharsets.UTF_8).lines().toList());
  }

  private TreeSet<String> expected() throws IOException {
    return new TreeSet<>(Files.readAllLines(folder.resolve("expected.txt")));
  }

  @Test
  void blocksAndLogAreReadAsItsOwnToolReadsThem() throws IOException {
    unpack("floats");
    var summary = take();
    assertThat(summary.faults()).isEmpty();
    assertThat(dump()).isEqualTo(expected());
    assertThat(take().samples()).isZero();
  }

  @Test
  void histogramsOfBlocksAndLogAreRead() throws IOException {
    unpack("histograms");
    var summary = take();
    assertThat(summary.faults()).isEmpty();
    assertThat(dump()).isEqualTo(expected());
  }

  @Test
  void theEndOfALogThatWasNotWrittenWholeDoesNotCount() throws IOException {
    unpack("floats");
    var before = Stream.of("00000000", "00000001").map(this::segment).toList();
    byte[] last = Files.readAllBytes(before.getLast());
    int end = last.length;
    while (last[end - 1] == 0) {
      end--;
    }
    Files.write(before.getLast(), java.util.Arrays.copyOf(last, end - 3));
    var summary = take();
    assertThat(summary.faults()).isEmpty();
    // What is lost is the last record, which deletes samples.
    assertThat(dump()).containsAll(expected());
  }

  private Path segment(String name) {
    return folder.resolve("data/wal/" + name);
  }

  @Test
  void damageInTheMiddleOfTheLogIsNamed() throws IOException {
    unpack("floats");
    var segment = segment("00000000");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[30] ^= 1;
    Files.write(segment, bytes);
    assertThat(take().faults())
        .singleElement()
        .satisfies(
            fault -> assertThat(fault).contains(segment + ": offset ", "checksum of record"));
    assertThat(segmentIsAsItWas(segment, bytes)).isTrue();
  }

  private static boolean segmentIsAsItWas(Path segment, byte[] bytes) {
    try {
      return java.util.Arrays.equals(Files.readAllBytes(segment), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
