package io.tocsin.tsdb;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.block.BlockFiles;
import io.tocsin.tsdb.block.SegmentCache;
import io.tocsin.tsdb.head.HeadCounts;
import io.tocsin.tsdb.wal.WalReplay;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Looks at a store's directory without changing it: what `tocsin tsdb verify` and `tocsin tsdb
/// analyze` run. A server may have the store open meanwhile.
public final class TsdbCheck {
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
  /// @throws IOException if the directory cannot be read
  public static List<String> verify(Directory directory, PrintStream out) throws IOException {
    var check = new TsdbCheck(directory, out);
    check.headFiles();
    for (var name : BlockFiles.names(directory)) {
      check.block(name);
    }
    return List.copyOf(check.findings);
  }

  /// Prints what takes up the head and how large the blocks are.
  ///
  /// @throws IOException if the directory cannot be read
  /// @throws CorruptionException if a file is damaged
  public static void analyze(Directory directory, PrintStream out) throws IOException {
    TsdbReader.again(() -> {
      try (var head = TsdbReader.load(directory).head()) {
        var check = new TsdbCheck(directory, out);
        check.printHead(new HeadCounts(head, 20));
        check.printBlocks();
        return head.seriesCount();
      }
    });
  }

  private void block(String name) throws IOException {
    try (var block = Block.open(directory, name, new SegmentCache(1 << 20))) {
      block.verify();
      line(name, block.meta().counts().samples() + " samples, whole");
    } catch (CorruptionException e) {
      found(name, e);
    } catch (NoSuchFileException e) {
      if (BlockFiles.names(directory).contains(name)) {
        found(name, new CorruptionException(String.valueOf(e.getMessage()), 0, "missing"));
      } else {
        line(name, "merged or deleted meanwhile");
      }
    }
  }

  private void headFiles() throws IOException {
    var recovered = TsdbReader.again(() -> TsdbReader.load(directory));
    try (var head = recovered.head()) {
      line("head", head.seriesCount() + " series");
    }
    var log = recovered.log();
    var damage = recovered.damage();
    if (damage != null && damage != log.damage()) {
      found("checkpoint", damage);
    }
    log(log);
  }

  private void log(WalReplay.Result result) {
    var damage = result.damage();
    var torn = result.torn();
    if (damage != null) {
      found("log", damage);
    } else if (torn != null) {
      line("log", "torn end: " + torn.getMessage());
    } else {
      line("log", result.samples() + " samples, whole");
    }
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
    for (var name : BlockFiles.names(directory)) {
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
