package io.tocsin.collect.config;

import io.tocsin.kit.YamlSection;
import io.tocsin.model.Labels;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads `global`, and the keys that a scrape section has in common with it.
final class GlobalReader {
  static final long INTERVAL_MILLIS = 60_000;
  static final long TIMEOUT_MILLIS = 10_000;

  private static final Set<String> PROTOCOLS =
      new LinkedHashSet<>(
          List.of(
              "PrometheusProto",
              "OpenMetricsText1.0.0",
              "OpenMetricsText0.0.1",
              "PrometheusText1.0.0",
              "PrometheusText0.0.4"));
  private static final Set<String> SCHEMES = new LinkedHashSet<>(List.of("utf8", "legacy"));
  private static final Set<String> ESCAPINGS =
      new LinkedHashSet<>(List.of("allow-utf-8", "underscores", "dots", "values"));

  private final ReadContext context;

  GlobalReader(ReadContext context) {
    this.context = context;
  }

  GlobalSettings read(YamlSection section) {
    long interval = positive(section.durationMillis("scrape_interval", 0), INTERVAL_MILLIS);
    long timeout = section.durationMillis("scrape_timeout", 0);
    checkTimeout(section, timeout, interval);
    var labels = section.find("external_labels");
    protocols(section);
    histograms(section);
    var global =
        new GlobalSettings(
            interval,
            timeout == 0 ? Math.min(TIMEOUT_MILLIS, interval) : timeout,
            positive(section.durationMillis("evaluation_interval", 0), INTERVAL_MILLIS),
            section.durationMillis("rule_query_offset", 0),
            labels == null ? Labels.EMPTY : LabelReader.labels(labels, this::expanded),
            limits(section, Limits.NONE),
            utf8(section, true),
            escaping(section),
            section.bool("extra_scrape_metrics", false));
    context.unsupported(section, "query_log_file", "scrape_failure_log_file");
    section.done();
    return global;
  }

  static void checkTimeout(YamlSection section, long timeout, long interval) {
    if (timeout > interval) {
      throw section
          .require("scrape_timeout")
          .refuse("at most the scrape interval, " + interval + " ms");
    }
  }

  static long positive(long value, long otherwise) {
    return value == 0 ? otherwise : value;
  }

  /// Replaces `$NAME` and `${NAME}` by the environment variable and `$$` by `$`.
  private String expanded(String value) {
    var out = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      char c = value.charAt(at++);
      if (c != '$') {
        out.append(c);
        continue;
      }
      if (value.startsWith("$", at)) {
        out.append('$');
        at++;
        continue;
      }
      boolean braced = value.startsWith("{", at);
      int start = braced ? at + 1 : at;
      int end = start;
      while (end < value.length() && isNamePart(value.charAt(end))) {
        end++;
      }
      var found = context.files().environment(value.substring(start, end));
      out.append(found == null ? "" : found);
      at = braced && value.startsWith("}", end) ? end + 1 : end;
    }
    return out.toString();
  }

  private static boolean isNamePart(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  static Limits limits(YamlSection section, Limits otherwise) {
    return new Limits(
        positive(section.bytes("body_size_limit", 0), otherwise.bodyBytes()),
        limit(section, "sample_limit", otherwise.samples()),
        limit(section, "label_limit", otherwise.labels()),
        limit(section, "label_name_length_limit", otherwise.labelNameLength()),
        limit(section, "label_value_length_limit", otherwise.labelValueLength()),
        limit(section, "target_limit", otherwise.targets()),
        limit(section, "keep_dropped_targets", otherwise.keepDropped()));
  }

  private static long limit(YamlSection section, String key, long otherwise) {
    long limit = section.integer(key, 0);
    if (limit < 0) {
      throw section.require(key).refuse("a whole number of at least 0");
    }
    return positive(limit, otherwise);
  }

  static void protocols(YamlSection section) {
    var node = section.find("scrape_protocols");
    if (node == null) {
      return;
    }
    var seen = new HashSet<String>();
    for (var item : node.items()) {
      if (!seen.add(ReadContext.oneOf(item, PROTOCOLS))) {
        throw item.refusal(item.text() + " comes twice");
      }
    }
    if (seen.isEmpty()) {
      throw node.refuse("at least one protocol");
    }
  }

  static void fallbackProtocol(YamlSection section) {
    var node = section.find("fallback_scrape_protocol");
    if (node != null && !node.text().isEmpty()) {
      ReadContext.oneOf(node, PROTOCOLS);
    }
  }

  void histograms(YamlSection section) {
    for (var key :
        List.of(
            "scrape_native_histograms",
            "convert_classic_histograms_to_nhcb",
            "always_scrape_classic_histograms")) {
      if (section.bool(key, false)) {
        context.warn(section.require(key), "not supported yet");
      }
    }
  }

  static boolean utf8(YamlSection section, boolean otherwise) {
    var node = section.find("metric_name_validation_scheme");
    return (node == null || node.text().isEmpty())
        ? otherwise
        : ReadContext.oneOf(node, SCHEMES).equals("utf8");
  }

  static String escaping(YamlSection section) {
    var node = section.find("metric_name_escaping_scheme");
    return (node == null || node.text().isEmpty()) ? "" : ReadContext.oneOf(node, ESCAPINGS);
  }
}
