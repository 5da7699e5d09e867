package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.ApiParts;
import io.tocsin.api.BackupSource;
import io.tocsin.api.HttpOptions;
import io.tocsin.api.HttpServer;
import io.tocsin.api.Lifecycle;
import io.tocsin.api.Notices;
import io.tocsin.api.PromqlText;
import io.tocsin.api.QueryRunner;
import io.tocsin.collect.RelabelStep;
import io.tocsin.collect.RemoteWriteReceiver;
import io.tocsin.collect.TargetHealth;
import io.tocsin.collect.TargetSource;
import io.tocsin.collect.TargetView;
import io.tocsin.model.Appender;
import io.tocsin.model.ExemplarSource;
import io.tocsin.model.Labels;
import io.tocsin.model.MetadataSource;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.StoreException;
import io.tocsin.promql.EngineOptions;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.rules.AlertmanagerSource;
import io.tocsin.rules.RuleSource;
import io.tocsin.server.pages.StorePage;
import io.tocsin.testkit.CrashableDirectory;
import io.tocsin.testkit.ManualClock;
import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server's health over HTTP and as `tocsin health` tells it: the real store on a directory
/// that can run full, a disk of any size.
class HealthTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long GIB = 1L << 30;

  @TempDir Path folder;
  private Path file;

  private final ManualClock clock = new ManualClock(NOW);
  private final CrashableDirectory directory = new CrashableDirectory();
  private final List<TargetView> targets = new ArrayList<>();
  private long usable = 50 * GIB;
  private long total = 100 * GIB;
  private boolean diskBroken;

  private Tsdb tsdb;
  private Configuration configuration;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("tocsin.yml");
    Files.writeString(file, "global: {}\n");
    var metrics = new PrometheusRegistry();
    tsdb = Tsdb.open(directory, TsdbOptions.defaults(), clock, metrics);
    configuration = Configuration.load(file, clock);
    var source = new Targets();
    var health = new HealthChecks(tsdb, source, configuration, new TestDisk(), clock);
    var engine = new PromqlEngine(tsdb, EngineOptions.DEFAULT, clock, metrics);
    var receiver = new RemoteWriteReceiver(tsdb, clock, metrics);
    var settings = Settings.read(Arguments.parse(ServeOptions.OPTIONS, List.of()), "", "");
    var parts =
        new ApiParts(
            tsdb,
            QueryRunner.of(engine),
            PromqlText.ofParser(),
            source,
            (body, type, encoding) -> receiver.write(body, body.length, type, encoding),
            ExemplarSource.NONE,
            MetadataSource.NONE,
            new StorePage(tsdb),
            null,
            null,
            RuleSource.NONE,
            AlertmanagerSource.NONE,
            () -> {
              throw new BackupSource.Busy("no backups here");
            },
            null,
            null,
            new StatusPage(configuration, settings, "here"),
            health,
            new NoLife(),
            new Notices(1, clock, metrics),
            metrics,
            clock);
    server = HttpServer.start(HttpOptions.loopback(0), parts);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private final class TestDisk implements HealthChecks.Disk {
    @Override
    public long usableBytes() throws IOException {
      if (diskBroken) {
        throw new IOException("data: input/output error");
      }
      return usable;
    }

    @Override
    public long totalBytes() {
      return total;
    }
  }

  private final class Targets implements TargetSource {
    @Override
    public List<String> pools() {
      return List.of();
    }

    @Override
    public List<TargetView> active() {
      return targets;
    }

    @Override
    public Map<String, List<Labels>> dropped() {
      return Map.of();
    }

    @Override
    public Map<String, Integer> droppedCounts() {
      return Map.of();
    }

    @Override
    public Map<String, MetricMetadata> metadata(TargetView target) {
      return Map.of();
    }

    @Override
    public @Nullable String poolText(String pool) {
      return null;
    }

    @Override
    public @Nullable List<RelabelStep> relabelSteps(String pool, Labels discovered) {
      return null;
    }
  }

  private static final class NoLife implements Lifecycle {
    @Override
    public void reload() {}

    @Override
    public void quit() {}
  }

  private String url() {
    return "http://127.0.0.1:" + server.port();
  }

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    var client = new Client(url());
    return client.send(client.request(path));
  }

  /// State and reason by component; the whole's state under the empty name.
  private Map<String, String> health(String path) throws IOException, InterruptedException {
    var document = (Map<?, ?>) Client.parse(ask(path).body());
    var states = new java.util.LinkedHashMap<String, String>();
    states.put("", String.valueOf(document.get("status")));
    for (var item : (List<?>) document.get("components")) {
      var part = (Map<?, ?>) item;
      states.put(String.valueOf(part.get("name")), part.get("state") + ", " + part.get("reason"));
    }
    return states;
  }

  private void target(TargetHealth state) {
    targets.add(
        new TargetView(
            "job",
            Labels.of("__address__", "a:1"),
            Labels.of("job", "job"),
            "http://a:1/metrics",
            "http://a:1/metrics",
            state,
            state == TargetHealth.DOWN ? "connection refused" : "",
            NOW,
            0,
            10_000,
            10_000));
  }

  private void append(long time) throws IOException {
    try (var appender = tsdb.appender(0)) {
      appender.append(appender.series(Labels.of("__name__", "up")), time, 1);
      appender.commit(Appender.Durability.SYNCED);
    }
  }

  private void fillTheStoresDisk() throws IOException {
    append(NOW);
    directory.leaveRoom(10);
    assertThatThrownBy(() -> append(NOW + 1)).isInstanceOf(StoreException.class);
  }

  @Test
  void allIsWellAndEachQuestionListsItsComponents() throws Exception {
    target(TargetHealth.UP);
    clock.advance(Duration.ofSeconds(90));
    assertThat(ask("/health").statusCode()).isEqualTo(200);
    assertThat(health("/health"))
        .containsEntry("", "healthy")
        .containsEntry("process", "healthy, up for 90 s")
        .containsEntry("store", "healthy, takes samples")
        .containsEntry("disk", "healthy, 51200 MiB of 102400 MiB left")
        .containsEntry("configuration", "healthy, the file is in force")
        .containsEntry("targets", "healthy, 1 up")
        .containsOnlyKeys("", "process", "store", "disk", "memory", "configuration", "targets");
    assertThat(health("/health/live")).containsOnlyKeys("", "process");
    assertThat(health("/health/ready")).containsOnlyKeys("", "store", "disk", "memory");
    assertThat(health("/health/dependencies")).containsOnlyKeys("", "disk", "targets");
    var command = CommandRun.of("health", "--url", url());
    assertThat(command.exit()).isZero();
    assertThat(command.out()).startsWith("healthy\n").contains("  store healthy: takes samples\n");
  }

  @Test
  void aDiskNearlyFullIsDegradedAndStillServes() throws Exception {
    usable = GIB - 1;
    assertThat(health("/health"))
        .containsEntry("", "degraded")
        .containsEntry("disk", "degraded, 1023 MiB of 102400 MiB left");
    for (var path : List.of("/health", "/health/ready", "/health/dependencies", "/-/ready")) {
      assertThat(ask(path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(health("/health/live")).containsEntry("", "healthy");
    var command = CommandRun.of("health", "--url", url());
    assertThat(command.exit()).isEqualTo(1);
    assertThat(command.out()).startsWith("degraded\n").contains("  disk degraded: 1023 MiB of");
  }

  @Test
  void aShareOfALargeDiskCountsToo() throws Exception {
    usable = total / 20;
    assertThat(health("/health")).containsEntry("", "healthy");
    usable = total / 20 - 1;
    assertThat(health("/health")).containsEntry("", "degraded");
  }

  @Test
  void aStoreThatIsReadOnlyFailsWith503() throws Exception {
    fillTheStoresDisk();
    var answer = ask("/health");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"status\":\"failing\"");
    assertThat(health("/health").get("store"))
        .startsWith("failing, read-only: ")
        .contains("No space left on device");
    assertThat(ask("/health/ready").statusCode()).isEqualTo(503);
    assertThat(ask("/-/ready").statusCode()).isEqualTo(503);
    assertThat(ask("/health/live").statusCode()).as("a restart does not help").isEqualTo(200);
    assertThat(ask("/-/healthy").statusCode()).isEqualTo(200);
    assertThat(ask("/api/v1/query?query=up&time=" + NOW / 1000).body()).contains("\"1\"");
    var command = CommandRun.of("health", "--url", url());
    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.out()).startsWith("failing\n").contains("  store failing: read-only: ");
  }

  @Test
  void aDamagedBlockIsNamedInAnswersAndDegradesTheStore() throws Exception {
    append(NOW);
    for (int hour = 0; hour < 12; hour++) {
      clock.advance(Duration.ofHours(1));
      tsdb.maintain();
    }
    server.close();
    tsdb.close();
    var data = directory.list().stream().filter(name -> name.endsWith(".data")).findFirst();
    directory.flip(data.orElseThrow(), 20);
    start();
    var answer = ask("/api/v1/query?query=up&time=" + NOW / 1000);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .startsWith(
            "{\"status\":\"error\",\"errorType\":\"internal\",\"error\":\"block: "
                + data.orElseThrow()
                + ": offset ");
    assertThat(ask("/api/v1/query?query=up&time=" + NOW / 1000).statusCode())
        .as("the rest serves")
        .isEqualTo(200);
    assertThat(health("/health").get("store"))
        .startsWith("degraded, takes samples, but: 1 damaged blocks set aside");
    assertThat(ask("/health/ready").statusCode()).isEqualTo(200);
    assertThat(ask("/metrics").body()).contains("tocsin_tsdb_damaged_reads_total 1.0");
  }

  @Test
  void aDiskThatCannotBeAskedFails() throws Exception {
    diskBroken = true;
    assertThat(ask("/health/dependencies").statusCode()).isEqualTo(503);
    assertThat(health("/health")).containsEntry("disk", "failing, data: input/output error");
  }

  @Test
  void targetsThatAreDownDegradeButAreNoReasonToStopServing() throws Exception {
    target(TargetHealth.UP);
    target(TargetHealth.DOWN);
    target(TargetHealth.UNKNOWN);
    assertThat(health("/health"))
        .containsEntry("", "degraded")
        .containsEntry("targets", "degraded, 1 of 3 down");
    assertThat(health("/health/dependencies")).containsEntry("", "degraded");
    assertThat(health("/health/ready")).containsEntry("", "healthy");
  }

  @Test
  void targetsThatWereNotAskedYetAreNotCalledUp() throws Exception {
    target(TargetHealth.UP);
    target(TargetHealth.UNKNOWN);
    assertThat(health("/health")).containsEntry("targets", "healthy, 1 up, 1 not asked yet");
  }

  @Test
  void aConfigurationThatWasRefusedDegradesUntilAGoodOneComes() throws Exception {
    Files.writeString(file, "globl: {}\n");
    assertThatThrownBy(configuration::reload).hasMessageContaining("tocsin.yml:1: globl");
    assertThat(health("/health"))
        .containsEntry("", "degraded")
        .containsEntry("configuration", "degraded, the file is bad; the one before it is in force");
    Files.writeString(file, "global: {}\n");
    configuration.reload();
    assertThat(health("/health")).containsEntry("", "healthy");
  }

  @Test
  void theWorstComponentCounts() throws Exception {
    usable = 0;
    fillTheStoresDisk();
    target(TargetHealth.DOWN);
    assertThat(health("/health")).containsEntry("", "failing");
  }

  @Test
  void aServerThatIsNotThereOrIsNoneOfOursFails() throws Exception {
    var none = CommandRun.of("health", "--url", "http://127.0.0.1:1");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.out())
        .isEqualTo("failing: http://127.0.0.1:1: not reached (expected: a running server)\n");
    var other = CommandRun.of("health", "--url", url() + "/api");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.out()).isEqualTo("failing: status 404, and no health document\n");
    assertThat(CommandRun.of("health", "--url", "localhost:9090").err())
        .isEqualTo("tocsin: url: localhost:9090 (expected: http://HOST:PORT)\n");
  }
}
