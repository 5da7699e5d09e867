package io.tocsin.tsdb;

import io.tocsin.kit.Directory;
import io.tocsin.tsdb.block.BlockFiles;
import io.tocsin.tsdb.wal.Checkpoint;
import io.tocsin.tsdb.wal.Wal;
import java.io.IOException;
import java.util.List;

/// A second directory with what the store holds at one moment, which opens as a store of its own.
/// Runs while nothing is moved from the head to blocks and no blocks are merged.
final class Snapshot {
  private final Maintenance maintenance;
  private final Maintenance.Parts parts;
  private final Blocks blocks;

  Snapshot(Maintenance maintenance, Maintenance.Parts parts, Blocks blocks) {
    this.maintenance = maintenance;
    this.parts = parts;
    this.blocks = blocks;
  }

  /// Returns the files that a store consists of: no rests, nothing that was set aside.
  static List<String> files(Directory directory) throws IOException {
    var blocks = BlockFiles.names(directory);
    return directory.list().stream()
        .filter(name -> {
          int dot = name.lastIndexOf('.');
          boolean ofBlock = dot > 0 && blocks.contains(name.substring(0, dot));
          return ofBlock || Checkpoint.isOne(name) || Wal.isSegment(name);
        })
        .toList();
  }

  /// Fills an empty directory: blocks, and with the head a checkpoint and the log behind it.
  void write(Directory target, boolean withHead) throws IOException {
    var directory = parts.directory();
    if (withHead) {
      maintenance.checkpoint();
    }
    for (var block : blocks.list()) {
      BlockFiles.share(directory, block.meta().name(), target);
    }
    if (withHead) {
      parts.wal().flush();
      for (var name : directory.list()) {
        if (Checkpoint.isOne(name)) {
          directory.share(name, target);
        } else if (Wal.isSegment(name)) {
          // It still grows: a second name of it would grow too.
          directory.copy(name, target);
        }
      }
    }
    target.syncNames();
  }
}
