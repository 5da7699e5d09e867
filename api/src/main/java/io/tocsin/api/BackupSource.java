package io.tocsin.api;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/// Port to backups of everything that the server keeps. Safe for use by many threads.
public interface BackupSource {
  /// Holds everything that was acknowledged before the call, as it is now, until the archive is
  /// closed.
  ///
  /// @throws Busy if another one is under way
  Archive begin() throws IOException;

  /// A backup on its way to whoever asked for it. For one thread.
  interface Archive extends Closeable {
    /// Returns its name, which tells when it was begun.
    String name();

    /// Returns how large its files are together.
    long bytes();

    /// Writes it as a tar archive whose last file is the manifest; without that it is none.
    void writeTo(OutputStream out) throws IOException;
  }

  /// A backup is under way already.
  final class Busy extends IOException {
    public Busy(String message) {
      super(message);
    }
  }
}
