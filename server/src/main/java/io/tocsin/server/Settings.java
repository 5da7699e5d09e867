package io.tocsin.server;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.NearestName;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
              Map.entry("web.config-file", "web.config.file"),
              Map.entry("web.external-url", "web.external-url"),
              Map.entry("web.route-prefix", "web.route-prefix"),
              Map.entry("query.timeout", "query.timeout"),
              Map.entry("query.lookback", "query.lookback-delta"),
              Map.entry("query.max-samples", "query.max-samples"),
              Map.entry("query.max-memory", "query.max-memory"),
              Map.entry("query.slow-threshold", "query.slow-threshold"),
              Map.entry("query.max-concurrency", "query.max-concurrency"),
              Map.entry("log.level", "log.level")));

  private final Arguments arguments;
  private final Map<String, String> file;

  private Settings(Arguments arguments, Map<String, String> file) {
    this.arguments = arguments;
    this.file = file;
  }

  /// @param name of the configuration file in messages
  /// @throws ConfigException if the section has a key that is not known
  static Settings read(Arguments arguments, String name, String text) {
    var values = new TreeMap<String, String>();
    YamlNode section = Yaml.parse(name, text).entries().get("tocsin");
    if (section != null) {
      flatten("", section, values);
    }
    return new Settings(arguments, values);
  }

  private static void flatten(String prefix, YamlNode node, Map<String, String> values) {
    node.entries()
        .forEach((key, value) -> {
          var path = prefix + key;
          if (value.kind() == YamlNode.Kind.MAP) {
            flatten(path + ".", value, values);
            return;
          }
          var option = KEYS.get(path);
          if (option == null) {
            var nearest = NearestName.of(path, KEYS.keySet());
            throw value.refusal(
                "unknown key" + (nearest.isEmpty() ? "" : " (expected: tocsin." + nearest + ")"));
          }
          values.put(option, value.text());
        });
  }

  String text(String option, String otherwise) {
    return arguments.value(option, file.getOrDefault(option, otherwise));
  }

  boolean has(String option) {
    return arguments.has(option) || file.containsKey(option);
  }

  boolean isSet(String flag) {
    return arguments.isSet(flag);
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
      return io.tocsin.kit.PrometheusDuration.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + text + " (expected: a duration, as in 15d or 2h)");
    }
  }

  long bytes(String option, String otherwise) {
    var text = text(option, otherwise);
    try {
      return io.tocsin.kit.ByteSize.parse(text);
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
