package io.tocsin.rules.anomaly;

/// On which side a value may be anomalous.
public enum Direction {
  UP,
  DOWN,
  BOTH
}
