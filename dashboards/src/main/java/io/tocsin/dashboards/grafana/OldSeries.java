package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an old graph set for one series. For one thread.
final class OldSeries {
  private static final BigDecimal TEN = new BigDecimal(10);
  private static final BigDecimal TWO = new BigDecimal(2);

  private final Source series;
  private final OldAxes axes;
  private final PanelLog log;
  private final List<Map<String, Object>> own = new ArrayList<>();
  private boolean dashed;

  OldSeries(Source series, OldAxes axes, PanelLog log) {
    this.series = series;
    this.axes = axes;
    this.log = log;
  }

  List<Map<String, Object>> properties() {
    series.skip("zindex", "$$hashKey", "hashKey", "sortDesc", "legendUnit", "pluginVersion");
    series.rest().forEach(this::property);
    if (dashed) {
      put("custom.lineStyle", OldGraph.dash(series));
    }
    return own;
  }

  private void put(String id, Object value) {
    own.add(Modern.property(id, value));
  }

  private void property(String name, Object value) {
    boolean on = Boolean.TRUE.equals(value) || "true".equals(value);
    var number = Source.number(value);
    switch (name) {
      case "alias", "dashLength", "spaceLength" -> {}
      case "color" -> put("color", Map.of("mode", "fixed", "fixedColor", Trees.text(value)));
      case "yaxis" -> {
        if (Trees.text(value).equals("2")) {
          own.addAll(axes.right());
        }
      }
      case "stack" -> {
        var group = value instanceof String text && !text.matches("true|false") ? text : "A";
        boolean stacked = on || (value instanceof String && !"false".equals(value));
        put("custom.stacking", OldGraph.stacking(stacked ? "normal" : "none", group));
      }
      case "bars" -> {
        put("custom.drawStyle", on ? "bars" : "line");
        if (on) {
          put("custom.fillOpacity", new BigDecimal(100));
        }
      }
      case "lines" -> {
        if (on) {
          put("custom.drawStyle", "line");
        } else {
          put("custom.lineWidth", BigDecimal.ZERO);
        }
      }
      case "points" -> put("custom.showPoints", on ? "always" : "never");
      case "dashes" -> dashed = on;
      case "steppedLine" -> put("custom.lineInterpolation", on ? "stepAfter" : "linear");
      case "transform" -> put("custom.transform", Trees.text(value));
      case "fillBelowTo" -> put("custom.fillBelowTo", Trees.text(value));
      case "nullPointMode" -> put("custom.spanNulls", value.equals("connected"));
      case "legend" -> hideFrom("legend", !on);
      case "hideInLegend" -> hideFrom("legend", on);
      case "hideTooltip" -> hideFrom("tooltip", on);
      case "hiddenSeries" -> hideFrom("viz", on);
      case "legendColor" -> put("color", Map.of("mode", "fixed", "fixedColor", Trees.text(value)));
      default -> measure(name, number, value);
    }
  }

  private void hideFrom(String where, boolean hidden) {
    put("custom.hideFrom." + where, hidden);
  }

  private void measure(String name, @Nullable BigDecimal number, Object value) {
    switch (name) {
      case "linewidth" -> put("custom.lineWidth", number == null ? value : number);
      case "pointradius" ->
          put("custom.pointSize", number == null ? value : number.multiply(TWO).add(TWO));
      case "fill" -> put("custom.fillOpacity", number == null ? value : number.multiply(TEN));
      case "fillGradient" -> {
        if (number != null && number.signum() > 0) {
          put("custom.gradientMode", "opacity");
          put("custom.fillOpacity", number.multiply(TEN));
        }
      }
      case "decimals" -> put("decimals", value);
      default -> log.drop(series.path(), name + ": " + Source.shown(value));
    }
  }
}
