package io.tocsin.collect.config;

import io.tocsin.kit.YamlNode;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import java.util.function.UnaryOperator;

/// Reads maps of labels.
final class LabelReader {
  private LabelReader() {}

  static Labels labels(YamlNode node) {
    return labels(node, UnaryOperator.identity());
  }

  /// Reads labels whose values are changed by `change` first.
  static Labels labels(YamlNode node, UnaryOperator<String> change) {
    var builder = new LabelsBuilder();
    node.entries()
        .forEach((name, value) -> {
          if (name.isEmpty()) {
            throw value.refusal("a label name is empty (expected: a name)");
          }
          builder.set(name, change.apply(value.text()));
        });
    return builder.build();
  }
}
