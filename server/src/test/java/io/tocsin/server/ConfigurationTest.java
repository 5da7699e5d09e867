package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.ReadFiles;
import io.tocsin.collect.Scraper;
import io.tocsin.kit.Clock;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file, its reloads, and a real scraper that they drive.
class ConfigurationTest {
  private static final long NOW = 1_700_000_000_000L;

  @TempDir Path folder;
  private Path file;

  private final ManualClock clock = new ManualClock(NOW);
  private final ManualClock scrapes = new ManualClock(NOW);
  private Scraper scraper;
  private Configuration configuration;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("prometheus.yml");
    write("first");
    var metrics = new PrometheusRegistry();
    var tsdb = Tsdb.open(new CrashableDirectory(), TsdbOptions.defaults(), scrapes, metrics);
    scraper = new Scraper(tsdb, scrapes, metrics, ReadFiles.disk(), "Tocsin/test", "here", false);
    configuration = Configuration.load(file, clock);
    configuration.drive(scraper);
  }

  @AfterEach
  void stop() throws IOException {
    scraper.close();
  }

  private void write(String job) throws IOException {
    Files.writeString(file, "scrape_configs:\n  - job_name: " + job + "\n");
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition in time").isLessThan(deadline);
      Thread.yield();
    }
  }

  @Test
  void aGoodFileReplacesTheOldOne() throws Exception {
    assertThat(scraper.pools()).containsExactly("first");
    assertThat(configuration.state().loadedMillis()).isEqualTo(NOW);
    write("second");
    clock.advance(Duration.ofSeconds(5));
    configuration.reload();
    assertThat(scraper.pools()).containsExactly("second");
    assertThat(configuration.state().config().text()).contains("second");
    assertThat(configuration.state().loadedMillis()).isEqualTo(NOW + 5000);
    assertThat(configuration.state().succeeded()).isTrue();
  }

  @Test
  void aBadFileLeavesEverythingAsItWas() throws Exception {
    var before = configuration.state();
    for (var bad :
        new String[] {
          "scrape_configs:\n  - job_name: second\n    scrape_intervall: 5s\n",
          "scrape_configs:\n  - job_name: second\ntocsin:\n  lisen: a\n",
          "scrape_configs: [\n",
          "scrape_configs: [{job_name: second}, {job_name: second}]\n",
        }) {
      Files.writeString(file, bad);
      clock.advance(Duration.ofSeconds(5));
      assertThatThrownBy(configuration::reload)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("prometheus.yml:");
      assertThat(scraper.pools()).containsExactly("first");
      assertThat(configuration.state().config()).isSameAs(before.config());
      assertThat(configuration.state().loadedMillis()).isEqualTo(NOW);
      assertThat(configuration.state().succeeded()).isFalse();
    }
    write("first");
    configuration.reload();
    assertThat(configuration.state().succeeded()).isTrue();
  }

  @Test
  void aFileThatIsGoneIsNamedAndTheOldOneStays() throws Exception {
    Files.delete(file);
    assertThatThrownBy(configuration::reload)
        .hasMessage(file + ": no such file (expected: a configuration file)");
    assertThat(scraper.pools()).containsExactly("first");
    assertThatThrownBy(() -> Configuration.load(file, clock)).isInstanceOf(IOException.class);
  }

  @Test
  void aChangeOfTheFileIsNoticedAndABadOneTriedOnce() throws Exception {
    var watch =
        Thread.ofVirtual()
            .start(() -> {
              try {
                configuration.watch(1000);
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      clock.awaitSleepers(1);
      write("second");
      clock.advance(Duration.ofSeconds(1));
      await(() -> scraper.pools().contains("second"));
      clock.awaitSleepers(1);
      Files.writeString(file, "nothing: known\n");
      clock.advance(Duration.ofSeconds(1));
      await(() -> !configuration.state().succeeded());
      assertThat(scraper.pools()).containsExactly("second");
      var refused = configuration.state();
      clock.awaitSleepers(1);
      clock.advance(Duration.ofSeconds(1));
      clock.awaitSleepers(1);
      assertThat(configuration.state()).as("the same file again").isSameAs(refused);
      Files.delete(file);
      clock.advance(Duration.ofSeconds(1));
      clock.awaitSleepers(1);
      write("third");
      clock.advance(Duration.ofSeconds(1));
      await(() -> configuration.state().succeeded());
      assertThat(scraper.pools()).containsExactly("third");
    } finally {
      watch.interrupt();
      watch.join();
    }
  }

  @Test
  void whatWasReloadedByHandIsNotReloadedAgain() throws Exception {
    var now = new ManualClock(NOW);
    var reloaded = new AtomicReference<Configuration>();
    var states = new ArrayList<Configuration.State>();
    // The watcher's clock: the file is changed and reloaded while it sleeps, then it looks once.
    var sleeps =
        new Clock() {
          @Override
          public long millis() {
            return now.millis();
          }

          @Override
          public long nanos() {
            return now.nanos();
          }

          @Override
          public void sleepNanos(long nanos) throws InterruptedException {
            if (!states.isEmpty()) {
              throw new InterruptedException("looked once");
            }
            try {
              write("second");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            reloaded.get().reload();
            states.add(reloaded.get().state());
          }
        };
    reloaded.set(Configuration.load(file, sleeps));
    assertThatThrownBy(() -> reloaded.get().watch(1000)).hasMessage("looked once");
    assertThat(reloaded.get().state()).isSameAs(states.getFirst());
    assertThat(states.getFirst().config().text()).contains("second");
  }

  @Test
  void withoutAFileThereIsNothingToReload() throws Exception {
    var defaults = Configuration.load(null, clock);
    defaults.reload();
    defaults.watch(1000);
    assertThat(defaults.name()).isEmpty();
    assertThat(defaults.state().succeeded()).isTrue();
  }
}
