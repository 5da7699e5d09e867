package io.tocsin.tsdb;

import io.tocsin.kit.Directory;
import io.tocsin.kit.FsDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A folder that is filled under another name, so that it is there as a whole or not at all.
final class SnapshotFolder {
  private final Path folder;
  private final Path partial;

  SnapshotFolder(Path folder) {
    this.folder = folder.toAbsolutePath();
    this.partial = this.folder.resolveSibling(this.folder.getFileName() + ".partial");
  }

  /// Writes the files.
  interface Filler {
    void fill(Directory target) throws IOException;
  }

  void fill(Filler filler) throws IOException {
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    deletePartial();
    boolean done = false;
    try {
      filler.fill(FsDirectory.open(partial));
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      done = true;
    } finally {
      if (!done) {
        deletePartial();
      }
    }
    FsDirectory.open(folder.resolveSibling(".")).syncNames();
  }

  private void deletePartial() throws IOException {
    if (Files.isDirectory(partial)) {
      var rest = FsDirectory.open(partial);
      for (var name : rest.list()) {
        rest.delete(name);
      }
      Files.delete(partial);
    }
  }
}
