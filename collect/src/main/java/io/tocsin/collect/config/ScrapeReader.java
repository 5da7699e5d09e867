package io.tocsin.collect.config;

import io.tocsin.collect.config.ScrapeSettings.Sampling;
import io.tocsin.collect.relabel.RelabelRule;
import io.tocsin.http.HttpReader;
import io.tocsin.kit.Durations;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import io.tocsin.kit.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one entry of `scrape_configs`.
final class ScrapeReader {
  private final ReadContext context;
  private final GlobalReader globals;
  private final GlobalSettings global;

  ScrapeReader(ReadContext context, GlobalSettings global) {
    this.context = context;
    this.globals = new GlobalReader(context);
    this.global = global;
  }

  ScrapeSettings read(YamlNode node) {
    if (node.isNothing()) {
      throw node.refuse("a section with job_name");
    }
    var section = node.section();
    long interval =
        GlobalReader.positive(
            section.durationMillis("scrape_interval", 0), global.intervalMillis());
    long timeout = section.durationMillis("scrape_timeout", 0);
    GlobalReader.checkTimeout(section, timeout, interval);
    var relabel = RelabelReader.read(section, "relabel_configs");
    var discovery = new DiscoveryReader(context).read(section, relabel.isEmpty());
    rest(section);
    if (timeout == 0) {
      timeout = Math.min(global.timeoutMillis(), interval);
    }
    var settings =
        new ScrapeSettings(
            jobName(section),
            interval,
            timeout,
            section.text("metrics_path", "/metrics"),
            section.text("scheme", "http"),
            params(section),
            sampling(section),
            section.bool("enable_compression", true),
            section.bool("extra_scrape_metrics", global.extraMetrics()),
            GlobalReader.limits(section, global.limits()),
            new HttpReader(context.place()).read(section),
            relabel,
            metricRelabel(section),
            discovery.staticGroups(),
            discovery.files(),
            text(section, interval, timeout));
    section.done();
    return settings;
  }

  /// What the file says, and before it the most asked for of what it leaves to defaults.
  private static String text(YamlSection section, long interval, long timeout) {
    var defaults = new LinkedHashMap<String, String>();
    defaults.put("scrape_interval", Durations.print(interval));
    defaults.put("scrape_timeout", Durations.print(timeout));
    defaults.put("metrics_path", "/metrics");
    defaults.put("scheme", "http");
    defaults.put("honor_labels", "false");
    defaults.put("honor_timestamps", "true");
    var out = new StringBuilder();
    defaults.forEach((key, value) -> {
      if (!section.has(key)) {
        out.append(key).append(": ").append(value).append('\n');
      }
    });
    return out.append(YamlText.masked(section.node(), ConfigParser::isSecret)).toString();
  }

  private static String jobName(YamlSection section) {
    var node = section.require("job_name");
    if (node.text().isEmpty()) {
      throw node.refuse("a name");
    }
    return node.text();
  }

  private static Sampling sampling(YamlSection section) {
    return new Sampling(
        section.bool("honor_labels", false),
        section.bool("honor_timestamps", true),
        section.bool("track_timestamps_staleness", false));
  }

  private static List<RelabelRule> metricRelabel(YamlSection section) {
    return RelabelReader.read(section, "metric_relabel_configs");
  }

  private static Map<String, List<String>> params(YamlSection section) {
    var params = new LinkedHashMap<String, List<String>>();
    var node = section.find("params");
    if (node != null) {
      node.entries()
          .forEach((name, values) ->
              params.put(name, values.items().stream().map(YamlNode::text).toList()));
    }
    return params;
  }

  /// What is checked and has no effect yet, or none that a pool needs to know.
  private void rest(YamlSection section) {
    GlobalReader.protocols(section);
    GlobalReader.fallbackProtocol(section);
    globals.histograms(section);
    section.integer("native_histogram_bucket_limit", 0);
    section.number("native_histogram_min_bucket_factor", 0);
    context.unsupported(section, "scrape_failure_log_file");
    var scheme = section.find("scheme");
    if (scheme != null && !scheme.text().equals("http") && !scheme.text().equals("https")) {
      throw scheme.refuse("http or https");
    }
    names(section);
  }

  private void names(YamlSection section) {
    boolean inherits = !section.has("metric_name_validation_scheme");
    boolean utf8 = GlobalReader.utf8(section, global.utf8Names());
    if (!utf8) {
      context.warn(section.node(), "names other than legacy ones are not refused yet");
    }
    var own = GlobalReader.escaping(section);
    var escaping = own.isEmpty() && inherits ? global.escaping() : own;
    if (!utf8 && escaping.equals("allow-utf-8")) {
      throw section
          .node()
          .refusal(
              "metric_name_escaping_scheme: allow-utf-8 (expected: another one with"
                  + " metric_name_validation_scheme: legacy)");
    }
  }
}
