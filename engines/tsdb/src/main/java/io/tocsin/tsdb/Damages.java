package io.tocsin.tsdb;

import io.tocsin.kit.CorruptionException;
import io.tocsin.kit.Directory;
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
  private final AtomicLong reads = new AtomicLong();
  private volatile String lastRead = "";
  private volatile @Nullable Log log;

  /// A log that could not be read to its end.
  ///
  /// @param asideNames of the files that hold what could not be read
  private record Log(String message, List<String> asideNames) {}

  Damages(Directory directory) {
    this.directory = directory;
  }

  /// Reads from a block, and takes note where its files are damaged.
  <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (CorruptionException e) {
      lastRead = String.valueOf(e.getMessage());
      reads.incrementAndGet();
      throw e;
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

  /// Returns what is damaged, or the empty string. Damage of the log counts until nothing is left
  /// of what was set aside.
  String reason() {
    long count = reads.get();
    var ofReads = count == 0 ? "" : "damaged reads: " + count + ", the last: " + lastRead;
    var ofLog = ofLog();
    return ofReads.isEmpty() || ofLog.isEmpty() ? ofReads + ofLog : ofLog + "; " + ofReads;
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
          : "the log was damaged, " + found.message + "; set aside: " + String.join(", ", left);
    } catch (IOException e) {
      return "the log was damaged, " + found.message;
    }
  }
}
