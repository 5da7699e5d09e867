package io.tocsin.tsdb.prometheus;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Files of Prometheus, opened for reading.
final class SourceFiles {
  private SourceFiles() {}

  static SourceCursor open(Path file, Arena arena) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return new SourceCursor(bytes, file.toString());
    }
  }

  /// Returns the files of a folder whose names are numbers, in their order; none if there is no
  /// folder.
  static List<Path> numbered(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> name(file).matches("[0-9]{1,18}")).sorted().toList();
    }
  }

  static String name(Path file) {
    var name = file.getFileName();
    return name == null ? "" : name.toString();
  }
}
