package io.tocsin.collect;

import io.tocsin.collect.config.ScrapeSettings.FileDiscovery;
import io.tocsin.collect.config.TargetGroup;
import io.tocsin.collect.scrape.DiscoveredAlertmanagers;
import io.tocsin.http.HttpSettings;
import java.net.URI;
import java.util.List;

/// The section `alerting`: to which Alertmanagers alerts are sent, and as what. Immutable; equal
/// when it says the same.
///
/// @param relabeling what becomes of an alert's labels before it is sent to any
public record AlertingConfig(LabelRules relabeling, List<Alertmanagers> alertmanagers) {
  public static final AlertingConfig NONE = new AlertingConfig(LabelRules.NONE, List.of());

  public AlertingConfig {
    alertmanagers = List.copyOf(alertmanagers);
  }

  /// Alertmanagers that are asked alike.
  ///
  /// @param timeoutMillis for one request
  /// @param relabeling what becomes of an alert's labels before it is sent to these
  public record Alertmanagers(
      HttpSettings http, long timeoutMillis, LabelRules relabeling, Places places) {}

  /// Where Alertmanagers are found.
  ///
  /// @param relabeling of what is discovered
  public record Places(
      String scheme,
      String pathPrefix,
      LabelRules relabeling,
      List<TargetGroup> groups,
      List<FileDiscovery> files) {
    public Places {
      groups = List.copyOf(groups);
      files = List.copyOf(files);
    }

    /// Begins to look for them, with what stands in the configuration and nothing of its files.
    public Discovery discover(ReadFiles read) {
      return new DiscoveredAlertmanagers(this, read);
    }
  }

  /// Looks for Alertmanagers. For one thread; what it returned stays as it was.
  public interface Discovery {
    /// Looks at the files again; tells whether any changed, came or went.
    boolean refresh();

    /// Returns where alerts are posted, in the order of discovery, each once.
    List<URI> active();

    /// Returns what relabelling dropped.
    List<URI> dropped();
  }
}
