package io.tocsin.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files and the environment that settings of HTTP may name. Safe for use by many threads.
public interface LocalFiles {
  /// Returns the text of a file.
  String read(Path file) throws IOException;

  boolean exists(Path file);

  /// Returns the environment variable, or null where it is not set.
  @Nullable String environment(String name);

  /// Returns those of this process; a file of more than 1 MB is refused.
  static LocalFiles disk() {
    return new Disk();
  }

  /// What [#disk] returns.
  final class Disk implements LocalFiles {
    private static final int FILE_MAX_BYTES = 1 << 20;

    private Disk() {}

    @Override
    public String read(Path file) throws IOException {
      long size = Files.size(file);
      if (size > FILE_MAX_BYTES) {
        throw new IOException(size + " bytes (expected: at most " + FILE_MAX_BYTES + ")");
      }
      return Files.readString(file);
    }

    @Override
    public boolean exists(Path file) {
      return Files.exists(file);
    }

    @Override
    public @Nullable String environment(String name) {
      return System.getenv(name);
    }
  }
}
