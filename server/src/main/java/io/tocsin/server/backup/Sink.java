package io.tocsin.server.backup;

import java.io.IOException;

/// Where the files of a backup go, one after the other, the manifest last.
interface Sink {
  /// Hands out all bytes of a file in order.
  interface Content {
    void read(Sha256.Pieces to) throws IOException;
  }

  /// Takes a file.
  ///
  /// @param bytes its size
  void file(String store, String name, long bytes, Content content) throws IOException;

  /// Takes the manifest: the backup is whole.
  void end(Manifest manifest) throws IOException;
}
