package io.tocsin.notify;

/// How matchers and label names are read, as Alertmanager's feature flags choose it.
public enum MatcherMode {
  /// As UTF-8 matchers, and as classic ones where they are none of those or mean something else.
  FALLBACK,
  /// `--enable-feature=classic-mode`: as before version 0.27.
  CLASSIC,
  /// `--enable-feature=utf8-strict-mode`: as UTF-8 matchers only.
  UTF8
}
