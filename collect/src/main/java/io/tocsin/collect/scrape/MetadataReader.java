package io.tocsin.collect.scrape;

import io.tocsin.collect.exposition.TextParser;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import java.util.HashMap;
import java.util.Map;

/// Collects what the comments of one body say of metric families. For one thread.
final class MetadataReader {
  private static final int FAMILIES_MAX = 10_000;
  private static final MetricMetadata UNKNOWN = new MetricMetadata(MetricType.UNKNOWN, "", "");

  private final Map<String, MetricMetadata> families = new HashMap<>();

  void read(TextParser parser) {
    switch (parser.kind()) {
      case HELP -> {
        var old = family(parser);
        put(parser, new MetricMetadata(old.type(), old.unit(), parser.text()));
      }
      case TYPE -> {
        var old = family(parser);
        put(parser, new MetricMetadata(parser.type(), old.unit(), old.help()));
      }
      case UNIT -> {
        var old = family(parser);
        put(parser, new MetricMetadata(old.type(), parser.text(), old.help()));
      }
      case SERIES, COMMENT -> {}
    }
  }

  private MetricMetadata family(TextParser parser) {
    return families.getOrDefault(parser.name(), UNKNOWN);
  }

  private void put(TextParser parser, MetricMetadata metadata) {
    if (families.size() < FAMILIES_MAX) {
      families.put(parser.name(), metadata);
    }
  }

  Map<String, MetricMetadata> metadata() {
    return Map.copyOf(families);
  }
}
