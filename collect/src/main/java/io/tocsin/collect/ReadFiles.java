package io.tocsin.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a configuration may look at around itself. Safe for use by many threads.
public interface ReadFiles {
  /// Returns the files that a pattern with `*`, `?` and `[a-z]` matches, sorted; none where there
  /// are none.
  List<Path> glob(String pattern);

  /// Returns the text of a file.
  String read(Path file) throws IOException;

  boolean exists(Path file);

  /// Returns when the file was last changed, in milliseconds since the Unix epoch; 0 where it is
  /// missing.
  long modifiedMillis(Path file);

  /// Returns the environment variable, or null where it is not set.
  @Nullable String environment(String name);

  /// Returns the files and the environment of this process.
  static ReadFiles disk() {
    return new DiskFiles();
  }
}
