package io.tocsin.dashboards.shape;

/// What `null` of a file is in a tree, where it means something, such as a threshold from minus
/// infinity on.
public enum Nothing {
  NULL
}
