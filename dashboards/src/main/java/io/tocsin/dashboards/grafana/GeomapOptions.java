package io.tocsin.dashboards.grafana;

import static io.tocsin.dashboards.grafana.HeatmapOptions.copy;

import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Reads the options of a map. The ground is always ours: land and borders, drawn without tiles.
final class GeomapOptions {
  private GeomapOptions() {}

  static Map<String, Object> read(Source options, PanelLog log) {
    var own = new LinkedHashMap<String, Object>();
    options.skip("basemap");
    var view = options.section("view");
    view.skip("shared", "lastOnly", "layer", "dashboardVariable", "noRepeat");
    view.skipIf("padding", Trees.number(0));
    view.skip("minZoom", "maxZoom");
    var place = new LinkedHashMap<String, Object>();
    for (var name : new String[] {"lat", "lon", "zoom", "id"}) {
      copy(view, name, place, name);
    }
    if (view.has("allLayers")) {
      place.put("allLayers", view.flag("allLayers", true));
    }
    own.put("view", place);
    var layers = new ArrayList<Object>();
    for (var layer : options.sections("layers")) {
      layers.add(layer(layer, log));
    }
    own.put("layers", layers);
    var controls = options.section("controls");
    controls.skip("showDebug");
    var kept = new LinkedHashMap<String, Object>(controls.rest());
    own.put("controls", kept);
    var tooltip = options.section("tooltip").text("mode");
    own.put("tooltip", tooltip.equals("none") ? "none" : "details");
    return own;
  }

  private static Map<String, Object> layer(Source layer, PanelLog log) {
    var own = new LinkedHashMap<String, Object>();
    var type = layer.text("type");
    own.put("kind", type);
    if (!type.equals("markers") && !type.equals("heatmap")) {
      log.drop(layer.path(), type + " (expected: markers, heatmap)");
    }
    copy(layer, "name", own, "name");
    own.put("location", location(layer.section("location")));
    copy(layer, "opacity", own, "opacity");
    if (!layer.flag("tooltip", true)) {
      own.put("tooltip", false);
    }
    layer.skip("filterData");
    var config = layer.section("config");
    if (config.has("showLegend")) {
      own.put("showLegend", config.flag("showLegend", true));
    }
    copy(config.section("weight"), "field", own, "weightField");
    config.section("weight").rest();
    copy(config, "blur", own, "blur");
    copy(config, "radius", own, "radius");
    style(config.section("style"), own);
    return own;
  }

  private static void style(Source style, Map<String, Object> own) {
    var color = style.section("color");
    copy(color, "field", own, "colorField");
    copy(color, "fixed", own, "color");
    copy(style, "opacity", own, "opacity");
    var size = style.section("size");
    copy(size, "field", own, "sizeField");
    copy(size, own.containsKey("sizeField") ? "min" : "fixed", own, "minSize");
    copy(size, own.containsKey("sizeField") ? "max" : "fixed", own, "maxSize");
    size.rest();
    var mark = style.section("symbol");
    var symbol = mark.text("fixed");
    mark.rest();
    if (!symbol.isEmpty()) {
      own.put("symbol", symbol.replaceFirst("^.*/([^/.]+)\\.svg$", "$1").toLowerCase(Locale.ROOT));
    }
    var label = style.section("text");
    copy(label, "field", own, "labelField");
    label.skip("mode", "fixed");
    style.skip("symbol", "rotation", "textConfig", "lineWidth", "symbolAlign");
  }

  private static Map<String, Object> location(Source location) {
    var own = new LinkedHashMap<String, Object>();
    var mode = location.text("mode");
    own.put("mode", mode.isEmpty() ? "auto" : mode);
    for (var name : new String[] {"latitude", "longitude", "lookup", "geohash"}) {
      copy(location, name, own, name);
    }
    var gazetteer = location.text("gazetteer").replaceFirst("^.*/([^/.]+)\\.(geo)?json$", "$1");
    Targets.put(own, "gazetteer", gazetteer);
    return own;
  }
}
