package io.tocsin.collect.config;

import io.tocsin.http.HttpReader;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Checks `remote_write` and `remote_read`.
final class RemoteReader {
  private static final Set<String> MESSAGES =
      Set.of("prometheus.WriteRequest", "io.prometheus.write.v2.Request");
  private static final Set<String> RESERVED =
      Set.of(
          "host",
          "content-encoding",
          "content-length",
          "content-type",
          "user-agent",
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "www-authenticate",
          "accept-encoding",
          "x-prometheus-remote-write-version",
          "x-prometheus-remote-read-version",
          "authorization");

  private final ReadContext context;

  RemoteReader(ReadContext context) {
    this.context = context;
  }

  void read(YamlSection root) {
    var names = new HashSet<String>();
    for (var node : ReadContext.full(root.list("remote_write"))) {
      write(node, names);
    }
    names.clear();
    for (var node : ReadContext.full(root.list("remote_read"))) {
      readFrom(node, names);
    }
    context.unsupported(root, "remote_write", "remote_read");
  }

  private void write(YamlNode node, Set<String> names) {
    var section = node.section();
    common(section, names);
    RelabelReader.read(section, "write_relabel_configs");
    for (var key :
        List.of(
            "send_exemplars",
            "send_native_histograms",
            "round_robin_dns",
            "failed_request_logging")) {
      section.bool(key, false);
    }
    if (section.has("protobuf_message")) {
      ReadContext.oneOf(section.require("protobuf_message"), MESSAGES);
    }
    if (section.has("queue_config")) {
      queue(section.require("queue_config").section());
    }
    if (section.has("metadata_config")) {
      var metadata = section.require("metadata_config").section();
      metadata.bool("send", true);
      metadata.durationMillis("send_interval", 0);
      metadata.integer("max_samples_per_send", 0);
      metadata.done();
    }
    for (var key : List.of("sigv4", "azuread", "google_iam")) {
      if (section.has(key)) {
        section.require(key).section();
      }
    }
    section.done();
  }

  private void readFrom(YamlNode node, Set<String> names) {
    var section = node.section();
    common(section, names);
    section.bool("read_recent", false);
    section.bool("filter_external_labels", true);
    section.integer("chunked_read_limit", 0);
    section.textMap("required_matchers");
    section.done();
  }

  private void common(YamlSection section, Set<String> names) {
    ReadContext.httpUrl(section.require("url"));
    section.durationMillis("remote_timeout", 0);
    var name = section.find("name");
    if (name != null && !name.text().isEmpty() && !names.add(name.text())) {
      throw name.refusal(name.text() + " comes twice");
    }
    headers(section, "headers");
    new HttpReader(context.place()).read(section);
  }

  static void headers(YamlSection section, String key) {
    for (var header : section.textMap(key).keySet()) {
      if (RESERVED.contains(header.toLowerCase(Locale.ROOT))) {
        throw section.require(key).refusal(header + " is a reserved header");
      }
    }
  }

  private static void queue(YamlSection section) {
    long max = atLeastOne(section, "max_shards", 50);
    long min = atLeastOne(section, "min_shards", 1);
    atLeastOne(section, "max_samples_per_send", 2_000);
    atLeastOne(section, "capacity", 10_000);
    if (min > max) {
      throw section.require("min_shards").refuse("at most max_shards, " + max);
    }
    long minBackoff = section.durationMillis("min_backoff", 30);
    long maxBackoff = section.durationMillis("max_backoff", 5_000);
    if (maxBackoff < minBackoff) {
      throw section.node().refusal("max_backoff is below min_backoff");
    }
    section.durationMillis("batch_send_deadline", 5_000);
    section.durationMillis("sample_age_limit", 0);
    section.bool("retry_on_http_429", false);
    section.done();
  }

  private static long atLeastOne(YamlSection section, String key, long otherwise) {
    long value = section.integer(key, otherwise);
    if (value < 1) {
      throw section.require(key).refuse("at least 1");
    }
    return value;
  }
}
