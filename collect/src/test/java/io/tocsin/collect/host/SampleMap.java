package io.tocsin.collect.host;

import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import io.tocsin.model.MetricType;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Keeps what a pass hands out, by the text of its series.
final class SampleMap implements SampleSink {
  final Map<String, Double> values = new TreeMap<>();
  final Map<String, MetricType> types = new HashMap<>();

  @Override
  public void family(String name, MetricType type, String help) {
    if (help.isEmpty()) {
      throw new IllegalArgumentException("help of " + name + " is empty");
    }
    types.put(name, type);
  }

  @Override
  public void sample(String name, double value, String... labels) {
    var builder = new LabelsBuilder().set(Labels.NAME, name);
    for (int i = 0; i < labels.length; i += 2) {
      builder.set(labels[i], labels[i + 1]);
    }
    if (values.put(builder.build().toString(), value) != null) {
      throw new IllegalArgumentException("twice: " + builder.build());
    }
  }
}
