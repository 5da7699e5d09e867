package io.tocsin.server.dropin;

import io.tocsin.kit.Durations;
import io.tocsin.notify.AlertmanagerOptions;
import io.tocsin.notify.MatcherMode;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.SilenceLimits;
import io.tocsin.server.Arguments;
import io.tocsin.server.Option;
import io.tocsin.server.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Alertmanager's flags, and what they mean.
final class DropInOptions {
  private static final Set<String> FEATURES =
      Set.of(
          "alert-names-in-metrics",
          "receiver-name-in-metrics",
          "group-key-in-metrics",
          "classic-mode",
          "utf8-strict-mode",
          "auto-gomemlimit",
          "event-recorder");

  static final List<Option> ALL = all();

  private DropInOptions() {}

  private static List<Option> all() {
    var options = new ArrayList<Option>();
    options.add(Option.of("config.file", "FILE", "configuration (default alertmanager.yml)"));
    options.add(Option.of("storage.path", "DIR", "what is kept (default data/)"));
    options.addAll(web());
    options.addAll(
        List.of(
            Option.of("data.retention", "DURATION", "how long it is kept (default 120h)"),
            Option.of(
                "data.maintenance-interval", "DURATION", "how often it is cleaned (default 15m)"),
            Option.of(
                "alerts.gc-interval",
                "DURATION",
                "how often old alerts are forgotten (default 30m)"),
            Option.of("alerts.per-alertname-limit", "N", "alerts of one name (default 0: any)"),
            Option.of("silences.max-silences", "N", "silences (default 0: any)"),
            Option.of("silences.max-silence-size-bytes", "N", "size of one (default 0: any)"),
            Option.of("dispatch.start-delay", "DURATION", "before anything is sent (default 0s)"),
            Option.of(
                "enable-feature",
                "NAMES",
                "classic-mode or utf8-strict-mode: how matchers are read"),
            Option.of("log.level", "LEVEL", "debug, info (default), warn or error"),
            Option.of("log.format", "FORMAT", "logfmt (default) or json"),
            Option.flag("version", "print the version")));
    options.addAll(withoutEffect());
    return List.copyOf(options);
  }

  private static List<Option> web() {
    return List.of(
        Option.of("web.listen-address", "HOST:PORT", "address (default 127.0.0.1:9093)"),
        Option.flag("insecure", "allow another address than loopback without users"),
        Option.of("web.external-url", "URL", "how it is reached from outside"),
        Option.of("web.route-prefix", "PATH", "path all routes begin with"),
        Option.of("web.allowed-hosts", "NAMES", "names it is called by too, as a,b"),
        Option.of("web.config.file", "FILE", "users and TLS, in exporter-toolkit's form"),
        Option.of("web.get-concurrency", "N", "GET requests at a time (default 0: 8 or more)"));
  }

  private static List<Option> withoutEffect() {
    var options = new ArrayList<Option>();
    for (var name :
        List.of(
            "log.silences",
            "cluster.allow-insecure-public-advertise-address-discovery",
            "web.systemd-socket")) {
      options.add(Option.ignored(name, ""));
    }
    for (var name :
        List.of(
            "listen-address",
            "advertise-address",
            "peer",
            "peer-name",
            "peer-timeout",
            "peers-resolve-timeout",
            "gossip-interval",
            "pushpull-interval",
            "tcp-timeout",
            "probe-timeout",
            "probe-interval",
            "settle-timeout",
            "reconnect-interval",
            "reconnect-timeout",
            "tls-config",
            "label")) {
      options.add(Option.ignored("cluster." + name, "VALUE"));
    }
    for (var name :
        List.of("web.timeout", "dispatch.maintenance-interval", "auto-gomemlimit.ratio")) {
      options.add(Option.ignored(name, "VALUE"));
    }
    return options;
  }

  /// @throws UsageException if a value cannot be used
  static AlertmanagerOptions options(Arguments arguments, String externalUrl) {
    return new AlertmanagerOptions(
        millis(arguments, "data.retention", "120h"),
        millis(arguments, "alerts.gc-interval", "30m"),
        millis(arguments, "data.maintenance-interval", "15m"),
        millis(arguments, "dispatch.start-delay", "0s"),
        number(arguments, "alerts.per-alertname-limit"),
        new SilenceLimits(
            number(arguments, "silences.max-silences"),
            number(arguments, "silences.max-silence-size-bytes")),
        externalUrl,
        syntax(arguments));
  }

  private static long millis(Arguments arguments, String option, String otherwise) {
    var text = arguments.value(option, otherwise);
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + text + " (expected: a duration, as in 5m)");
    }
  }

  /// Returns a bound; none, as 0, for a negative number.
  static int number(Arguments arguments, String option) {
    var text = arguments.value(option, "0");
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new UsageException(option + ": " + text + " (expected: a whole number)");
    }
  }

  static MatcherSyntax syntax(Arguments arguments) {
    var names =
        Arrays.stream(arguments.value("enable-feature", "").split(",", -1))
            .filter(name -> !name.isEmpty())
            .toList();
    for (var name : names) {
      if (!FEATURES.contains(name)) {
        throw new UsageException(
            "enable-feature: " + name + " (expected: classic-mode or utf8-strict-mode)");
      }
    }
    if (names.contains("classic-mode") && names.contains("utf8-strict-mode")) {
      throw new UsageException(
          "enable-feature: classic-mode and utf8-strict-mode (expected: one of them)");
    }
    if (names.contains("classic-mode")) {
      return new MatcherSyntax(MatcherMode.CLASSIC);
    }
    return names.contains("utf8-strict-mode")
        ? new MatcherSyntax(MatcherMode.UTF8)
        : MatcherSyntax.FALLBACK;
  }
}
