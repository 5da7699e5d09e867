package io.tocsin.api.prometheus;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Takes the newest samples of series, those of one name one after the other, and exposes them.
/// Closing it ends the answer as a whole one. For one thread.
abstract sealed class FederatedFamilies implements Closeable
    permits FederatedText, FederatedProtobuf {
  private final Map<String, String> outside = new TreeMap<>();
  private final boolean utf8;

  /// @param external labels of this server that a series gets where it has none of that name
  /// @param utf8 whether the client takes any name
  FederatedFamilies(Labels external, boolean utf8) {
    // An empty instance is a word too: whoever scrapes shall not set its own.
    outside.put("instance", "");
    external.forEach(label -> outside.put(label.name(), label.value()));
    this.utf8 = utf8;
  }

  abstract void sample(Labels labels, long millis, double value) throws IOException;

  /// Leaves the histogram out where the format has none of its kind.
  abstract void histogram(Labels labels, long millis, Histogram histogram) throws IOException;

  /// Hands out the labels without the name, then those of this server.
  final void labels(Labels labels, BiConsumer<String, String> out) {
    for (var label : labels) {
      if (!label.name().equals(Labels.NAME)) {
        out.accept(label.name(), label.value());
      }
    }
    outside.forEach((name, value) -> {
      if (!labels.has(name)) {
        out.accept(name, value);
      }
    });
  }

  final boolean utf8() {
    return utf8;
  }

  /// Returns a name as the client takes it: what cannot stand in one becomes an underscore.
  final String name(String name) {
    if (utf8 || LabelsText.isMetricName(name)) {
      return name;
    }
    var out = new StringBuilder();
    name.codePoints()
        .forEach(c -> {
          boolean letter = c == '_' || c == ':' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
          boolean digit = !out.isEmpty() && c >= '0' && c <= '9';
          out.append(letter || digit ? (char) c : '_');
        });
    return out.toString();
  }

  /// Returns a label's name as the client takes it.
  final String labelName(String name) {
    return utf8 || LabelsText.isLabelName(name) ? name : name(name).replace(':', '_');
  }

  /// Calls `each` with the upper bounds of custom buckets and how many observations are up to each.
  static void cumulate(Histogram histogram, Cumulated each) throws IOException {
    var layout = histogram.layout();
    double count = 0;
    int at = 0;
    for (int bound = 0; bound < layout.customBounds().length; bound++) {
      if (at < layout.positive().length && layout.positive()[at] == bound) {
        count += histogram.positive(at++);
      }
      each.bucket(layout.customBounds()[bound], count);
    }
  }

  /// What [#cumulate] calls.
  @FunctionalInterface
  interface Cumulated {
    void bucket(double upperBound, double count) throws IOException;
  }
}
