package io.tocsin.collect.write;

import io.tocsin.model.Appender;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// What a request could not store: counts, and a sentence about the first.
final class Refusals {
  private final Map<Outcome, Integer> samplesByOutcome = new EnumMap<>(Outcome.class);
  private String first = "";
  private int samples;
  private int series;
  private int samplesOfBadSeries;
  private int badHistograms;

  boolean isEmpty() {
    return samples == 0;
  }

  /// Counts one more series of which something is refused.
  void series() {
    series++;
  }

  /// Counts samples of a series that cannot be made.
  void badSeries(Labels labels, String problem, int count) {
    if (first.isEmpty()) {
      first = "series " + labels + ": " + problem;
    }
    samples += count;
    samplesOfBadSeries += count;
    series++;
  }

  void sample(Appender appender, int id, long timestampMillis, Outcome outcome) {
    if (first.isEmpty()) {
      first = describe(appender, id, timestampMillis, outcome);
    }
    samples++;
    samplesByOutcome.merge(outcome, 1, Integer::sum);
  }

  /// Counts a histogram that cannot be stored.
  void histogram(Labels labels, long timestampMillis, String problem) {
    if (first.isEmpty()) {
      first = "series " + labels + ": at " + Instant.ofEpochMilli(timestampMillis) + ": " + problem;
    }
    samples++;
    badHistograms++;
  }

  int badHistograms() {
    return badHistograms;
  }

  Map<Outcome, Integer> samplesByOutcome() {
    return samplesByOutcome;
  }

  int samplesOfBadSeries() {
    return samplesOfBadSeries;
  }

  String message(int stored) {
    return first + "; refused samples: " + samples + " of " + series + " series, stored: " + stored;
  }

  private static String describe(Appender appender, int id, long timestampMillis, Outcome outcome) {
    long last = appender.lastTimestamp(id);
    var lastText = last == Long.MIN_VALUE ? "" : ", last sample at " + Instant.ofEpochMilli(last);
    var expected =
        switch (outcome) {
          case CONFLICT -> "the value that is stored at that time";
          case OUT_OF_ORDER -> "a time after the last sample";
          case TOO_OLD -> "a time within the retention, and within the out-of-order window";
          case TOO_NEW -> "a time that is not in the future";
          case UNKNOWN_SERIES -> "a series that is not being dropped";
          case ACCEPTED, DUPLICATE -> "";
        };
    return "series "
        + appender.labels(id)
        + ": sample at "
        + Instant.ofEpochMilli(timestampMillis)
        + lastText
        + " (expected: "
        + expected
        + ")";
  }
}
