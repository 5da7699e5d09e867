package io.tocsin.dashboards.grafana;

/// Whom a query asks.
///
/// @param name the plug-in's id, or what is known of it
record Asked(Kind kind, String name) {
  /// The kinds of data sources that matter here.
  enum Kind {
    /// Prometheus, VictoriaMetrics, and those that speak as they do.
    PROMETHEUS,
    /// Each query names its own.
    MIXED,
    /// The results of another panel.
    PANEL,
    /// Grafana itself.
    GRAFANA,
    /// Grafana's server-side expressions.
    EXPRESSION,
    OTHER
  }

  static final Asked PROMETHEUS = new Asked(Kind.PROMETHEUS, "prometheus");

  static Asked other(String name) {
    return new Asked(Kind.OTHER, name);
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }
}
