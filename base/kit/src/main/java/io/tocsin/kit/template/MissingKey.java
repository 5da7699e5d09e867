package io.tocsin.kit.template;

/// What a key that a map does not have stands for.
public enum MissingKey {
  /// No value at all, printed as `<no value>`.
  DEFAULT,
  /// The zero value of the map's elements.
  ZERO,
  ERROR
}
