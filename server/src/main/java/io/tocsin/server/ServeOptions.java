package io.tocsin.server;

import java.util.ArrayList;
import java.util.List;

/// The options of `serve`: our own names first, Prometheus' flags as aliases, and those of its
/// flags that mean nothing here, so that an existing unit file only changes its binary.
final class ServeOptions {
  static final List<Option> OPTIONS = options();

  private ServeOptions() {}

  /// Returns the value of an option that was not given; empty where there is none.
  static String defaultOf(String option) {
    return switch (option) {
      case "data" -> "data";
      case "listen" -> "127.0.0.1:9090";
      case "durability" -> "strict";
      case "service" -> "tocsin";
      case "environment" -> "default";
      case "alertmanager.retention" -> "120h";
      case "events.retention" -> "90d";
      case "web.max-connections" -> "512";
      case "web.read-timeout", "query.lookback-delta" -> "5m";
      case "web.route-prefix" -> "/";
      case "storage.tsdb.retention.time" -> "15d";
      case "storage.tsdb.retention.size" -> "0";
      case "storage.tsdb.out-of-order-time-window" -> "2h";
      case "query.timeout" -> "2m";
      case "query.max-concurrency" -> "20";
      case "query.max-samples", "storage.remote.read-sample-limit" -> "50000000";
      case "query.max-memory" -> "1GiB";
      case "query.cache-size" -> "64MiB";
      case "query.slow-threshold" -> "10s";
      case "web.search.max-limit" -> "10000";
      case "web.max-notifications-subscribers" -> "16";
      case "storage.remote.read-concurrent-limit" -> "10";
      case "storage.remote.read-max-bytes-in-frame" -> "1048576";
      case "config.auto-reload-interval" -> "5s";
      case "log.level" -> "info";
      case "log.format" -> "logfmt";
      case "rules.alert.for-outage-tolerance" -> "1h";
      case "rules.alert.for-grace-period" -> "10m";
      case "rules.alert.resend-delay" -> "1m";
      case "rules.max-concurrent-evals" -> "4";
      case "alertmanager.notification-queue-capacity" -> "10000";
      case "alertmanager.notification-batch-size" -> "256";
      case "web.enable-remote-write-receiver",
          "alertmanager.drain-notification-queue-on-shutdown" ->
          "true";
      case "insecure", "web.enable-lifecycle", "web.enable-admin-api" -> "false";
      default -> "";
    };
  }

  private static List<Option> options() {
    var options = new ArrayList<Option>();
    options.add(
        Option.of("config", "FILE", "tocsin.yml or prometheus.yml (default none)", "config.file"));
    options.add(Option.of("data", "DIR", "data directory (default data)", "storage.tsdb.path"));
    options.add(
        Option.of("listen", "HOST:PORT", "address (default 127.0.0.1:9090)", "web.listen-address"));
    options.add(Option.flag("insecure", "allow another address than loopback without users"));
    options.add(
        Option.of("durability", "MODE", "strict (default), or relaxed: may lose the last second"));
    options.add(Option.of("instance", "NAME", "instance label of own series (default host name)"));
    options.add(
        Option.of("environment", "NAME", "environment label of own series (default default)"));
    options.add(Option.of("service", "NAME", "service label of own series (default tocsin)"));
    options.add(
        Option.of(
            "alertmanager.config",
            "FILE",
            "alertmanager.yml (default none: notifications are only kept)",
            "alertmanager.config.file"));
    options.add(
        Option.of(
            "alertmanager.retention",
            "DURATION",
            "how long silences and what was sent are remembered (default 120h)"));
    options.add(
        Option.of("events.retention", "DURATION", "how long events are kept (default 90d)"));
    options.add(
        Option.of(
            "events.github-secret-file", "FILE", "secret that GitHub's webhooks are signed with"));
    options.add(Option.of("events.gitlab-token-file", "FILE", "token that GitLab's webhooks send"));
    options.addAll(web());
    options.addAll(stores());
    options.addAll(rules());
    options.addAll(withoutEffect());
    return List.copyOf(options);
  }

  private static List<Option> web() {
    return List.of(
        Option.of("web.config.file", "FILE", "users and TLS, in exporter-toolkit's form"),
        Option.of("web.external-url", "URL", "how the server is reached from outside"),
        Option.of("web.allowed-hosts", "NAMES", "names it is called by too, as a,b (default none)"),
        Option.of("web.route-prefix", "PATH", "path all routes begin with"),
        Option.flag("web.enable-admin-api", "allow deleting series and snapshots by request"),
        Option.flag("web.enable-lifecycle", "allow POST /-/reload and /-/quit"),
        Option.of("web.max-connections", "N", "open connections at most (default 512)"),
        Option.of("web.read-timeout", "DURATION", "for a whole request (default 5m)"),
        Option.of("web.cors.origin", "REGEX", "origins that may read the API (default none)"),
        Option.of("web.search.max-limit", "N", "results of a search (default 10000, 0 for any)"),
        Option.of(
            "web.max-notifications-subscribers", "N", "who may listen to notices (default 16)"),
        Option.flag("web.enable-remote-write-receiver", "accept remote write (default true)"));
  }

