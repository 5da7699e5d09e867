package io.tocsin.server.pages;

import io.tocsin.api.SettingsSource.ConfigFile;
import io.tocsin.api.SettingsSource.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Port to the configuration: which files it consists of, and who reads them.
public interface ConfigSource {
  /// A file, and what it configures.
  record Place(Kind kind, Path path) {}

  /// Returns the files that are in force.
  List<Place> places();

  /// Reads a text as one of them.
  ///
  /// @throws IllegalArgumentException if it is refused
  /// @throws IOException if something that it names cannot be read
  void check(ConfigFile file, String text) throws IOException;

  /// Puts the files in force as they are now.
  ///
  /// @throws IllegalArgumentException if they are refused; what was in force stays
  void reload();

  /// Returns when what is in force was read, since the epoch.
  long loadedMillis();
}
