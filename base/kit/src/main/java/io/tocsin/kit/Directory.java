package io.tocsin.kit;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// A flat folder of files that are written once: created, appended to, synced, closed, then only
/// read, renamed or deleted. The publish step is a rename; content ([Output#sync]) and names
/// ([#syncNames]) are forced to disk separately. Everything that keeps bytes is handed one, so that
/// a test can hand it a worse one. Safe for use by many threads.
public interface Directory {
  /// Returns the names of all files, sorted.
  List<String> list() throws IOException;

  /// Returns the size in bytes.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is no such file
  long size(String name) throws IOException;

  /// Creates a file that must not be there yet.
  Output create(String name) throws IOException;

  /// Returns the whole content, read-only, until the arena is closed.
  MemorySegment map(String name, Arena arena) throws IOException;

  /// Renames a file, replacing the other in one step if it is there.
  void rename(String from, String to) throws IOException;

  /// Writes a copy of what the file holds now into another directory, under the same name.
  default void copy(String name, Directory target) throws IOException {
    try (var arena = Arena.ofConfined();
        var out = target.create(name)) {
      var content = map(name, arena);
      var piece = new byte[(int) Math.min(content.byteSize(), 1 << 20)];
      for (long at = 0; at < content.byteSize(); at += piece.length) {
        int length = (int) Math.min(piece.length, content.byteSize() - at);
        MemorySegment.copy(content, ValueLayout.JAVA_BYTE, at, piece, 0, length);
        out.write(piece, 0, length);
      }
      out.sync();
    }
  }

  /// Puts a file that is never changed again into another directory, under the same name: as a
  /// second name of the same bytes where that can be, else as a copy.
  default void share(String name, Directory target) throws IOException {
    copy(name, target);
  }

  /// Deletes a file; what is mapped stays readable.
  void delete(String name) throws IOException;

  /// Cuts a file that is not being written to its first `size` bytes and syncs it.
  void truncate(String name, long size) throws IOException;

  /// Makes creations, renames and deletions survive the end of the machine.
  void syncNames() throws IOException;

  /// Takes the lock of that name until it is closed.
  ///
  /// @throws IOException naming the holder if another process or another opener has it
  Closeable lock(String name) throws IOException;

  /// A file being appended to. For one writer; [#sync] may run beside it.
  interface Output extends Closeable {
    /// Appends; returns when the operating system has the bytes.
    void write(byte[] bytes, int offset, int length) throws IOException;

    /// Returns when what was written before the call survives the end of the machine.
    void sync() throws IOException;
  }
}
