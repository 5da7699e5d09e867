package io.tocsin.dashboards.export;

import static io.tocsin.dashboards.export.GrafanaBoard.copy;

import io.tocsin.dashboards.shape.Nothing;
import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes `fieldConfig` as Grafana's JSON.
final class FieldWriter {
  private FieldWriter() {}

  static Map<String, Object> config(Map<String, Object> fields) {
    var config = new LinkedHashMap<String, Object>();
    var defaults = Trees.map(fields.get("defaults"));
    defaults.replaceAll(FieldWriter::value);
    config.put("defaults", defaults);
    var overrides = new ArrayList<Object>();
    for (var item : Trees.list(fields.get("overrides"))) {
      var override = Trees.map(item);
      var properties = new ArrayList<Object>();
      for (var one : Trees.list(override.get("properties"))) {
        var property = Trees.map(one);
        var id = Trees.text(property.get("id"));
        var written = new LinkedHashMap<String, Object>();
        written.put("id", id);
        written.put("value", value(id, property.getOrDefault("value", Nothing.NULL)));
        properties.add(written);
      }
      var written = new LinkedHashMap<String, Object>();
      copy(override, "match", written, "matcher");
      written.put("properties", properties);
      overrides.add(written);
    }
    config.put("overrides", overrides);
    return config;
  }

  private static Object value(String id, Object value) {
    return switch (id) {
      case "mappings" -> mappings(Trees.list(value));
      case "links" -> dataLinks(value);
      default -> value;
    };
  }

  private static List<Object> dataLinks(Object value) {
    var links = GrafanaBoard.links(Map.of("links", value));
    links.forEach(link -> {
      if (link instanceof Map<?, ?> map) {
        map.remove("type");
      }
    });
    return links;
  }

  private static List<Object> mappings(List<Object> mappings) {
    var all = new ArrayList<Object>();
    for (var item : mappings) {
      var mapping = Trees.map(item);
      var written = new LinkedHashMap<String, Object>();
      var kind = Trees.text(mapping.remove("kind"));
      written.put("type", kind);
      written.put("options", kind.equals("value") ? Trees.map(mapping.get("options")) : mapping);
      all.add(written);
    }
    return all;
  }
}
