package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Order is judged per series: old samples of a new series are welcome beside today's of others.
@Order(4)
class BackfillTest {
  private static final int SERIES = 10;
  private static final int BATCH = 500;
  private static final long STEP_MILLIS = 60_000;
  private static final Duration AGE = Duration.ofDays(14);
  private static final String NAME = "e2e_backfilled";

  private final Map<Map<String, String>, NavigableMap<Long, Long>> pushed = new HashMap<>();

  @Test
  void twoWeeksOldestFirstAreAllThereWhileItScrapesItself(@TempDir Path data) throws Exception {
    long last = System.currentTimeMillis() / STEP_MILLIS * STEP_MILLIS;
    long first = last - AGE.toMillis();
    try (var tocsin = Tocsin.start(data)) {
      Eventually.get(Duration.ofSeconds(30), () -> tocsin.web().query("up"), up -> up.size() >= 2);
      for (long time = first; time <= last; time += BATCH * STEP_MILLIS) {
        var reply =
            tocsin.web().write(batch(time, Math.min(last, time + (BATCH - 1) * STEP_MILLIS)));
        assertThat(reply.status() / 100).as(reply.toString()).isEqualTo(2);
      }
      assertAllThere(tocsin.web(), last);
      assertRefusalNamesTheSeriesAndBothTimes(tocsin.web(), first, last);
    }
    try (var again = Tocsin.start(data)) {
      assertAllThere(again.web(), last);
    }
  }

  private WriteRequest batch(long from, long to) {
    var request = new WriteRequest();
    for (int series = 0; series < SERIES; series++) {
      var labels = Map.of("__name__", NAME, "series", "" + series);
      var samples = new TreeMap<Long, Long>();
      for (long time = from; time <= to; time += STEP_MILLIS) {
        double value = series + Math.sin(time / 1e7) * 100;
        samples.put(time, Double.doubleToLongBits(series % 2 == 0 ? Math.rint(value) : value));
      }
      request.add(labels, samples);
      pushed.computeIfAbsent(labels, _ -> new TreeMap<>()).putAll(samples);
    }
    return request;
  }

  private void assertAllThere(Web web, long last) throws IOException {
    var stored = web.query(NAME + "[15d]", last);
    assertThat(new Series(pushed).missingFrom(stored)).isEmpty();
    assertThat(stored.sampleCount()).isEqualTo(new Series(pushed).sampleCount());
  }

  private static void assertRefusalNamesTheSeriesAndBothTimes(Web web, long first, long last)
      throws IOException {
    var labels = Map.of("__name__", NAME, "series", "3");
    long late = first + STEP_MILLIS / 2;
    var sample = new TreeMap<>(Map.of(late, Double.doubleToLongBits(1)));
    var reply = web.write(new WriteRequest().add(labels, sample));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains(NAME, "series=\"3\"");
    assertThat(reply.body())
        .containsAnyOf(Long.toString(last), Instant.ofEpochMilli(last).toString());
    assertThat(reply.body())
        .containsAnyOf(Long.toString(late), Instant.ofEpochMilli(late).toString());
  }
}
