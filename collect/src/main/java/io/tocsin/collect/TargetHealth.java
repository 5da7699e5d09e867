package io.tocsin.collect;

/// What the last scrape of a target said.
public enum TargetHealth {
  UNKNOWN,
  UP,
  DOWN
}
