package io.tocsin.server.backup;

import io.tocsin.kit.Directory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What one store adds to a backup: its name, which is that of its folder in the data directory,
/// and files.
public interface BackupPart {
  String name();

  /// Returns files that together are the store as it is now, with everything that was acknowledged
  /// before the call, and that stay as they are until they are closed.
  ///
  /// @param staging a folder that is not there yet, on the data directory's file system, where the
  ///   store may put them; it is deleted afterwards
  Frozen freeze(Path staging) throws IOException;

  /// The files of one store.
  ///
  /// @param release is called when nobody reads them any more
  record Frozen(Directory folder, List<String> files, Closeable release) implements Closeable {
    @Override
    public void close() throws IOException {
      release.close();
    }
  }
}
