package io.tocsin.collect.write;

import io.tocsin.model.Appender;
import io.tocsin.model.Appender.ExemplarOutcome;
import java.util.EnumMap;
import java.util.Map;

/// The exemplars and metadata of one request, which never fail it. For one thread.
final class SideParts {
  private final byte[] bytes;
  private final Appender appender;
  private final Map<ExemplarOutcome, Integer> exemplars = new EnumMap<>(ExemplarOutcome.class);
  private final MetadataDecoder metadata;
  private int exemplarsWithBadLabels;
  private int metadataAccepted;
  private int metadataRefused;

  SideParts(byte[] bytes, Appender appender) {
    this.bytes = bytes;
    this.appender = appender;
    this.metadata = new MetadataDecoder(bytes);
  }

  /// Reads the exemplar to which the cursor is narrowed, and appends it.
  ///
  /// @return false if the series is no longer known; nothing is counted then
  boolean exemplar(int series, ProtoCursor cursor) {
    var exemplar = ExemplarDecoder.read(cursor, bytes);
    if (exemplar == null) {
      exemplarsWithBadLabels++;
      return true;
    }
    var outcome = appender.exemplar(series, exemplar, exemplar.timestampMillis() != 0);
    if (outcome == ExemplarOutcome.UNKNOWN_SERIES) {
      return false;
    }
    exemplars.merge(outcome, 1, Integer::sum);
    return true;
  }

  /// Counts exemplars of a series that cannot be made.
  void exemplarsOfBadSeries(int count) {
    if (count > 0) {
      exemplars.merge(ExemplarOutcome.UNKNOWN_SERIES, count, Integer::sum);
    }
  }

  /// Reads the metadata to which the cursor is narrowed, and hands it to the store.
  void metadata(ProtoCursor cursor) {
    metadata.read(cursor);
    if (appender.metadata(metadata.family(), metadata.metadata())) {
      metadataAccepted++;
    } else {
      metadataRefused++;
    }
  }

  Map<ExemplarOutcome, Integer> exemplars() {
    return exemplars;
  }

  int exemplarsWithBadLabels() {
    return exemplarsWithBadLabels;
  }

  int metadataAccepted() {
    return metadataAccepted;
  }

  int metadataRefused() {
    return metadataRefused;
  }
}