  private static List<Option> stores() {
    return List.of(
        Option.of(
            "storage.tsdb.retention.time",
            "DURATION",
            "how long samples are kept (default 15d)",
            "storage.tsdb.retention"),
        Option.of("storage.tsdb.retention.size", "SIZE", "of the store at most (default 0: any)"),
        Option.of(
            "storage.tsdb.out-of-order-time-window",
            "DURATION",
            "how late a sample may be (default 2h)"),
        Option.of("query.lookback-delta", "DURATION", "how far back to look (default 5m)"),
        Option.of("query.timeout", "DURATION", "for one query (default 2m)"),
        Option.of("query.max-concurrency", "N", "queries at a time (default 20)"),
        Option.of("query.max-samples", "N", "samples one query may hold (default 50000000)"),
        Option.of("query.max-memory", "SIZE", "memory one query may hold (default 1GiB)"),
        Option.of("query.cache-size", "SIZE", "memory of kept answers (default 64MiB, 0 for none)"),
        Option.of(
            "query.slow-threshold", "DURATION", "log slower queries (default 10s, 0s for none)"),
        Option.of(
            "storage.remote.read-sample-limit",
            "N",
            "samples of a remote read that is not streamed (default 50000000, 0 for any)"),
        Option.of(
            "storage.remote.read-concurrent-limit", "N", "remote reads at a time (default 10)"),
        Option.of(
            "storage.remote.read-max-bytes-in-frame",
            "N",
            "about the size of a streamed part (default 1048576)"),
        Option.of("enable-feature", "NAMES", "type-and-unit-labels: series get __type__"),
        Option.of("config.auto-reload-interval", "DURATION", "looks for changes (default 5s)"),
        Option.of("log.level", "LEVEL", "debug, info (default), warn or error"),
        Option.of("log.format", "FORMAT", "logfmt (default) or json"));
  }

  private static List<Option> rules() {
    return List.of(
        Option.of(
            "rules.alert.for-outage-tolerance",
            "DURATION",
            "how old the state of alerts may be that a start takes up (default 1h)"),
        Option.of(
            "rules.alert.for-grace-period",
            "DURATION",
            "how long such alerts still wait, at least (default 10m)"),
        Option.of(
            "rules.alert.resend-delay", "DURATION", "until an alert is told again (default 1m)"),
        Option.of(
            "rules.max-concurrent-evals",
            "N",
            "rules evaluated beside those whose turn it is (default 4)"),
        Option.of(
            "alertmanager.notification-queue-capacity",
            "N",
            "alerts that wait for one Alertmanager (default 10000)"),
        Option.of(
            "alertmanager.notification-batch-size", "N", "alerts in one request (default 256)"),
        Option.flag(
            "alertmanager.drain-notification-queue-on-shutdown",
            "send what waits before the end (default true)"));
  }

  private static List<Option> withoutEffect() {
    var flags =
        List.of(
            "web.enable-otlp-receiver",
            "config.auto-reload",
            "storage.tsdb.no-lockfile",
            "storage.tsdb.allow-overlapping-blocks",
            "storage.tsdb.wal-compression",
            "storage.agent.no-lockfile",
            "agent");
    var values =
        List.of(
            "web.user-assets",
            "web.console.templates",
            "web.console.libraries",
            "web.page-title",
            "web.remote-write-receiver.accepted-protobuf-messages",
            "storage.tsdb.retention.percentage",
            "storage.tsdb.min-block-duration",
            "storage.tsdb.max-block-duration",
            "storage.tsdb.max-block-chunk-segment-size",
            "storage.tsdb.wal-segment-size",
            "storage.tsdb.wal-compression-type",
            "storage.tsdb.head-chunks-write-queue-size",
            "storage.tsdb.samples-per-chunk",
            "storage.tsdb.delay-compact-file.path",
            "storage.remote.flush-deadline",
            "scrape.discovery-reload-interval",
            "scrape.name-escaping-scheme",
            "auto-gomaxprocs",
            "auto-gomemlimit",
            "auto-gomemlimit.ratio");
    var options = new ArrayList<Option>();
    flags.forEach(name -> options.add(Option.ignored(name, "")));
    values.forEach(name -> options.add(Option.ignored(name, "VALUE")));
    return options;
  }
}
