package io.tocsin.tsdb.head;

import io.tocsin.model.Appender.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts the samples that were not taken in, by reason. Safe for use by many threads.
final class Refused {
  private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

  Refused() {
    for (var outcome : Outcome.values()) {
      counts.put(outcome, new LongAdder());
    }
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
