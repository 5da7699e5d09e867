package io.tocsin.tsdb;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.block.BlockFiles;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What of the stored data turned out to be unreadable since the start. Safe for use by many
/// threads.
final class Damages {
  static final String SUFFIX = ".damaged";

  private final Directory directory;
  private final Blocks blocks;
  private final AtomicLong reads = new AtomicLong();
  private volatile @Nullable Log log;

  /// A log that could not be read to its end.
  ///
  /// @param asideNames of the files that hold what could not be read
  private record Log(String message, List<String> asideNames) {}

  Damages(Directory directory, Blocks blocks) {
    this.directory = directory;
    this.blocks = blocks;
  }

  /// Reads from a block, which is set aside where its files are damaged.
  ///
  /// @throws StoreException if they are
  <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (CorruptionException e) {
      reads.incrementAndGet();
      throw blocks.damaged(e);
    }
  }

  long reads() {
    return reads.get();
  }

  /// Takes note of a log whose segments were set aside from the damaged one on.
  void ofLog(CorruptionException damage, List<String> segments) {
    log =
        new Log(
            String.valueOf(damage.getMessage()),
            segments.stream().map(name -> name + SUFFIX).toList());
  }

  /// Returns what is damaged, or the empty string. Damage counts until nothing is left of what was
  /// set aside.
  String reason() {
    var ofBlocks = ofBlocks();
    var ofLog = ofLog();
    return ofBlocks.isEmpty() || ofLog.isEmpty() ? ofBlocks + ofLog : ofLog + "; " + ofBlocks;
  }

  private String ofBlocks() {
    try {
      int count = BlockFiles.countSetAside(directory);
      return count == 0
          ? ""
          : count + " damaged blocks set aside (expected: none; restore or delete damaged-b-*)";
    } catch (IOException e) {
      return "blocks: " + e.getMessage();
    }
  }

  private String ofLog() {
    var found = log;
    if (found == null) {
      return "";
    }
    try {
      var left = directory.list().stream().filter(found.asideNames::contains).toList();
      return left.isEmpty()
          ? ""
          : "the log or its checkpoint was damaged, "
              + found.message
              + "; set aside: "
              + String.join(", ", left);
    } catch (IOException e) {
      return "the log or its checkpoint was damaged, " + found.message;
    }
  }
}
