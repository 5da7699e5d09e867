package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What only the head's sealed chunks hold is found at once after a start, by the server and by the
/// tools.
class SealedRestartTest {
  private static final Labels SERIES = Labels.of("__name__", "m");

  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final CrashableDirectory directory = new CrashableDirectory();

  private Tsdb open() throws IOException {
    return Tsdb.open(directory, TsdbOptions.defaults(), clock, new PrometheusRegistry());
  }

  @Test
  void whatIsOlderThanEveryOpenChunkIsFound() throws IOException {
    long first = clock.millis();
    try (var tsdb = open()) {
      for (int i = 0; i < 300; i++) {
        try (var appender = tsdb.appender(0)) {
          appender.append(appender.series(SERIES), clock.millis(), i);
          appender.commit(Durability.SYNCED);
        }
        clock.advance(Duration.ofSeconds(10));
      }
    }
    try (var tsdb = open();
        var querier = tsdb.querier(first, first + 60_000)) {
      assertThat(Stored.read(querier).get(SERIES)).hasSize(7);
    }
    try (var reader = TsdbReader.open(directory);
        var querier = reader.querier(first, first + 60_000)) {
      assertThat(Stored.read(querier).get(SERIES)).hasSize(7);
      assertThat(reader.firstTime(Long.MIN_VALUE)).isLessThanOrEqualTo(first);
    }
  }
}
