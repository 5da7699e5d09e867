package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 while several threads push: what was answered 2xx, and what a query has shown, is there.
@Order(3)
class CrashTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int REQUESTS_BEFORE_THE_KILL = 200;
  private static final String PUSHED = Ingest.NAME + "[3h]";
  private static final String HOST = "{job=\"node\",__name__=~\"node_load.*|node_cpu.*\"}[10m]";

  /// What two queries showed.
  private record Shown(Series pushed, Series host) {
    static Shown by(Web web) throws IOException {
      return new Shown(web.query(PUSHED), web.query(HOST));
    }
  }

  @Test
  void nothingAcknowledgedOrShownIsLostTwiceInARow(@TempDir Path data) throws Exception {
    long begin = System.currentTimeMillis() - Duration.ofHours(2).toMillis();
    var rounds = new ArrayList<Ingest>();
    var shown = new ArrayList<Shown>();
    for (int round = 0; round < 2; round++) {
      var ingest = new Ingest(round * 100L);
      rounds.add(ingest);
      shown.add(
          killDuring(
              ingest, data, begin + round * Duration.ofMinutes(30).toMillis(), shown, rounds));
    }
    try (var tocsin = Tocsin.start(data)) {
      System.out.println("exec to ready after kill -9: " + tocsin.readyMillis() + " ms");
      assertAllThere(tocsin.web(), shown, rounds);
    }
  }

  private static Shown killDuring(
      Ingest ingest, Path data, long begin, List<Shown> shown, List<Ingest> rounds)
      throws Exception {
    try (var tocsin = Tocsin.start(data)) {
      assertAllThere(tocsin.web(), shown, rounds.subList(0, shown.size()));
      Eventually.get(LIMIT, () -> tocsin.web().query(HOST), host -> host.size() > 5);
      ingest.start(tocsin.web(), begin);
      Eventually.get(
          LIMIT, ingest::accepted, n -> n >= REQUESTS_BEFORE_THE_KILL || !ingest.isRunning());
      var last = Shown.by(tocsin.web());
      assertThat(ingest.isRunning()).as("still pushing at the kill: " + ingest.refusals()).isTrue();
      tocsin.kill();
      ingest.join();
      assertThat(ingest.refusals()).isEmpty();
      assertThat(last.pushed().sampleCount()).isPositive();
      return last;
    }
  }

  private static void assertAllThere(Web web, List<Shown> shown, List<Ingest> rounds)
      throws IOException {
    var now = Shown.by(web);
    for (var before : shown) {
      assertThat(before.pushed().missingFrom(now.pushed())).as("shown, then killed").isEmpty();
      assertThat(before.host().missingFrom(now.host())).as("own, shown, then killed").isEmpty();
    }
    long acknowledged = 0;
    long sent = 0;
    for (var ingest : rounds) {
      assertThat(ingest.acknowledged().missingFrom(now.pushed())).as("answered 2xx").isEmpty();
      acknowledged += ingest.acknowledged().sampleCount();
      sent += ingest.sent().sampleCount();
    }
    assertThat(now.pushed().sampleCount()).as("nothing invented").isBetween(acknowledged, sent);
  }
}
