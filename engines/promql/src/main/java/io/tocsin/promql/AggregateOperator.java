package io.tocsin.promql;

import org.jspecify.annotations.Nullable;

/// An operator that makes one series of many, or chooses some of them.
public enum AggregateOperator {
  SUM("sum", null),
  AVG("avg", null),
  COUNT("count", null),
  MIN("min", null),
  MAX("max", null),
  GROUP("group", null),
  STDDEV("stddev", null),
  STDVAR("stdvar", null),
  TOPK("topk", ValueType.SCALAR),
  BOTTOMK("bottomk", ValueType.SCALAR),
  COUNT_VALUES("count_values", ValueType.STRING),
  QUANTILE("quantile", ValueType.SCALAR),
  LIMITK("limitk", ValueType.SCALAR),
  LIMIT_RATIO("limit_ratio", ValueType.SCALAR);

  private final String text;
  private final @Nullable ValueType parameter;

  AggregateOperator(String text, @Nullable ValueType parameter) {
    this.text = text;
    this.parameter = parameter;
  }

  public String text() {
    return text;
  }

  /// Returns the type of the parameter, or null for an operator without one.
  public @Nullable ValueType parameter() {
    return parameter;
  }

  /// Tells whether Prometheus wants a feature flag for it.
  public boolean experimental() {
    return this == LIMITK || this == LIMIT_RATIO;
  }
}
