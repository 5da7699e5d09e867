package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names of Grafana's JSON without a visible effect: of editors, of versions that are gone, or with
/// a value that says what would be anyway. Everything else that the model does not have is dropped,
/// and said.
final class Harmless {
  private static final BigDecimal ZERO = Trees.number(0);

  /// Of a panel, whatever its kind.
  static final Set<String> PANEL =
      Set.of(
          "pluginVersion",
          "cacheTimeout",
          "queryCachingTTL",
          "editable",
          "error",
          "isNew",
          "renderer",
          "$$hashKey",
          "version",
          "iteration",
          "hiddenSeries",
          "objectType",
          "hasRefresh",
          "scopedVars",
          "repeatIteration",
          "repeatPanelId",
          "repeatedByRow",
          "autoMigrateFrom",
          "snapshotData",
          "saveModel",
          "isPanel",
          "key",
          "thresholdsVersion",
          "queryRunner",
          "height",
          "span",
          "panelId",
          "alertThreshold",
          "showTitle",
          "titleSize",
          "isPinned",
          "isEditing",
          "fullscreen",
          "h",
          "w",
          "x",
          "y",
          "paceLength",
          "dashlength",
          "default_title_for_rows",
          "maxDataPoint",
          "tags",
          "isCollapsed");

  /// Of `fieldConfig.defaults.custom`: a name, and the values that change nothing; none is any.
  static final Map<String, Set<Object>> CUSTOM =
      Map.of(
          "neutral", Set.of(),
          "hideValue", Set.of(false),
          "showLabels", Set.of(),
          "showTypeIcon", Set.of());

  /// Of `options`, by the kind of panel: a name, and the values that change nothing.
  static final Map<String, Map<String, Set<Object>>> OPTIONS =
      Map.of(
          "timeseries",
          Map.of(
              "annotations",
              Set.of(Map.of("clustering", BigDecimal.ONE.negate(), "multiLane", false)),
              "timeCompare",
              Set.of(false),
              "timezone",
              Set.of(List.of(), List.of(""), List.of("browser")),
              "alertThreshold",
              Set.of(),
              "graph",
              Set.of(),
              "orientation",
              Set.of("auto", "horizontal"),
              "disableKeyboardEvents",
              Set.of(false)),
          "table",
          Map.of(
              "filterable", Set.of(),
              "showTypeIcons", Set.of(false),
              "disableKeyboardEvents", Set.of(false),
              "frozenColumns",
                  Set.of(Map.of(), Map.of("left", ZERO), Map.of("left", ZERO, "right", ZERO)),
              "fontSize", Set.of("100%")),
          "piechart",
          Map.of("strokeWidth", Set.of(), "nullPointMode", Set.of()),
          "gauge",
          Map.of("themeSpacing", Set.of(), "neutral", Set.of()),
          "state-timeline",
          Map.of("timezone", Set.of(List.of(), List.of(""), List.of("browser"))),
          "status-history",
          Map.of("timezone", Set.of(List.of(), List.of(""), List.of("browser"))),
          "barchart",
          Map.of("timezone", Set.of(List.of(), List.of(""), List.of("browser"))));

  private Harmless() {}

  /// Tells whether an option changes nothing.
  static boolean option(String type, String name, Object value) {
    var values = OPTIONS.getOrDefault(type, Map.of()).get(name);
    return values != null && (values.isEmpty() || values.contains(value));
  }
}
