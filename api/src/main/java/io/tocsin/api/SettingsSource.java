package io.tocsin.api;

import java.io.IOException;
import java.util.List;

/// Port to what this process is set to, and to the files that say so. Safe for use by many threads.
public interface SettingsSource {
  /// Which part a file configures.
  enum Kind {
    /// The configuration file.
    MAIN,
    /// A rule file that the configuration names.
    RULES,
    /// `alertmanager.yml`.
    ALERTING
  }

  /// A configuration file as it is on disk, with its secrets.
  ///
  /// @param modifiedMillis since the epoch
  /// @param writable whether this process may write it
  record ConfigFile(Kind kind, String path, String text, long modifiedMillis, boolean writable) {}

  /// Returns the files that are in force or were tried last.
  ///
  /// @throws IOException if one cannot be read
  List<ConfigFile> files() throws IOException;

  /// Returns when the configuration in force was read, since the epoch.
  long loadedMillis();

  /// Says what would be wrong with a file, each with file and line; changes nothing.
  List<String> problems(ConfigFile file, String text);

  /// Writes a file in one step, keeps what was there beside it, and puts it in force. A text that
  /// is refused after all is taken back.
  ///
  /// @throws IOException if it cannot be written
  /// @throws IllegalArgumentException if it is refused
  void write(ConfigFile file, String text) throws IOException;

  /// Returns what is kept, by signal.
  List<Stored> stored();

  /// What is kept of one signal.
  ///
  /// @param signal as in `metrics`
  /// @param path of its folder
  /// @param oldestMillis of what is kept; 0 where there is nothing
  /// @param count how many series, events and the like there are
  /// @param retentionMillis after which it goes; 0 for no such limit
  /// @param limitBytes that it may take; 0 for no such limit
  record Stored(
      String signal,
      String path,
      long bytes,
      long oldestMillis,
      long newestMillis,
      long count,
      long retentionMillis,
      long limitBytes) {}

  /// Returns the size of the file system that all of it is on, and what is free there.
  Disk disk() throws IOException;

  /// A file system.
  record Disk(String path, long totalBytes, long usableBytes) {}
}
