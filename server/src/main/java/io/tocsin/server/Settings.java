package io.tocsin.server;

import io.tocsin.kit.ByteSize;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Durations;
import io.tocsin.kit.NearestName;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.server.access.AccessSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the server is started with: options of the command line, behind them the `tocsin:` section
/// of the configuration file (nested keys, or the same dotted), behind that the defaults. Each
/// setting has one name for both, its option's.
final class Settings {
  /// Keys of the `tocsin:` section by the option that overrides them.
  private static final Map<String, String> KEYS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("listen", "listen"),
              Map.entry("data", "data"),
              Map.entry("instance", "instance"),
              Map.entry("environment", "environment"),
              Map.entry("service", "service"),
              Map.entry("tsdb.durability", "durability"),
              Map.entry("tsdb.retention.time", "storage.tsdb.retention.time"),
              Map.entry("tsdb.retention.size", "storage.tsdb.retention.size"),
              Map.entry("tsdb.out-of-order-time-window", "storage.tsdb.out-of-order-time-window"),
              Map.entry("web.config-file", "web.config.file"),
              Map.entry("web.external-url", "web.external-url"),
              Map.entry("web.allowed-hosts", "web.allowed-hosts"),
              Map.entry("web.route-prefix", "web.route-prefix"),
              Map.entry("query.timeout", "query.timeout"),
              Map.entry("query.lookback", "query.lookback-delta"),
              Map.entry("query.max-samples", "query.max-samples"),
              Map.entry("query.max-memory", "query.max-memory"),
              Map.entry("query.slow-threshold", "query.slow-threshold"),
              Map.entry("query.cache-size", "query.cache-size"),
              Map.entry("query.max-concurrency", "query.max-concurrency"),
              Map.entry("alertmanager.config-file", "alertmanager.config"),
              Map.entry("alertmanager.retention", "alertmanager.retention"),
              Map.entry("events.retention", "events.retention"),
              Map.entry("events.github-secret-file", "events.github-secret-file"),
              Map.entry("events.gitlab-token-file", "events.gitlab-token-file"),
              Map.entry("rules.alert.for-outage-tolerance", "rules.alert.for-outage-tolerance"),
              Map.entry("rules.alert.for-grace-period", "rules.alert.for-grace-period"),
              Map.entry("rules.alert.resend-delay", "rules.alert.resend-delay"),
              Map.entry("rules.max-concurrent-evals", "rules.max-concurrent-evals"),
              Map.entry("log.level", "log.level"),
              Map.entry("log.format", "log.format")));

  static {
    AccessSettings.KEYS.forEach(key -> KEYS.put(key, key));
  }

  /// What keys begin with: `tsdb` and `tsdb.retention` for `tsdb.retention.time`.
  private static final Set<String> SECTIONS = sections();

  private final Arguments arguments;
  private final Map<String, String> file;

  private Settings(Arguments arguments, Map<String, String> file) {
    this.arguments = arguments;
    this.file = file;
  }

  private static Set<String> sections() {
    var sections = new TreeSet<String>();
    for (var key : KEYS.keySet()) {
      for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
        sections.add(key.substring(0, dot));
      }
    }
    return Collections.unmodifiableSet(sections);
  }

  /// @param name of the configuration file in messages
  /// @throws ConfigException if the section has a key that is not known, comes twice, or has a
  ///   value that cannot be used
  /// @throws UsageException if an option has such a value
  static Settings read(Arguments arguments, String name, String text) {
    var values = new TreeMap<String, String>();
    YamlNode section = Yaml.parse(name, text).entries().get("tocsin");
    if (section != null) {
      flatten("", section, values);
    }
    for (var option : KEYS.values()) {
      var expected = arguments.has(option) ? expected(option, arguments.value(option, "")) : "";
      if (!expected.isEmpty()) {
        throw new UsageException(
            "--" + option + ": " + arguments.value(option, "") + " (expected: " + expected + ")");
      }
    }
    return new Settings(arguments, values);
  }

  /// Returns the keys of the section, sorted, that say something else than in `other`.
  List<String> changes(Settings other) {
    return KEYS.entrySet().stream()
        .filter(key -> !Objects.equals(file.get(key.getValue()), other.file.get(key.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void flatten(String prefix, YamlNode node, Map<String, String> values) {
    node.entries()
        .forEach((key, value) -> {
          var path = prefix + key;
          var option = KEYS.get(path);
          boolean section = option == null && SECTIONS.contains(path);
          if (section && value.kind() != YamlNode.Kind.TEXT) {
            flatten(path + ".", value, values);
          } else if (section) {
            throw value.refuse("a map");
          } else {
            set(path, option, value, values);
          }
        });
  }

  private static void set(
      String path, @Nullable String option, YamlNode value, Map<String, String> values) {
    if (option == null) {
      var nearest =
          NearestName.of(path, value.kind() == YamlNode.Kind.TEXT ? KEYS.keySet() : SECTIONS);
      throw value.refusal(
          "unknown key" + (nearest.isEmpty() ? "" : " (expected: tocsin." + nearest + ")"));
    }
    if (value.isNothing()) {
      return;
    }
    var expected = expected(option, value.text());
    if (!expected.isEmpty()) {
      throw value.refuse(expected);
    }
    if (values.put(option, value.text()) != null) {
      throw value.refusal("comes twice (expected: once, nested or dotted)");
    }
  }

  /// Returns what the option's value has to be where this one cannot be used, otherwise nothing.
  private static String expected(String option, String value) {
    if (option.startsWith("auth.")) {
      return AccessSettings.expected(option, value);
    }
    return switch (option) {
      case "listen" -> isRead(() -> Address.parse(value), "HOST:PORT, as in 127.0.0.1:9090");
      case "durability" -> List.of("strict", "relaxed").contains(value) ? "" : "strict or relaxed";
      case "log.level" ->
          List.of("debug", "info", "warn", "error").contains(value)
              ? ""
              : "debug, info, warn or error";
      case "storage.tsdb.retention.size" ->
          isRead(() -> ByteSize.parse(value), "a size, as in 10GB, or 0");
      case "storage.tsdb.retention.time",
          "storage.tsdb.out-of-order-time-window",
          "query.timeout",
          "query.lookback-delta",
          "query.slow-threshold",
          "rules.alert.for-outage-tolerance",
          "rules.alert.for-grace-period",
          "rules.alert.resend-delay" ->
          isRead(() -> Durations.parse(value), "a duration, as in 15d or 2h");
      case "query.max-memory", "query.cache-size" ->
          isRead(() -> ByteSize.parse(value), "a size, as in 512MB or 1GiB");
      case "query.max-samples", "query.max-concurrency", "rules.max-concurrent-evals" ->
          value.matches("0*[1-9][0-9]{0,8}") ? "" : "a whole number above 0";
      case "web.external-url" ->
          isRead(() -> url(value), "a URL, as in https://example.org/tocsin/");
      default -> "";
    };
  }

  private static String isRead(Runnable reading, String expected) {
    try {
      reading.run();
      return "";
    } catch (UsageException | IllegalArgumentException e) {
      return expected;
    }
  }

  private static void url(String text) {
    if (URI.create(text).isOpaque()) {
      throw new IllegalArgumentException(text);
    }
  }

  String text(String option, String otherwise) {
    return arguments.value(option, file.getOrDefault(option, otherwise));
  }

  boolean has(String option) {
    return arguments.has(option) || file.containsKey(option);
  }

  boolean isSet(String flag) {
    return "true".equals(arguments.value(flag, ServeOptions.defaultOf(flag)));
  }

  /// Tells whether `enable-feature` names it, among others and as often as it is given.
  boolean hasFeature(String name) {
    return arguments.all("enable-feature").stream()
        .anyMatch(names -> List.of(names.split(",", -1)).contains(name));
  }

  long number(String option, long otherwise) {
    var text = text(option, String.valueOf(otherwise));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UsageException(option + ": " + text + " (expected: a whole number)");
    }
  }

  long millis(String option, String otherwise) {
    var text = text(option, otherwise);
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + text + " (expected: a duration, as in 15d or 2h)");
    }
  }

  long bytes(String option, String otherwise) {
    var text = text(option, otherwise);
    try {
      return ByteSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + text + " (expected: a size, as in 512MB or 1GiB)");
    }
  }

  @Nullable Path path(String option) {
    return has(option) ? Path.of(text(option, "")) : null;
  }

  /// Returns every option of `serve` with the value in force, for `/api/v1/status/flags`: under
  /// Prometheus' name where it has one.
  Map<String, String> flags() {
    var flags = new TreeMap<String, String>();
    for (var option : ServeOptions.OPTIONS) {
      if (option.hasEffect()) {
        var name = option.aliases().isEmpty() ? option.name() : option.aliases().getFirst();
        flags.put(name, text(option.name(), ServeOptions.defaultOf(option.name())));
      }
    }
    return flags;
  }
}
