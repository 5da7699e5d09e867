package io.tocsin.collect.config;

import io.tocsin.collect.relabel.RelabelRule;
import io.tocsin.http.HttpSettings;
import java.util.List;
import java.util.Map;

/// One scrape pool.
///
/// @param params URL parameters, in the order of the file
/// @param text what the file says and the defaults that hold, as they may be shown
/// @param extraMetrics whether timeout, sample limit and body size are reported as series
public record ScrapeSettings(
    String jobName,
    long intervalMillis,
    long timeoutMillis,
    String path,
    String scheme,
    Map<String, List<String>> params,
    Sampling sampling,
    boolean compression,
    boolean extraMetrics,
    Limits limits,
    HttpSettings http,
    List<RelabelRule> relabel,
    List<RelabelRule> metricRelabel,
    List<TargetGroup> staticGroups,
    List<FileDiscovery> fileDiscoveries,
    String text) {
  /// What counts when a target's label or time disagrees with the server's.
  public record Sampling(
      boolean honorLabels, boolean honorTimestamps, boolean trackTimestampsStaleness) {}

  /// Files with target groups that are read again when they change.
  ///
  /// @param patterns absolute, with at most one `*`-pattern in the last step
  /// @param refreshMillis how often the patterns are looked up again at the latest
  public record FileDiscovery(List<String> patterns, long refreshMillis) {}

  /// Tells whether targets found by either are scraped in the same way.
  public boolean scrapesAs(ScrapeSettings other) {
    return withoutDiscovery().equals(other.withoutDiscovery());
  }

  private ScrapeSettings withoutDiscovery() {
    return new ScrapeSettings(
        jobName,
        intervalMillis,
        timeoutMillis,
        path,
        scheme,
        params,
        sampling,
        compression,
        extraMetrics,
        limits,
        http,
        List.of(),
        metricRelabel,
        List.of(),
        List.of(),
        "");
  }
}
