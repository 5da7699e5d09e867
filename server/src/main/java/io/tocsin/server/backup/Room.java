package io.tocsin.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Room on the disk of a folder.
public final class Room {
  private static final long SPARE_BYTES = 1 << 20;

  private Room() {}

  /// Refuses to begin what would not fit.
  ///
  /// @param what the bytes are needed for, as in `for the backup`
  /// @throws IOException if there is less room than that
  public static void check(Path folder, long bytes, String what) throws IOException {
    long left = Files.getFileStore(folder).getUsableSpace();
    if (left < bytes + SPARE_BYTES) {
      throw new IOException(
          folder + ": " + left + " bytes left (expected: " + bytes + " " + what + ")");
    }
  }
}
