package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.block.SegmentCache;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.HeadCounts;
import io.tocsin.tsdb.head.HeadOptions;
import io.tocsin.tsdb.head.HeadReplay;
import io.tocsin.tsdb.wal.Checkpoint;
import io.tocsin.tsdb.wal.WalReplay;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Looks at a store's directory without changing it: what `tocsin tsdb verify` and `tocsin tsdb
/// analyze` run. Not while a process has the store open.
public final class TsdbCheck {
  private static final String META = ".meta";

  private final Directory directory;
  private final PrintStream out;
  private final List<String> findings = new ArrayList<>();

  private TsdbCheck(Directory directory, PrintStream out) {
    this.directory = directory;
    this.out = out;
  }

  /// Reads every byte of the directory against its checksums, prints a line for each file, and
  /// returns what is wrong: empty if nothing is. A torn end of the log is printed, but no error.
  ///
  /// @throws IOException if the directory cannot be read, or is in use
  public static List<String> verify(Directory directory, PrintStream out) throws IOException {
    try (var lock = directory.lock(Tsdb.LOCK);
        var head = new Head(new HeadOptions(7_200_000, 1 << 26, 0, 0), Clock.system())) {
      assert lock != null;
      var check = new TsdbCheck(directory, out);
      check.blocks();
      check.headFiles(head);
      return List.copyOf(check.findings);
    }
  }

  /// Prints what takes up the head and how large the blocks are.
  ///
  /// @throws IOException if the directory cannot be read, or is in use
  /// @throws CorruptionException if a file is damaged
  public static void analyze(Directory directory, PrintStream out) throws IOException {
    try (var lock = directory.lock(Tsdb.LOCK);
        var head = new Head(new HeadOptions(7_200_000, 1 << 26, 0, 0), Clock.system())) {
      assert lock != null;
      var check = new TsdbCheck(directory, out);
      check.load(head);
      check.printHead(new HeadCounts(head, 20));
      check.printBlocks();
    }
  }

  private List<String> blockNames() throws IOException {
    return directory.list().stream()
        .filter(name -> name.startsWith("b-") && name.endsWith(META))
        .map(name -> name.substring(0, name.length() - META.length()))
        .toList();
  }

  private void blocks() throws IOException {
    for (var name : blockNames()) {
      try (var block = Block.open(directory, name, new SegmentCache(1 << 20))) {
        block.verify();
        line(name, block.meta().counts().samples() + " samples, whole");
      } catch (CorruptionException e) {
        found(name, e);
      }
    }
  }

  private void headFiles(Head head) throws IOException {
    try {
      var result = load(head);
      var damage = result.damage();
      var torn = result.torn();
      if (damage != null) {
        found("log", damage);
      } else if (torn != null) {
        line("log", "torn end: " + torn.getMessage());
      } else {
        line("log", result.samples() + " samples, whole");
      }
    } catch (CorruptionException e) {
      found("checkpoint", e);
    }
  }

  private WalReplay.Result load(Head head) throws IOException {
    var checkpoint = new Checkpoint(directory);
    long segment = checkpoint.newest();
    if (segment >= 0) {
      checkpoint.load(segment, head);
      line("checkpoint", head.seriesCount() + " series, whole");
    }
    var replay = new HeadReplay(head);
    var result = new WalReplay(directory, replay).verify(Math.max(segment, 0));
    replay.finish();
    return result;
  }

  private void found(String what, CorruptionException e) {
    findings.add(e.getMessage());
    line(what, "damaged: " + e.getMessage());
  }

  private void line(String what, String says) {
    out.printf(Locale.ROOT, "%s: %s%n", what, says);
  }

  private void printHead(HeadCounts counts) {
    line("series in the head", Integer.toString(counts.series()));
    line("label pairs", Long.toString(counts.labelPairs()));
    line("chunks", Long.toString(counts.chunks()));
    print("series by metric name", counts.seriesByMetric());
    print("values by label name", counts.valuesByLabel());
    print("bytes by label name", counts.bytesByLabel());
    print("series by label", counts.seriesByPair());
  }

  private void print(String title, List<HeadCounts.Entry> entries) {
    out.printf(Locale.ROOT, "%n%s%n", title);
    for (var entry : entries) {
      out.printf(Locale.ROOT, "%12d %s%n", entry.count(), entry.name());
    }
  }

  private void printBlocks() throws IOException {
    out.printf(Locale.ROOT, "%nblocks%n");
    for (var name : blockNames()) {
      try (var block = Block.open(directory, name, new SegmentCache(1 << 20))) {
        var counts = block.meta().counts();
        out.printf(
            Locale.ROOT,
            "%s: %d series, %d samples, %d bytes, %.2f bytes per sample%n",
            name,
            counts.series(),
            counts.samples(),
            block.meta().bytes(),
            (double) block.meta().bytes() / Math.max(1, counts.samples()));
      }
    }
  }
}
