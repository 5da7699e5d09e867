package io.tocsin.tsdb.head;

import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Histogram;
import io.tocsin.model.StoreException;
import io.tocsin.tsdb.chunk.LayoutCodec;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts the samples that were not taken in, by reason. Safe for use by many threads.
final class Refused {
  private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
  private final LongAdder histograms = new LongAdder();

  Refused() {
    for (var outcome : Outcome.values()) {
      counts.put(outcome, new LongAdder());
    }
  }

  /// Throws where a histogram cannot be stored.
  void check(Histogram histogram) {
    var problem = histogram.problem();
    var layout = histogram.layout();
    int size = Math.max(layout.size(), layout.customBounds().length);
    if (problem == null && size <= LayoutCodec.BUCKETS_MAX) {
      return;
    }
    histograms.increment();
    throw new StoreException(
        StoreException.Kind.LIMIT,
        problem != null
            ? problem
            : "histogram buckets: "
                + size
                + " (expected: at most "
                + LayoutCodec.BUCKETS_MAX
                + ")");
  }

  /// Returns how many histograms could not be stored because of what they are.
  long histograms() {
    return histograms.sum();
  }

  Outcome count(Outcome outcome, long samples) {
    adder(outcome).add(samples);
    return outcome;
  }

  long count(Outcome outcome) {
    return adder(outcome).sum();
  }

  private LongAdder adder(Outcome outcome) {
    return counts.getOrDefault(outcome, new LongAdder());
  }
}
