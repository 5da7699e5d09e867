package io.tocsin.api;

import io.tocsin.model.Labels;
import java.util.Map;

/// Port to what this process says of itself.
public interface StatusSource {
  /// Returns the configuration in force as YAML text, without secrets.
  String configYaml();

  /// Returns flags by name, without leading dashes.
  Map<String, String> flags();

  /// Returns the labels of the configuration in force that say which server a series comes from.
  Labels externalLabels();

  /// Returns what this program can do and may do as it is started, by category and name.
  Map<String, Map<String, Boolean>> features();

  Runtime runtime();

  Build build();

  /// Facts of the running process.
  ///
  /// @param reloaded whether the last reload of the configuration succeeded
  /// @param threads how many threads run
  /// @param processors how many processors are used
  /// @param memoryLimitBytes how much memory may be used
  /// @param retention how long samples are kept, in Prometheus' words, as in `15d`
  @SuppressWarnings("AvoidCommonTypeNames") // Prometheus' word for these facts
  record Runtime(
      long startMillis,
      String workingDirectory,
      String hostname,
      boolean reloaded,
      long lastReloadMillis,
      long corruptions,
      int threads,
      int processors,
      long memoryLimitBytes,
      String retention) {}

  /// Where the program comes from.
  ///
  /// @param version this program's version
  /// @param compatible the version of Prometheus whose API is spoken: clients switch features on
  ///   and off by it
  /// @param revision of the sources; may be empty
  /// @param date of the build; may be empty
  record Build(String version, String compatible, String revision, String date) {}
}
