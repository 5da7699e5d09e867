package io.tocsin.collect.host;

import io.tocsin.model.MetricType;

/// Hands one sample with its family to the sink.
final class HostSamples {
  private final SampleSink sink;

  HostSamples(SampleSink sink) {
    this.sink = sink;
  }

  void gauge(String name, String help, double value, String... labels) {
    add(MetricType.GAUGE, name, help, value, labels);
  }

  void counter(String name, String help, double value, String... labels) {
    add(MetricType.COUNTER, name, help, value, labels);
  }

  void untyped(String name, String help, double value, String... labels) {
    add(MetricType.UNKNOWN, name, help, value, labels);
  }

  private void add(MetricType type, String name, String help, double value, String... labels) {
    sink.family(name, type, help);
    sink.sample(name, value, labels);
  }
}
