package io.tocsin.notify.services;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Values of any shape whose texts are templates: a webhook's `payload`, PagerDuty's `details`,
/// Jira's `fields`. A text that a template becomes is read as YAML, so that it may be a number, a
/// list or a map; a text that is just a text stays as it is.
final class Payload {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private Payload() {}

  /// Returns what stands in a configuration: texts, longs, doubles, truths, lists and maps.
  static @Nullable Object read(YamlNode node) {
    return switch (node.kind()) {
      case NOTHING -> null;
      case TEXT -> node.isPlain() ? scalar(node.text()) : node.text();
      case LIST -> {
        var list = new ArrayList<@Nullable Object>();
        node.items().forEach(item -> list.add(read(item)));
        yield list;
      }
      case MAP -> {
        var map = new TreeMap<String, @Nullable Object>();
        node.entries().forEach((name, value) -> map.put(name, read(value)));
        yield map;
      }
    };
  }

  /// What a plain scalar of YAML 1.1 is, as Go's package reads it.
  private static @Nullable Object scalar(String text) {
    return switch (text) {
      case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> true;
      case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> false;
      case "", "~", "null", "Null", "NULL" -> null;
      default -> number(text);
    };
  }

  private static Object number(String text) {
    if (INTEGER.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    return FLOAT.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }

  /// Returns the value with every text expanded.
  static @Nullable Object expanded(@Nullable Object value, Texts texts) {
    return switch (value) {
      case String template -> inline(template.isEmpty() ? "" : texts.text(template));
      case List<?> list -> {
        var out = new ArrayList<@Nullable Object>();
        list.forEach(item -> out.add(expanded(item, texts)));
        yield out;
      }
      case Map<?, ?> map -> {
        var out = new TreeMap<String, @Nullable Object>();
        map.forEach((name, item) -> {
          var key = String.valueOf(name);
          out.put(key.isEmpty() ? key : texts.text(key), expanded(item, texts));
        });
        yield out;
      }
      case null -> null;
      default -> value;
    };
  }

  private static @Nullable Object inline(String rendered) {
    try {
      var value = read(Yaml.parse("template", rendered));
      return value instanceof String ? rendered : value;
    } catch (ConfigException justText) {
      return rendered;
    }
  }
}
