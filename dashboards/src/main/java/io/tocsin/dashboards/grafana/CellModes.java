package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Nothing;
import java.util.Map;

/// How a table's cells were drawn before schema 38.
final class CellModes {
  private CellModes() {}

  static Object of(String mode) {
    return switch (mode) {
      case "" -> Nothing.NULL;
      case "basic", "gradient-gauge", "lcd-gauge" ->
          Map.of("type", "gauge", "mode", mode.replace("-gauge", ""));
      case "color-background" -> Map.of("type", "color-background", "mode", "gradient");
      case "color-background-solid" -> Map.of("type", "color-background", "mode", "basic");
      default -> Map.of("type", mode);
    };
  }
}
