package io.tocsin.collect;

import io.tocsin.collect.config.ConfigParser;
import io.tocsin.collect.config.ScrapeSettings;
import io.tocsin.kit.ConfigException;
import io.tocsin.model.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A `prometheus.yml`. Immutable.
///
/// @param text what the file says, as it may be shown: without comments, secrets replaced
/// @param scrapes scrape pools, those of `scrape_config_files` among them
/// @param evaluationIntervalMillis how often rules without an interval of their own are evaluated
/// @param ruleQueryOffsetMillis how far in the past rules ask that do not say so themselves
/// @param utf8Names whether names may be any text, or letters, digits and underscores only
/// @param externalLabels what is added to samples that leave this server
/// @param ruleFiles the files that `rule_files` match
/// @param alerting where alerts are sent
/// @param retentionMillis `storage.tsdb.retention.time`; 0 where the file does not say
/// @param retentionBytes `storage.tsdb.retention.size`; 0 where the file does not say
/// @param outOfOrderMillis `storage.tsdb.out_of_order_time_window`; -1 where the file does not say
/// @param staleThreshold `storage.tsdb.stale_series_compaction_threshold`; -1 where the file does
///   not say
/// @param maxExemplars `storage.exemplars.max_exemplars`; 0 for none
/// @param warnings what is accepted and not acted on, and files that are missing
public record PrometheusConfig(
    String text,
    List<ScrapeSettings> scrapes,
    long evaluationIntervalMillis,
    long ruleQueryOffsetMillis,
    boolean utf8Names,
    Labels externalLabels,
    List<Path> ruleFiles,
    AlertingConfig alerting,
    long retentionMillis,
    long retentionBytes,
    long outOfOrderMillis,
    double staleThreshold,
    int maxExemplars,
    List<String> warnings) {

  /// Reads a file and those it names.
  ///
  /// @throws ConfigException if the configuration is refused
  /// @throws IOException if the file cannot be read
  public static PrometheusConfig load(Path file) throws IOException {
    var files = ReadFiles.disk();
    return parse(file.toString(), files.read(file), files);
  }

  /// Reads a text; relative files in it are taken from beside `name`.
  ///
  /// @param name the file's name in messages
  /// @throws ConfigException if the configuration is refused
  public static PrometheusConfig parse(String name, String text, ReadFiles files) {
    return ConfigParser.parse(name, text, files);
  }
}
