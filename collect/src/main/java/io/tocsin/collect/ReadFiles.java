package io.tocsin.collect;

import io.tocsin.http.LocalFiles;
import java.nio.file.Path;
import java.util.List;

/// What a configuration may look at around itself. Safe for use by many threads.
public interface ReadFiles extends LocalFiles {
  /// Returns the files that a pattern with `*`, `?` and `[a-z]` matches, sorted; none where there
  /// are none.
  List<Path> glob(String pattern);

  /// Returns when the file was last changed, in milliseconds since the Unix epoch; 0 where it is
  /// missing.
  long modifiedMillis(Path file);

  /// Returns the files and the environment of this process.
  static ReadFiles disk() {
    return new DiskFiles();
  }
}
