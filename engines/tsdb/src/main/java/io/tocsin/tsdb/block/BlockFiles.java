package io.tocsin.tsdb.block;

import io.tocsin.kit.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The folder of blocks: which there are, and how one goes away.
public final class BlockFiles {
  private static final String PREFIX = "b-";
  private static final String TEMPORARY = "tmp-";

  private BlockFiles() {}

  static String name(long minMillis, long maxMillis, String id) {
    return PREFIX + minMillis + "-" + maxMillis + "-" + id;
  }

  static String temporary(String id) {
    return TEMPORARY + id;
  }

  /// Returns the names of the complete blocks, sorted, after deleting what crashes left behind:
  /// temporary files, files without their meta file, and blocks that a merge has superseded. For
  /// the start, before anything is written or opened.
  public static List<String> recover(Directory directory) throws IOException {
    var files = directory.list();
    var names = new ArrayList<String>();
    for (var file : files) {
      if (file.startsWith(PREFIX) && file.endsWith(".meta")) {
        names.add(file.substring(0, file.length() - ".meta".length()));
      }
    }
    var superseded = new HashSet<String>();
    for (var name : names) {
      superseded.addAll(BlockMeta.read(directory, name).parents());
    }
    for (var name : List.copyOf(names)) {
      if (superseded.contains(name)) {
        delete(directory, name);
        names.remove(name);
      }
    }
    deleteRests(directory, names);
    return names;
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
