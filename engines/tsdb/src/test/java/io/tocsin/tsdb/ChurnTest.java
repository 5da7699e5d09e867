package io.tocsin.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.StaleNan;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Series come and go all day: memory holds those that are there, not those that were.
class ChurnTest {
  private static final int LIVE = 600;
  private static final int HOURS = 12;

  /// 20 % of the series in an hour.
  private static final int REPLACED_EACH_3_MINUTES = LIVE / 100;

  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final List<Labels> live = new ArrayList<>();
  private int made;

  private Labels next() {
    int number = made++;
    return Labels.of("__name__", "m" + number % 7, "pod", String.format("pod-%08d", number));
  }

  private void scrape(Tsdb tsdb, int minute) throws IOException {
    try (var appender = tsdb.appender(0)) {
      if (minute % 3 == 0) {
        for (int i = 0; i < REPLACED_EACH_3_MINUTES; i++) {
          appender.append(appender.series(live.removeFirst()), clock.millis(), StaleNan.VALUE);
          live.add(next());
        }
      }
      for (var labels : live) {
        appender.append(appender.series(labels), clock.millis(), minute * 0.25);
      }
      appender.commit(Durability.WRITTEN);
    }
  }

  /// The most of an hour.
  private record Most(long series, long symbols, long pairs, long bytes) {
    static final Most NONE = new Most(0, 0, 0, 0);

    Most with(TsdbStats stats) {
      return new Most(
          Math.max(series, stats.series()),
          Math.max(symbols, stats.symbols()),
          Math.max(pairs, stats.labelPairs()),
          Math.max(bytes, stats.headBytes()));
    }
  }

  @Test
  void memoryDoesNotGrowWithSeriesThatAreGone() throws IOException {
    for (int i = 0; i < LIVE; i++) {
      live.add(next());
    }
    var hours = new ArrayList<Most>();
    try (var tsdb = Tsdb.open(new CrashableDirectory(), TsdbOptions.defaults(), clock, registry)) {
      for (int hour = 0; hour < HOURS; hour++) {
        var most = Most.NONE;
        for (int minute = 0; minute < 60; minute++) {
          scrape(tsdb, hour * 60 + minute);
          clock.advance(Duration.ofMinutes(1));
          tsdb.maintain();
          most = most.with(tsdb.stats(1));
        }
        hours.add(most);
      }
    }
    assertThat(made).isGreaterThan(3 * LIVE);
    var early = hours.get(4);
    var late = hours.getLast();
    assertThat(late.series).as("%s", hours).isLessThan(early.series * 11 / 10).isLessThan(LIVE * 2);
    assertThat(late.symbols).as("%s", hours).isLessThan(early.symbols * 11 / 10);
    assertThat(late.pairs).as("%s", hours).isLessThan(early.pairs * 11 / 10);
    assertThat(late.bytes).as("%s", hours).isLessThanOrEqualTo(early.bytes * 11 / 10);
  }
}
