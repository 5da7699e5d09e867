package io.tocsin.collect.scrape;

import io.tocsin.collect.config.Limits;
import io.tocsin.collect.relabel.Relabeling;
import io.tocsin.model.Labels;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// From the labels that a line has to those that are stored. Immutable.
record SampleLabels(
    Labels target, boolean honorLabels, Relabeling metricRelabeling, Limits limits) {

  /// Returns the stored labels, or null where metric relabelling drops the sample.
  ///
  /// @throws ScrapeFailure if a limit is exceeded or nothing is left of the name
  @Nullable Labels stored(Labels scraped) throws ScrapeFailure {
    var relabelled = metricRelabeling.apply(honorLabels ? honored(scraped) : ours(scraped));
    if (relabelled == null) {
      return null;
    }
    if (relabelled.metricName().isEmpty()) {
      throw new ScrapeFailure("metric name: missing after relabelling of " + scraped);
    }
    if (limits.limitsLabels()) {
      check(relabelled);
    }
    return relabelled;
  }

  private Labels honored(Labels scraped) {
    var builder = scraped.builder();
    for (var label : target) {
      if (!scraped.has(label.name())) {
        builder.set(label.name(), label.value());
      }
    }
    return builder.build();
  }

  private Labels ours(Labels scraped) {
    var builder = scraped.builder();
    for (var label : target) {
      builder.set(label.name(), label.value());
    }
    for (var label : target) {
      var theirs = scraped.value(label.name());
      if (!theirs.isEmpty()) {
        var name = "exported_" + label.name();
        while (builder.has(name)) {
          name = "exported_" + name;
        }
        builder.set(name, theirs);
      }
    }
    return builder.build();
  }

  private void check(Labels labels) throws ScrapeFailure {
    if (limits.labels() > 0 && labels.size() > limits.labels()) {
      throw new ScrapeFailure(
          "label_limit exceeded: "
              + labels.size()
              + " labels (expected: at most "
              + limits.labels()
              + ") in "
              + labels);
    }
    for (var label : labels) {
      check("label_name_length_limit", label.name(), limits.labelNameLength());
      check("label_value_length_limit", label.value(), limits.labelValueLength());
    }
  }

  private static void check(String limit, String text, long max) throws ScrapeFailure {
    if (max > 0 && text.length() * 3L > max) {
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      if (length > max) {
        throw new ScrapeFailure(
            limit + " exceeded: " + length + " bytes (expected: at most " + max + ") in " + text);
      }
    }
  }

  /// Returns the labels of a series that is about the target itself.
  Labels report(String name) {
    return target.with(Labels.NAME, name);
  }
}
