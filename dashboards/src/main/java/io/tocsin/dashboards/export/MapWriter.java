package io.tocsin.dashboards.export;

import static io.tocsin.dashboards.export.GrafanaBoard.copy;

import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes the options of a map as Grafana's JSON.
final class MapWriter {
  private MapWriter() {}

  static void write(Map<String, Object> map, Map<String, Object> written) {
    copy(map, "view", written, "view");
    copy(map, "controls", written, "controls");
    var ground = new LinkedHashMap<String, Object>();
    ground.put("type", "default");
    ground.put("name", "Layer 0");
    written.put("basemap", ground);
    var layers = new ArrayList<Object>();
    Trees.list(map.get("layers")).forEach(layer -> layers.add(layer(Trees.map(layer))));
    written.put("layers", layers);
    written.put("tooltip", Map.of("mode", map.getOrDefault("tooltip", "details")));
  }

  private static Map<String, Object> layer(Map<String, Object> layer) {
    var written = new LinkedHashMap<String, Object>();
    copy(layer, "kind", written, "type");
    copy(layer, "name", written, "name");
    var location = Trees.map(layer.get("location"));
    if (location.containsKey("gazetteer")) {
      location.put(
          "gazetteer", "public/gazetteer/" + Trees.text(location.get("gazetteer")) + ".json");
    }
    written.put("location", location);
    written.put("tooltip", layer.getOrDefault("tooltip", true));
    var config = new LinkedHashMap<String, Object>();
    copy(layer, "showLegend", config, "showLegend");
    copy(layer, "blur", config, "blur");
    copy(layer, "radius", config, "radius");
    if (layer.containsKey("weightField")) {
      config.put("weight", Map.of("field", layer.getOrDefault("weightField", "")));
    }
    OptionWriter.section(config, "style", style(layer));
    written.put("config", config);
    return written;
  }

  private static Map<String, Object> style(Map<String, Object> layer) {
    var style = new LinkedHashMap<String, Object>();
    var color = new LinkedHashMap<String, Object>();
    copy(layer, "colorField", color, "field");
    copy(layer, "color", color, "fixed");
    OptionWriter.section(style, "color", color);
    copy(layer, "opacity", style, "opacity");
    var size = new LinkedHashMap<String, Object>();
    copy(layer, "sizeField", size, "field");
    boolean field = layer.containsKey("sizeField");
    copy(layer, "minSize", size, field ? "min" : "fixed");
    copy(layer, "maxSize", size, field ? "max" : "fixed");
    OptionWriter.section(style, "size", size);
    if (layer.containsKey("symbol")) {
      var file = "img/icons/marker/" + Trees.text(layer.get("symbol")) + ".svg";
      style.put("symbol", Map.of("fixed", file, "mode", "fixed"));
    }
    if (layer.containsKey("labelField")) {
      style.put("text", Map.of("field", layer.getOrDefault("labelField", ""), "mode", "field"));
    }
    return style;
  }
}
