package io.tocsin.server.backup;

import io.tocsin.kit.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;

/// Fills a data directory from a backup. Whatever stops it, the directory is empty, or has a marker
/// that servers refuse, or is whole.
public final class Restore {
  /// The file that says that a data directory is not whole.
  public static final String MARKER = "restore-unfinished";

  /// What the marker becomes: the manifest of what was restored, for people.
  private static final String DONE = "restored-from";

  private static final String LOST_AND_FOUND = "lost+found";

  private final Place backup;
  private final Place data;

  public Restore(Place backup, Place data) {
    this.backup = backup;
    this.data = data;
  }

  /// Refuses a data directory that a restore has left unfinished.
  ///
  /// @throws IOException if it is one
  public static void refuseUnfinished(Place data) throws IOException {
    if (data.root().list().contains(MARKER)) {
      throw new IOException(
          data
              + ": a restore into it was not finished (expected: a whole one; run tocsin restore"
              + " once more, or delete the directory)");
    }
  }

  /// Reads the backup's manifest.
  ///
  /// @throws IOException if the folder is no whole backup
  public Manifest manifest() throws IOException {
    try {
      return Manifest.read(backup.root());
    } catch (NoSuchFileException e) {
      throw new IOException(
          backup + ": no " + Manifest.NAME + " (expected: a backup that was finished)", e);
    }
  }

  /// Refuses a data directory with anything in it, but for what an unfinished restore left.
  ///
  /// @throws IOException if there is something
  public void checkEmpty() throws IOException {
    var files = data.root().list();
    var stores = data.stores().stream().filter(name -> !name.equals(LOST_AND_FOUND)).toList();
    if (!files.contains(MARKER) && !(files.isEmpty() && stores.isEmpty())) {
      var first = files.isEmpty() ? stores.getFirst() : files.getFirst();
      throw new IOException(
          data + ": has " + first + " in it (expected: an empty or missing directory)");
    }
  }

  /// Copies all files, reads them back, and only then makes the data directory one that a server
  /// starts on.
  ///
  /// @throws io.tocsin.kit.CorruptionException if a file is not as the manifest has it
  public void run(Manifest manifest) throws IOException {
    checkEmpty();
    var root = data.root();
    if (root.list().contains(MARKER)) {
      clean(root);
    } else {
      mark(root, manifest);
    }
    var writer = new PlaceWriter(data);
    for (var file : manifest.files()) {
      var from = backup.store(file.store());
      writer.file(
          file.store(), file.name(), file.bytes(), to -> Sha256.ofFile(from, file.name(), to));
    }
    writer.verify(manifest);
    root.rename(MARKER, DONE);
    root.syncNames();
  }

  private static void mark(Directory root, Manifest manifest) throws IOException {
    var text = "of the backup of " + manifest.time() + "\n" + files(manifest);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    try (var out = root.create(MARKER)) {
      out.write(bytes, 0, bytes.length);
      out.sync();
    }
    root.syncNames();
  }

  private static String files(Manifest manifest) {
    return manifest.files().size() + " files, " + manifest.bytes() + " bytes\n";
  }

  /// Deletes what an unfinished restore left: nothing else was ever written here.
  private void clean(Directory root) throws IOException {
    for (var store : data.stores()) {
      if (!store.equals(LOST_AND_FOUND)) {
        var folder = data.store(store);
        for (var name : List.copyOf(folder.list())) {
          folder.delete(name);
        }
        folder.syncNames();
      }
    }
    root.syncNames();
  }
}
