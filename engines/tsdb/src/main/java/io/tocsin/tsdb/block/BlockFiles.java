package io.tocsin.tsdb.block;

import io.tocsin.kit.Directory;
import java.io.IOException;
import java.util.List;

/// The folder of blocks: which there are, and how one goes away.
public final class BlockFiles {
  private static final String PREFIX = "b-";
  private static final String TEMPORARY = "tmp-";
  private static final String SET_ASIDE = "damaged-";
  private static final String META = ".meta";

  private BlockFiles() {}

  static String name(long minMillis, long maxMillis, String id) {
    return PREFIX + minMillis + "-" + maxMillis + "-" + id;
  }

  static String temporary(String id) {
    return TEMPORARY + id;
  }

  /// Returns the names of the blocks that have a meta file, sorted.
  public static List<String> names(Directory directory) throws IOException {
    return directory.list().stream()
        .filter(file -> file.startsWith(PREFIX) && file.endsWith(META))
        .map(file -> file.substring(0, file.length() - META.length()))
        .toList();
  }

  /// Returns how many blocks were set aside and are still there.
  public static int countSetAside(Directory directory) throws IOException {
    return (int)
        directory.list().stream()
            .filter(file -> file.startsWith(SET_ASIDE) && file.endsWith(META))
            .count();
  }

  /// Gives the files of a damaged block names that are never read or deleted.
  public static void setAside(Directory directory, String name) throws IOException {
    for (var kind : List.of(Frame.META, Frame.INDEX, Frame.DATA, Frame.TOMBSTONES)) {
      var file = kind.file(name);
      if (directory.list().contains(file)) {
        directory.rename(file, SET_ASIDE + file);
      }
    }
    directory.syncNames();
  }

  /// Deletes what crashes left behind: temporary files, and files without their meta file. For the
  /// start, before anything is written.
  public static void deleteRests(Directory directory) throws IOException {
    deleteRests(directory, names(directory));
  }

  private static void deleteRests(Directory directory, List<String> names) throws IOException {
    boolean deleted = false;
    for (var file : directory.list()) {
      int dot = file.lastIndexOf('.');
      boolean isRest =
          file.startsWith(TEMPORARY)
              || (file.startsWith(PREFIX) && dot > 0 && !names.contains(file.substring(0, dot)));
      if (isRest) {
        directory.delete(file);
        deleted = true;
      }
    }
    if (deleted) {
      directory.syncNames();
    }
  }

  /// Deletes a block; open ones stay readable.
  public static void delete(Directory directory, String name) throws IOException {
    directory.delete(Frame.META.file(name));
    directory.syncNames();
    directory.delete(Frame.INDEX.file(name));
    directory.delete(Frame.DATA.file(name));
    var tombstones = Frame.TOMBSTONES.file(name);
    if (directory.list().contains(tombstones)) {
      directory.delete(tombstones);
    }
    directory.syncNames();
  }

  /// Puts a block's files into another directory, that which makes it exist last.
  public static void share(Directory directory, String name, Directory target) throws IOException {
    var tombstones = Frame.TOMBSTONES.file(name);
    if (directory.list().contains(tombstones)) {
      directory.share(tombstones, target);
    }
    directory.share(Frame.DATA.file(name), target);
    directory.share(Frame.INDEX.file(name), target);
    directory.share(Frame.META.file(name), target);
  }

  static void deleteTemporary(Directory directory, String id) throws IOException {
    for (var file : directory.list()) {
      if (file.startsWith(temporary(id) + ".")) {
        directory.delete(file);
      }
    }
  }
}
