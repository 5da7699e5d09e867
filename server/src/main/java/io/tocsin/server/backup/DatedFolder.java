package io.tocsin.server.backup;

import io.tocsin.kit.FsDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A folder with a backup for each time one was made, named after that time. One process at a time
/// may add to it.
public final class DatedFolder implements Closeable {
  private static final String LOCK = "lock";
  private static final String PARTIAL = ".partial";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern SHAPE = Pattern.compile("\\d{8}T\\d{6}Z");

  private final Path folder;
  private final Closeable lock;

  private DatedFolder(Path folder, Closeable lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Opens the folder, making it if it is missing, and deletes what unfinished backups left.
  ///
  /// @throws IOException if another process adds to it
  public static DatedFolder open(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder + ": no directory (expected: one for backups)");
    }
    var opened = new DatedFolder(folder, FsDirectory.open(folder).lock(LOCK));
    for (var name : Place.of(folder).stores()) {
      if (name.endsWith(PARTIAL) && SHAPE.matcher(stem(name)).matches()) {
        delete(folder.resolve(name));
      }
    }
    return opened;
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - PARTIAL.length());
  }

  static String nameOf(Instant time) {
    return NAME.format(time);
  }

  /// Returns the backup that is meant by a folder: itself, or the newest of those in it.
  ///
  /// @throws IOException if there is none
  public static Path newest(Path folder) throws IOException {
    if (Files.exists(folder.resolve(Manifest.NAME))) {
      return folder;
    }
    var names = list(folder);
    if (names.isEmpty()) {
      throw new IOException(
          folder + ": no " + Manifest.NAME + " and no backups in it (expected: a backup)");
    }
    return folder.resolve(names.getLast());
  }

  /// Returns the names of the whole backups, the oldest first.
  static List<String> list(Path folder) throws IOException {
    var names = new ArrayList<String>();
    for (var name : Place.of(folder).stores()) {
      if (SHAPE.matcher(name).matches()
          && Files.exists(folder.resolve(name).resolve(Manifest.NAME))) {
        names.add(name);
      }
    }
    return names;
  }

  /// What fills a new backup.
  private interface Filling {
    void fill(Sink sink) throws IOException;
  }

  /// Takes a backup as a server sends it, reads it back, and returns where it is.
  ///
  /// @param name as the server has named it
  public Path receive(String name, InputStream archive) throws IOException {
    if (!SHAPE.matcher(name).matches()) {
      throw new IOException("backup: " + name + " (expected: a name as 20260131T235959Z)");
    }
    return add(name, sink -> new TarReader(archive).read(sink));
  }

  /// Takes the files of stores, reads them back, and returns where they are.
  public Path copy(BackupSet set) throws IOException {
    return add(nameOf(set.time()), set::send);
  }

  private Path add(String name, Filling filling) throws IOException {
    var whole = folder.resolve(name);
    if (Files.exists(whole)) {
      throw new FileAlreadyExistsException(whole + ": there already (expected: one a second)");
    }
    var partial = folder.resolve(name + PARTIAL);
    boolean done = false;
    try {
      filling.fill(new PlaceWriter(Place.of(partial)));
      Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
      FsDirectory.open(folder).syncNames();
      done = true;
      return whole;
    } finally {
      if (!done) {
        delete(partial);
      }
    }
  }

  /// Deletes the oldest backups, but for this many; returns how many it deleted.
  public int keep(int newest) throws IOException {
    var names = list(folder);
    int deleted = 0;
    for (var name : names.subList(0, Math.max(0, names.size() - newest))) {
      // The manifest first: what is left of one that is half deleted is no backup.
      Files.deleteIfExists(folder.resolve(name).resolve(Manifest.NAME));
      delete(folder.resolve(name));
      deleted++;
    }
    return deleted;
  }

  private static void delete(Path backup) throws IOException {
    for (var store : Place.of(backup).stores()) {
      Stores.delete(backup.resolve(store));
    }
    Stores.delete(backup);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
