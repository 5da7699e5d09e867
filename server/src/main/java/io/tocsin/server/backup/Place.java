package io.tocsin.server.backup;

import io.tocsin.kit.Directory;
import io.tocsin.kit.FsDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder with a folder for each store: a backup, or a data directory.
public interface Place {
  /// Returns the files beside the stores' folders.
  Directory root() throws IOException;

  /// Returns the folder of a store, which is made if it is missing.
  Directory store(String name) throws IOException;

  /// Returns the names of the folders.
  List<String> stores() throws IOException;

  /// Returns a folder of the file system, which is made if it is missing.
  static Place of(Path folder) {
    return new Place() {
      @Override
      public Directory root() throws IOException {
        return FsDirectory.open(folder);
      }

      @Override
      public Directory store(String name) throws IOException {
        return FsDirectory.open(folder.resolve(name));
      }

      @Override
      public List<String> stores() throws IOException {
        if (!Files.isDirectory(folder)) {
          return List.of();
        }
        try (var entries = Files.list(folder)) {
          return entries
              .filter(Files::isDirectory)
              .map(entry -> entry.getFileName().toString())
              .sorted()
              .toList();
        }
      }

      @Override
      public String toString() {
        return folder.toString();
      }
    };
  }
}
