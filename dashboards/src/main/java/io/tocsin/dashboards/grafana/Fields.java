package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Conform;
import io.tocsin.dashboards.shape.Nothing;
import io.tocsin.dashboards.shape.Shape;
import io.tocsin.dashboards.shape.Shapes;
import io.tocsin.dashboards.shape.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `fieldConfig`: what is set for all fields, and for some. The names are Grafana's; what has
/// another form here is changed, and the rest is cut to the model. For one thread.
final class Fields {
  /// Of editors, of data sources, and of versions that are gone.
  private static final Set<String> HARMLESS =
      Set.of("unitScale", "nullValueMode", "title", "writeable");

  private final Shapes shapes = Shapes.dashboard();
  private final PanelLog log;
  private final Conform conform;
  private List<Object> steps = List.of();

  Fields(PanelLog log) {
    this.log = log;
    this.conform = new Conform(shapes, log::drop);
  }

  /// Returns the field config in the own form; empty where nothing is set.
  Map<String, Object> read(Source config) {
    var defaults = Trees.map(config.take("defaults"));
    steps = steps(Trees.map(defaults.get("thresholds")));
    var own = new LinkedHashMap<String, Object>();
    own.put("defaults", settings(defaults, "fieldConfig.defaults"));
    var overrides = new ArrayList<Object>();
    for (var override : config.sections("overrides")) {
      var entry = override(override);
      if (!entry.isEmpty()) {
        overrides.add(entry);
      }
    }
    if (!overrides.isEmpty()) {
      own.put("overrides", overrides);
    }
    return overrides.isEmpty() && Map.of().equals(own.get("defaults")) ? Map.of() : own;
  }

  private Map<String, Object> settings(Map<String, Object> settings, String path) {
    settings.keySet().removeAll(HARMLESS);
    for (var name : List.of("actions", "links", "mappings")) {
      if (List.of().equals(settings.get(name))) {
        settings.remove(name);
      }
    }
    var custom = custom(Trees.map(settings.get("custom")));
    if (custom.isEmpty()) {
      settings.remove("custom");
    } else {
      settings.put("custom", custom);
    }
    settings.replaceAll((name, value) -> value(name, value, path));
    settings
        .values()
        .removeIf(value -> value == Nothing.NULL || value.equals("") || value.equals(List.of()));
    if (Map.of().equals(settings.get("color"))) {
      settings.remove("color");
    }
    return Trees.map(conform.cut(settings, shapes.of("Field"), path));
  }

  /// Returns a setting in the own form, as far as it has another one here.
  private Object value(String name, Object value, String path) {
    return switch (name) {
      case "mappings" -> Mappings.read(Trees.list(value), steps);
      case "thresholds" -> thresholds(Trees.map(value));
      case "links" -> links(value, path);
      case "color" -> color(value);
      case "custom.cellOptions" -> cell(Trees.map(value));
      case "custom.displayMode" -> CellModes.of(Trees.text(value));
      case "custom.lineStyle" -> clean(value, "fill", "solid");
      case "custom.stacking" -> clean(value, "mode", "none");
      case "custom.scaleDistribution" -> clean(value, "type", "linear");
      case "custom.thresholdsStyle" -> clean(value, "mode", "off");
      case "custom.hideFrom" -> hidden(Trees.map(value));
      default -> value;
    };
  }

  /// Returns a setting with what it is where nothing is said.
  private static Object clean(Object value, String name, String otherwise) {
    if (!(value instanceof Map<?, ?>)) {
      return value;
    }
    var map = Trees.map(value);
    map.values().removeIf(item -> item == Nothing.NULL || item.equals(""));
    if (map.isEmpty()) {
      return Nothing.NULL;
    }
    map.putIfAbsent(name, otherwise);
    return map;
  }

  /// Returns from where a field is hidden; `graph` was the name of `viz` in version 7.
  private static Object hidden(Map<String, Object> from) {
    var graph = from.remove("graph");
    if (Boolean.TRUE.equals(graph)) {
      from.putIfAbsent("viz", true);
    }
    from.entrySet()
        .removeIf(entry ->
            entry.getValue() == Nothing.NULL
                || (Boolean.FALSE.equals(entry.getValue())
                    && !List.of("viz", "legend", "tooltip").contains(entry.getKey())));
    return from.isEmpty() ? Nothing.NULL : from;
  }

  private Object links(Object value, String path) {
    var holder = Source.of(path, Map.of("links", value));
    var links = Links.read(holder, "links");
    holder.left(log::drop);
    return links;
  }

  private static Object color(Object value) {
    if (value instanceof String text) {
      return Map.of("mode", "fixed", "fixedColor", text);
    }
    var color = Trees.map(value);
    color.values().removeIf(Nothing.NULL::equals);
    if (Trees.text(color.get("mode")).isEmpty() && color.containsKey("fixedColor")) {
      color.put("mode", "fixed");
    }
    // Names of versions 7 and of today for the same.
    if (Trees.text(color.get("mode")).equals("palette-saturated")) {
      color.put("mode", "palette-classic");
    }
    if (!List.of("last", "min", "max").contains(Trees.text(color.get("seriesBy")))) {
      color.remove("seriesBy"); // Grafana takes the last value then
    }
    return color.containsKey("mode") ? color : Map.of();
  }

