package io.tocsin.tsdb.prometheus;

import io.tocsin.kit.CorruptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/// A data directory of Prometheus, or one block of it.
///
/// @param blocks the oldest first, without those that another one replaces
/// @param faults what is wrong with blocks that cannot be read
/// @param hasLog whether there is a log of samples that are in no block yet
public record SourceFolder(
    Path folder, List<SourceMeta> blocks, List<String> faults, boolean hasLog) {

  /// Looks what there is.
  ///
  /// @throws IOException if it is no such directory
  public static SourceFolder read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(
          folder + ": not a directory (expected: a data directory of Prometheus, or a block)");
    }
    if (SourceMeta.isBlock(folder)) {
      return new SourceFolder(folder, List.of(SourceMeta.read(folder)), List.of(), false);
    }
    var blocks = new ArrayList<SourceMeta>();
    var faults = new ArrayList<String>();
    var replaced = new HashSet<String>();
    for (var block : folders(folder)) {
      try {
        var meta = SourceMeta.read(block);
        blocks.add(meta);
        replaced.addAll(meta.parents());
      } catch (CorruptionException e) {
        faults.add(e.getMessage());
      }
    }
    blocks.removeIf(block -> replaced.contains(block.id()));
    blocks.sort(Comparator.comparingLong(SourceMeta::minMillis).thenComparing(SourceMeta::id));
    boolean hasLog = !SourceFiles.numbered(folder.resolve("wal")).isEmpty();
    if (blocks.isEmpty() && faults.isEmpty() && !hasLog) {
      throw new IOException(
          folder + ": no blocks and no log (expected: a data directory of Prometheus, or a block)");
    }
    return new SourceFolder(folder, List.copyOf(blocks), List.copyOf(faults), hasLog);
  }

  /// Returns from when on the log counts: what is before is in blocks, as far as it was not
  /// deleted.
  public long logFromMillis() {
    return blocks.stream()
        .filter(block -> !block.isOutOfOrder())
        .mapToLong(SourceMeta::maxMillis)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /// Half-written and half-deleted blocks have a suffix behind their names.
  private static List<Path> folders(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> SourceFiles.name(file).matches("[0-9A-HJKMNP-TV-Z]{26}"))
          .filter(SourceMeta::isBlock)
          .sorted()
          .toList();
    }
  }
}
