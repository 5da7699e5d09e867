package io.tocsin.collect.host;

import io.tocsin.model.MetricType;

/// Takes the samples of one pass. For one thread.
public interface SampleSink {
  /// Describes a metric family; called before its samples, perhaps once for each.
  void family(String name, MetricType type, String help);

  /// Takes one sample.
  ///
  /// @param name the series' metric name, with suffixes such as `_bucket`
  /// @param labels alternating names and values
  void sample(String name, double value, String... labels);
}
