package io.tocsin.dashboards.grafana;

import java.util.List;

/// Orders that Grafana writes as numbers: the place in the list.
public final class Orders {
  /// Of a variable's values.
  public static final List<String> VARIABLES =
      List.of(
          "none",
          "asc",
          "desc",
          "numericAsc",
          "numericDesc",
          "ciAsc",
          "ciDesc",
          "naturalAsc",
          "naturalDesc");

  /// Of a list of alerts.
  public static final List<String> ALERTS =
      List.of("", "alphaAsc", "alphaDesc", "importance", "timeAsc", "timeDesc");

  private Orders() {}
}
