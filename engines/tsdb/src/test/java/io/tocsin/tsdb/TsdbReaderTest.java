package io.tocsin.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.FsDirectory;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looking at a store that somebody has open.
class TsdbReaderTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Labels UP = Labels.of("__name__", "up", "job", "a\"b");

  private final ManualClock clock = new ManualClock(NOW);

  private static void append(Tsdb tsdb, long time, double value) throws IOException {
    try (var appender = tsdb.appender(0)) {
      appender.append(appender.series(UP), time, value);
      appender.commit(Durability.WRITTEN);
    }
  }

  @Test
  void aDirectoryIsReadWhileAServerHasIt(@TempDir Path folder) throws IOException {
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, UTF_8);
    try (var tsdb = Tsdb.open(folder, TsdbOptions.defaults(), clock, new PrometheusRegistry())) {
      append(tsdb, NOW, 1.5);
      append(tsdb, NOW + 1, Double.POSITIVE_INFINITY);
      append(tsdb, NOW - 1, -0.25);
      var directory = FsDirectory.open(folder);
      assertThat(TsdbCheck.verify(directory, print)).isEmpty();
      TsdbCheck.analyze(directory, print);
      assertThat(out.toString(UTF_8)).contains("3 samples, whole", "series in the head: 1");
      out.reset();
      try (var reader = TsdbReader.open(directory)) {
        TsdbDump.print(reader, List.of(Stored.ANY), NOW - 1, NOW + 1, print);
        TsdbDump.print(reader, List.of(Matcher.equal("job", "x")), NOW, NOW, print);
      }
      assertThat(out.toString(UTF_8).lines())
          .containsExactly(
              "{__name__=\"up\", job=\"a\\\"b\"} -0.25 1699999999999",
              "{__name__=\"up\", job=\"a\\\"b\"} 1.5 1700000000000",
              "{__name__=\"up\", job=\"a\\\"b\"} +Inf 1700000000001");
      append(tsdb, NOW + 2, 4);
    }
  }

  @Test
  void everythingIsSeenWhateverTheServerDoesMeanwhile() throws Exception {
    var directory = new CrashableDirectory();
    var stop = new AtomicBoolean();
    var committed = new AtomicInteger();
    try (var tsdb = Tsdb.open(directory, TsdbOptions.defaults(), clock, new PrometheusRegistry())) {
      var writing =
          new FutureTask<>(() -> {
            write(tsdb, stop, committed);
            return true;
          });
      Thread.ofPlatform().start(writing);
      for (int i = 0; i < 60; i++) {
        int before = committed.get();
        try (var reader = TsdbReader.open(directory);
            var querier = reader.querier(Long.MIN_VALUE, Long.MAX_VALUE)) {
          var found = Stored.read(querier);
          assertThat(before == 0 ? 0 : found.get(UP).size()).isGreaterThanOrEqualTo(before);
        }
      }
      stop.set(true);
      assertThat(writing.get()).isTrue();
      assertThat(Stored.read(tsdb).get(UP)).hasSize(committed.get());
    }
  }

  private void write(Tsdb tsdb, AtomicBoolean stop, AtomicInteger committed) throws IOException {
    while (!stop.get() && committed.get() < 20_000) {
      append(tsdb, clock.millis(), committed.get());
      committed.incrementAndGet();
      clock.advance(Duration.ofMinutes(1));
      if (committed.get() % 20 == 0) {
        tsdb.maintain();
      }
    }
  }
}
