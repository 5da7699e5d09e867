package io.tocsin.api;

/// Port to the life of the process, for requests that may change it.
public interface Lifecycle {
  /// Reads the configuration again and puts it in force.
  ///
  /// @throws IllegalArgumentException if it is bad; the old one stays in force
  void reload();

  /// Asks the process to end; returns at once.
  void quit();
}