  static List<Object> steps(Map<String, Object> thresholds) {
    return Trees.list(thresholds.get("steps"));
  }

  /// The first step is from minus infinity on, whatever is written there.
  static Map<String, Object> thresholds(Map<String, Object> thresholds) {
    var own = new LinkedHashMap<String, Object>();
    var mode = Trees.text(thresholds.get("mode"));
    own.put("mode", mode.isEmpty() ? "absolute" : mode);
    var steps = new ArrayList<Object>();
    for (var item : steps(thresholds)) {
      var step = new LinkedHashMap<String, Object>();
      var number = Source.number(Trees.map(item).get("value"));
      step.put("value", number == null || steps.isEmpty() ? Nothing.NULL : number);
      step.put("color", Trees.text(Trees.map(item).get("color")));
      steps.add(step);
    }
    own.put("steps", steps);
    return own;
  }

  private Map<String, Object> custom(Map<String, Object> custom) {
    custom.values().removeIf(value -> value == Nothing.NULL || value.equals("null"));
    var mode = custom.remove("displayMode");
    if (mode != null && !custom.containsKey("cellOptions")) {
      custom.put("cellOptions", CellModes.of(Trees.text(mode)));
    }
    custom.replaceAll((name, value) -> value("custom." + name, value, ""));
    custom.values().removeIf(value -> value == Nothing.NULL || value.equals(""));
    Harmless.CUSTOM.forEach((name, values) -> {
      if (custom.containsKey(name) && (values.isEmpty() || values.contains(custom.get(name)))) {
        custom.remove(name);
      }
    });
    return custom;
  }

  private static Object cell(Map<String, Object> cell) {
    cell.values().removeIf(Nothing.NULL::equals);
    if (cell.isEmpty()) {
      return Nothing.NULL;
    }
    cell.putIfAbsent("type", "auto");
    return cell;
  }

  private Map<String, Object> override(Source override) {
    override.skip("__systemRef", "$$hashKey");
    var path = override.path();
    var matcher = matcher(override.take("matcher"), path + ".matcher");
    var properties = new ArrayList<Object>();
    for (var property : override.sections("properties")) {
      var entry = property(property);
      if (entry != null) {
        properties.add(entry);
      }
    }
    boolean empty = matcher == null || properties.isEmpty();
    return empty ? Map.of() : Map.of("match", matcher, "properties", properties);
  }

  /// Returns a matcher in the own form, or null where there is none like it.
  @Nullable Object matcher(@Nullable Object value, String path) {
    var matcher = Trees.map(value);
    if (Trees.text(matcher.get("scope")).equals("series")) {
      matcher.remove("scope");
    }
    matcher.remove("unit"); // an editor's
    if (matcher.isEmpty() || Trees.text(matcher.get("id")).isEmpty()) {
      return null;
    }
    if (matcher.get("options") == Nothing.NULL) {
      matcher.remove("options");
    }
    var own = Trees.map(conform.cut(matcher, shapes.of("Matcher"), path));
    return own.containsKey("id") ? own : null;
  }

  private @Nullable Object property(Source property) {
    var id = property.text("id");
    var value = property.take("value");
    if (value == null || id.isEmpty() || (value.equals("") && !id.equals("displayName"))) {
      return null;
    }
    var name = id.equals("custom.displayMode") ? "custom.cellOptions" : id;
    if (HARMLESS.contains(name) || isHarmless(name, value)) {
      return null;
    }
    var shape = shape(name);
    if (shape == null) {
      log.drop(property.path(), id + " (not in the model)");
      return null;
    }
    var own = conform.cut(value(id, value, property.path()), shape, property.path() + "." + id);
    return own == null ? null : property(name, own);
  }

  private static Map<String, Object> property(String name, Object value) {
    var own = new LinkedHashMap<String, Object>();
    own.put("id", name);
    own.put("value", value);
    return own;
  }

  private static boolean isHarmless(String name, Object value) {
    if (name.equals("actions") && value.equals(List.of())) {
      return true;
    }
    var values = name.startsWith("custom.") ? Harmless.CUSTOM.get(name.substring(7)) : null;
    return values != null && (values.isEmpty() || values.contains(value));
  }

  /// Returns the shape of a setting by its path.
  private @Nullable Shape shape(String id) {
    Shape shape = shapes.of("Field");
    for (var name : id.split("\\.", -1)) {
      shape = shape instanceof Shape.Ref ref ? shapes.of(ref.name()) : shape;
      if (!(shape instanceof Shape.Fields fields) || !fields.fields().containsKey(name)) {
        return null;
      }
      shape = fields.fields().get(name).shape();
    }
    return shape;
  }
}
