package io.tocsin.collect.scrape;

import io.tocsin.collect.config.ScrapeSettings;
import io.tocsin.collect.config.TargetGroup;
import io.tocsin.collect.relabel.Relabeling;
import io.tocsin.kit.Durations;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes targets of what discovery found, by the rules of one pool. Immutable.
final class TargetFactory {
  private final ScrapeSettings settings;
  private final Relabeling relabeling;

  TargetFactory(ScrapeSettings settings) {
    this.settings = settings;
    this.relabeling = new Relabeling(settings.relabel());
  }

  /// Returns the labels of each address of the groups, before relabelling.
  List<Labels> discovered(List<TargetGroup> groups) {
    var found = new ArrayList<Labels>();
    for (var group : groups) {
      for (var address : group.addresses()) {
        found.add(withDefaults(group.labels().with("__address__", address)));
      }
    }
    return found;
  }

  private Labels withDefaults(Labels labels) {
    var builder = labels.builder();
    setIfMissing(builder, "job", settings.jobName());
    setIfMissing(builder, "__scrape_interval__", Durations.print(settings.intervalMillis()));
    setIfMissing(builder, "__scrape_timeout__", Durations.print(settings.timeoutMillis()));
    setIfMissing(builder, "__metrics_path__", settings.path());
    setIfMissing(builder, "__scheme__", settings.scheme());
    settings
        .params()
        .forEach((name, values) -> {
          if (!values.isEmpty()) {
            builder.set("__param_" + name, values.getFirst());
          }
        });
    return builder.build();
  }

  private static void setIfMissing(LabelsBuilder builder, String name, String value) {
    if (!builder.has(name)) {
      builder.set(name, value);
    }
  }

  /// Returns the target, or null where relabelling drops it.
  @Nullable Target target(Labels discovered) {
    var labels = relabeling.apply(discovered);
    if (labels == null) {
      return null;
    }
    try {
      return new Target(key(labels), discovered, "");
    } catch (IllegalArgumentException | URISyntaxException e) {
      var visible = visible(labels);
      var nowhere = URI.create("http://unknown/");
      var key =
          new Target.Key(visible, nowhere, settings.intervalMillis(), settings.timeoutMillis());
      return new Target(key, discovered, String.valueOf(e.getMessage()));
    }
  }

  private Target.Key key(Labels labels) throws URISyntaxException {
    var address = labels.value("__address__");
    if (address.isEmpty()) {
      throw new IllegalArgumentException("__address__: is missing");
    }
    if (address.contains("/")) {
      throw new IllegalArgumentException(
          "__address__: " + address + " (expected: a host and port)");
    }
    var uri =
        new URI(labels.value("__scheme__"), address, path(labels), null, null).toASCIIString();
    var query = query(labels);
    var whole = URI.create(query.isEmpty() ? uri : uri + "?" + query);
    boolean http = "http".equals(whole.getScheme()) || "https".equals(whole.getScheme());
    if (!http || whole.getHost() == null) {
      throw new IllegalArgumentException("url: " + whole + " (expected: http and a host)");
    }
    long interval = duration(labels, "__scrape_interval__");
    long timeout = duration(labels, "__scrape_timeout__");
    if (interval <= 0 || timeout <= 0 || timeout > interval) {
      throw new IllegalArgumentException(
          "__scrape_timeout__: " + timeout + " ms (expected: at most the interval)");
    }
    var visible = visible(labels);
    if (!visible.has("instance")) {
      visible = visible.with("instance", address);
    }
    return new Target.Key(visible, whole, interval, timeout);
  }

  private static long duration(Labels labels, String name) {
    try {
      return Durations.parse(labels.value(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + ": " + labels.value(name) + " (expected: a duration, as in 15s)", e);
    }
  }

  private static String path(Labels labels) {
    var path = labels.value("__metrics_path__");
    return path.startsWith("/") ? path : "/" + path;
  }

  private String query(Labels labels) {
    var params = new TreeMap<String, List<String>>(settings.params());
    for (var label : labels) {
      if (label.name().startsWith("__param_")) {
        var name = label.name().substring("__param_".length());
        var values = new ArrayList<>(params.getOrDefault(name, List.of()));
        if (values.isEmpty()) {
          values.add(label.value());
        } else {
          values.set(0, label.value());
        }
        params.put(name, values);
      }
    }
    var out = new StringBuilder();
    params.forEach((name, values) -> {
      for (var value : values) {
        out.append(out.isEmpty() ? "" : "&").append(encoded(name)).append('=');
        out.append(encoded(value));
      }
    });
    return out.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Labels visible(Labels labels) {
    var builder = new LabelsBuilder();
    for (var label : labels) {
      if (!label.name().startsWith("__")) {
        builder.set(label.name(), label.value());
      }
    }
    return builder.build();
  }
}
