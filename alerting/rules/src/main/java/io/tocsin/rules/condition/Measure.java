package io.tocsin.rules.condition;

/// What is made of a name's values before they are compared.
enum Measure {
  AVERAGE("average", "avg"),
  MAX("max", "max"),
  MIN("min", "min"),
  SUM("sum", "sum"),
  COUNT("count", "count"),
  /// Every series by itself: one bad one is enough.
  ANY("any", ""),
  /// All series at once: the best one has to be bad.
  ALL("all", ""),
  RATE("rate", ""),
  INCREASE("increase", ""),
  QUANTILE("a percentile", "quantile");

  private final String shown;
  private final String operator;

  Measure(String shown, String operator) {
    this.shown = shown;
    this.operator = operator;
  }

  String shown() {
    return shown;
  }

  /// Returns PromQL's operator of that name, which with `_over_time` is a function over a window.
  String operator() {
    return operator;
  }

  boolean isRate() {
    return this == RATE || this == INCREASE;
  }
}
