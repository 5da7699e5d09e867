package io.tocsin.collect.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tocsin.collect.TargetHealth;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import io.tocsin.model.StaleNan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class ScrapeTest {
  private ScrapeFixture fixture;

  @BeforeEach
  void begin() throws IOException {
    fixture = new ScrapeFixture();
  }

  @AfterEach
  void end() throws IOException {
    fixture.close();
  }

  private static boolean isStale(Double value) {
    return value != null && StaleNan.is(value);
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true", "true,true"})
  void samplesAreStoredWithTheTargetsLabels(boolean gzip, boolean chunked) throws Exception {
    fixture.target.gzip = gzip;
    fixture.target.chunked = chunked;
    fixture.target.body = "# TYPE a counter\na{x=\"1\"} 5\nb 7\n" + "c 1\n".repeat(1);
    fixture.apply("");
    long first = fixture.scrape();
    long second = fixture.scrape();
    assertThat(fixture.samples("a", "x", "1"))
        .containsExactly(entry(first, 5.0), entry(second, 5.0));
    assertThat(fixture.samples("b")).containsEntry(first, 7.0);
    assertThat(fixture.samples("up")).containsEntry(first, 1.0);
    assertThat(fixture.samples("scrape_samples_scraped")).containsEntry(first, 3.0);
    assertThat(fixture.samples("scrape_samples_post_metric_relabeling")).containsEntry(first, 3.0);
    assertThat(fixture.samples("scrape_series_added"))
        .containsExactly(entry(first, 3.0), entry(second, 0.0));
    assertThat(fixture.samples("scrape_duration_seconds")).containsKey(first);
    assertThat(fixture.only().health()).isEqualTo(TargetHealth.UP);
    assertThat(fixture.scraper.metadata(fixture.only()))
        .containsEntry("a", new MetricMetadata(MetricType.COUNTER, "", ""));
  }

  @Test
  void aLargePackedBodyIsReadWhole() throws Exception {
    var body = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      body.append("metric{number=\"").append(i).append("\"} ").append(i).append('\n');
    }
    fixture.target.body = body.toString();
    fixture.target.gzip = true;
    fixture.apply("");
    long at = fixture.scrape();
    assertThat(fixture.samples("scrape_samples_scraped")).containsEntry(at, 3_000.0);
    assertThat(fixture.samples("metric", "number", "2999")).containsEntry(at, 2_999.0);
  }

  @Test
  void theRequestSaysWhatPrometheusSays() throws Exception {
    fixture.apply("params: {module: [a b]}, metrics_path: /probe,");
    fixture.scrape();
    var request = fixture.target.requests.getFirst();
    assertThat(request.uri()).isEqualTo("/probe?module=a+b");
    assertThat(request.header("Accept")).startsWith("text/plain;version=1.0.0");
    assertThat(request.header("Accept-Encoding")).isEqualTo("gzip");
    assertThat(request.header("X-Prometheus-Scrape-Timeout-Seconds")).isEqualTo("10");
    assertThat(request.header("User-Agent")).isEqualTo("Tocsin/test");
    assertThat(request.header("Host")).isEqualTo(fixture.target.address());
  }

  @Test
  void aSeriesThatDisappearsIsMarked() throws Exception {
    fixture.target.body = "a 1\nb 1\nc 1\n";
    fixture.apply("");
    fixture.scrape();
    fixture.target.body = "a 1\nc 1\n";
    long second = fixture.scrape();
    long third = fixture.scrape();
    assertThat(isStale(fixture.samples("b").get(second))).isTrue();
    assertThat(fixture.samples("b")).doesNotContainKey(third);
    assertThat(fixture.samples("c")).containsEntry(third, 1.0);
  }

  @Test
  void aFailedScrapeMarksEverythingOnceAndSaysWhy() throws Exception {
    fixture.target.body = "a 1\n";
    fixture.apply("");
    fixture.scrape();
    fixture.target.status = 503;
    long second = fixture.scrape();
    long third = fixture.scrape();
    assertThat(isStale(fixture.samples("a").get(second))).isTrue();
    assertThat(fixture.samples("a")).doesNotContainKey(third);
    assertThat(fixture.samples("up")).containsEntry(second, 0.0);
    assertThat(fixture.only().health()).isEqualTo(TargetHealth.DOWN);
    assertThat(fixture.only().lastError())
        .isEqualTo("server returned HTTP status 503 Service Unavailable");
    fixture.target.status = 200;
    assertThat(fixture.samples("a")).doesNotContainKey(fixture.clock.millis() + 1);
    long fourth = fixture.scrape();
    assertThat(fixture.samples("a")).containsEntry(fourth, 1.0);
  }

  @Test
  void aMalformedBodyStoresNothingOfIt() throws Exception {
    fixture.target.body = "a 1\nb{ 2\n";
    fixture.apply("");
    long at = fixture.scrape();
    assertThat(fixture.samples("a")).isEmpty();
    assertThat(fixture.samples("up")).containsEntry(at, 0.0);
    assertThat(fixture.only().lastError()).startsWith("line 2: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          sample_limit: 1,               ~ sample_limit exceeded: 2 samples (expected: at most 1)
          label_limit: 3,                ~ label_limit exceeded: 4 labels
          label_name_length_limit: 8,    ~ label_name_length_limit exceeded: 16 bytes
          label_value_length_limit: 17,  ~ label_value_length_limit exceeded: 18 bytes
          body_size_limit: 20B,          ~ body size limit exceeded: more than 20 bytes
          """)
  void aLimitFailsTheWholeScrape(String limit, String error) throws Exception {
    fixture.target.body = "first 1\nmetric{long_label_name0=\"eighteen_character\"} 1\n";
    fixture.apply(limit);
    long at = fixture.scrape();
    assertThat(fixture.only().lastError()).startsWith(error);
    assertThat(fixture.samples("first")).isEmpty();
    assertThat(fixture.samples("up")).containsEntry(at, 0.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          sample_limit: 2,                 ~ a 1;b 1;c 1;d 1;e 1;   ~ 5 5 2 20
          sample_limit: 2,                 ~ a 1;drop 1;b 1;c 1;drop 2;d 1; ~ 6 4 2 30
          label_limit: 4,                  ~ a{b="1",c="2"} 1;d 1;  ~ 1 0 0 21
          ''                               ~ a 1;b 1;c{ 1;d 1;      ~ 2 2 2 17
          body_size_limit: 5B,             ~ a 1;b 1;               ~ 0 0 0 -1
          """)
  void aFailedScrapeSaysWhatItRead(String limit, String body, String counts) throws Exception {
    fixture.target.body = body.replace(';', '\n');
    fixture.applyFile(
        "global: {extra_scrape_metrics: true}\nscrape_configs: [{job_name: job, scrape_interval: 10s, "
            + limit
            + " metric_relabel_configs: [{source_labels: [__name__], regex: drop, action: drop}],"
            + " static_configs: [{targets: [\""
            + fixture.target.address()
            + "\"]}]}]");
    long at = fixture.scrape();
    assertThat(fixture.samples("up")).containsEntry(at, 0.0);
    var told =
        Stream.of(
                "scrape_samples_scraped",
                "scrape_samples_post_metric_relabeling",
                "scrape_series_added",
                "scrape_body_size_bytes")
            .map(name -> String.format("%.0f", fixture.samples(name).get(at)))
            .collect(Collectors.joining(" "));
    assertThat(told).isEqualTo(counts);
    fixture.target.status = 503;
    long then = fixture.scrape();
    assertThat(fixture.samples("scrape_samples_scraped")).containsEntry(then, 0.0);
  }

  @Test
  void aBodyOverTheSampleLimitMakesNoMoreSeriesThanTheLimit() throws Exception {
    fixture.target.body = "a 1\nb 1\nc 1\nd 1\n";
    fixture.apply("sample_limit: 2,");
    fixture.scrape();
    assertThat(fixture.store.seriesMade()).as("two of the body, five of the report").isEqualTo(7);
  }

  @Test
  void aLimitThatIsHitLaterMarksWhatWasLive() throws Exception {
    fixture.target.body = "a 1\n";
    fixture.apply("sample_limit: 1,");
    fixture.scrape();
    fixture.target.body = "a 1\nb 1\n";
    long second = fixture.scrape();
    assertThat(isStale(fixture.samples("a").get(second))).isTrue();
    assertThat(fixture.samples("b")).isEmpty();
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() throws Exception {
    fixture.target.body = "a 1\n";
    fixture.apply("body_size_limit: 4B,");
    long at = fixture.scrape();
    assertThat(fixture.samples("a")).containsEntry(at, 1.0);
  }

  @Test
  void moreTargetsThanTheLimitFailAll() throws Exception {
    fixture.applyFile(
        "scrape_configs: [{job_name: job, scrape_interval: 10s, target_limit: 1, static_configs:"
            + " [{targets: [\""
            + fixture.target.address()
            + "\", \"127.0.0.1:1\"]}]}]");
    fixture.clock.awaitSleepers(2);
    fixture.clock.advance(Duration.ofSeconds(10));
    ScrapeFixture.await(() -> fixture.store.commits() == 2);
    assertThat(fixture.samples("up").values()).containsExactly(0.0);
    assertThat(fixture.target.requests).isEmpty();
  }

  @Test
  void labelsThatClashAreRenamed() throws Exception {
    fixture.target.body = "a{job=\"theirs\",exported_job=\"x\"} 1\n";
    fixture.apply("");
    long at = fixture.scrape();
    assertThat(fixture.samples("a", "exported_job", "x", "exported_exported_job", "theirs"))
        .containsEntry(at, 1.0);
  }

  @Test
  void honouredLabelsWin() throws Exception {
    fixture.target.body = "a{job=\"theirs\"} 1\n";
    fixture.apply("honor_labels: true,");
    long at = fixture.scrape();
    assertThat(fixture.samples("a", "job", "theirs")).containsEntry(at, 1.0);
  }

  @Test
  void aSamplesOwnTimeCounts() throws Exception {
    fixture.target.body = "a 1 1699999999000\n";
    fixture.apply("");
    fixture.scrape();
    assertThat(fixture.samples("a")).containsExactly(entry(1_699_999_999_000L, 1.0));
    fixture.target.body = "b 1\n";
    long second = fixture.scrape();
    assertThat(fixture.samples("a")).doesNotContainKey(second);
  }

  @Test
  void aSamplesOwnTimeIsIgnoredWhereItIsNotHonoured() throws Exception {
    fixture.target.body = "c 1 1699999999000\n";
    fixture.apply("honor_timestamps: false,");
    long at = fixture.scrape();
    assertThat(fixture.samples("c")).containsExactly(entry(at, 1.0));
  }

  @Test
  void theEndOfASeriesWithItsOwnTimeIsMarkedWhereThatIsAskedFor() throws Exception {
    fixture.target.body = "a 1 1699999999000\n";
    fixture.apply("track_timestamps_staleness: true,");
    fixture.scrape();
    fixture.target.body = "";
    long second = fixture.scrape();
    assertThat(isStale(fixture.samples("a").get(second))).isTrue();
  }

  @Test
  void metricRelabellingDropsAndRewrites() throws Exception {
    fixture.target.body = "keep_me 1\ndrop_me 2\n";
    fixture.apply(
        "metric_relabel_configs: [{source_labels: [__name__], regex: drop.*, action: drop},"
            + " {target_label: env, replacement: prod}],");
    long at = fixture.scrape();
    fixture.scrape();
    assertThat(fixture.samples("keep_me", "env", "prod")).containsEntry(at, 1.0);
    assertThat(fixture.samples("drop_me", "env", "prod")).isEmpty();
    assertThat(fixture.samples("scrape_samples_scraped")).containsEntry(at, 2.0);
    assertThat(fixture.samples("scrape_samples_post_metric_relabeling")).containsEntry(at, 1.0);
  }

  @Test
  void aDroppedSeriesOfTheStoreIsMadeAgain() throws Exception {
    fixture.target.body = "a 1\n";
    fixture.apply("");
    fixture.scrape();
    fixture.store.drop(fixture.labels("a"));
    fixture.store.drop(fixture.labels("up"));
    long second = fixture.scrape();
    assertThat(fixture.samples("a")).containsExactly(entry(second, 1.0));
    assertThat(fixture.samples("up")).containsExactly(entry(second, 1.0));
  }

  @Test
  void basicCredentialsAreSent() throws Exception {
    fixture.apply("basic_auth: {username: u, password: \"p:w\"},");
    fixture.scrape();
    var expected = Base64.getEncoder().encodeToString("u:p:w".getBytes());
    assertThat(fixture.target.requests.getFirst().header("Authorization"))
        .isEqualTo("Basic " + expected);
  }

  @Test
  void aTokenFileIsReadForEveryScrape(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("token"), "one\n");
    fixture.apply("authorization: {credentials_file: \"" + file + "\"},");
    fixture.scrape();
    Files.writeString(file, "two");
    fixture.scrape();
    assertThat(fixture.target.requests)
        .extracting(r -> r.header("Authorization"))
        .containsExactly("Bearer one", "Bearer two");
  }

  @Test
  void aRedirectToAnotherHostGetsNoCredentials() throws Exception {
    try (var other = new TestTarget()) {
      other.body = "a 1\n";
      fixture.target.status = 302;
      fixture.target.location = "http://localhost:" + other.port() + "/elsewhere";
      fixture.apply(
          "basic_auth: {username: u, password: p}, http_headers: {X-Key: {values: [k]}},");
      long at = fixture.scrape();
      assertThat(fixture.samples("a")).containsEntry(at, 1.0);
      assertThat(fixture.target.requests.getFirst().header("X-Key")).isEqualTo("k");
      assertThat(other.requests.getFirst().header("Authorization")).isEmpty();
      assertThat(other.requests.getFirst().header("X-Key")).isEmpty();
    }
  }

  @Test
  void aRedirectIsNotFollowedWhereThatIsSwitchedOff() throws Exception {
    fixture.target.status = 302;
    fixture.target.location = "/elsewhere";
    fixture.apply("follow_redirects: false,");
    fixture.scrape();
    assertThat(fixture.only().lastError()).startsWith("server returned HTTP status 302");
    assertThat(fixture.target.requests).hasSize(1);
  }

  @Test
  void aTargetThatDoesNotAnswerIsGivenUpAfterTheTimeout() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      fixture.applyFile(
          "scrape_configs: [{job_name: job, scrape_interval: 10s, scrape_timeout: 50ms,"
              + " static_configs: [{targets: [\"127.0.0.1:"
              + silent.getLocalPort()
              + "\"]}]}]");
      fixture.scrape();
      assertThat(fixture.only().lastError()).isEqualTo("timeout: no complete answer in 50 ms");
    }
  }

  @Test
  void whyATargetIsNotReachedIsSaidWithItsAddress() throws Exception {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    fixture.applyFile(
        "scrape_configs: [{job_name: job, scrape_interval: 10s,"
            + " static_configs: [{targets: [\"127.0.0.1:"
            + closed
            + "\"]}]}]");
    fixture.scrape();
    assertThat(fixture.only().lastError())
        .isEqualTo("connect 127.0.0.1:" + closed + ": connection refused");
  }

  @Test
  void aPageThatIsNotThereIsSaidWithItsStatus() throws Exception {
    fixture.target.status = 404;
    fixture.apply("");
    fixture.scrape();
    assertThat(fixture.only().lastError()).isEqualTo("server returned HTTP status 404 Not Found");
  }

  @Test
  void timesAreThoseOfTheScheduleWhereTheyAreNearIt() throws Exception {
    fixture.target.body = "a 1\n";
    fixture.apply("");
    var uri = URI.create("http://" + fixture.target.address() + "/metrics");
    var key = new Target.Key(fixture.only().labels(), uri, 10_000, 10_000);
    long phase = new Target(key, Labels.EMPTY, "").phaseMillis();
    long scheduled = ScrapeFixture.START + Math.floorMod(phase - ScrapeFixture.START, 10_000);
    fixture.clock.awaitSleepers(1);
    fixture.clock.advance(Duration.ofMillis(scheduled - ScrapeFixture.START + 2));
    ScrapeFixture.await(() -> fixture.only().lastScrapeMillis() > 0);
    fixture.clock.awaitSleepers(1);
    fixture.clock.advance(Duration.ofMillis(10_001));
    ScrapeFixture.await(() -> fixture.only().lastScrapeMillis() > scheduled);
    assertThat(fixture.samples("a")).containsOnlyKeys(scheduled, scheduled + 10_003);
  }

  @Test
  void reloadKeepsTheLoopsOfUnchangedTargets() throws Exception {
    fixture.target.body = "a 1\n";
    fixture.apply("");
    long first = fixture.scrape();
    fixture.apply("");
    assertThat(fixture.only().lastScrapeMillis()).isEqualTo(first);
    long second = fixture.scrape();
    assertThat(fixture.samples("scrape_series_added")).containsEntry(second, 0.0);
    assertThat(fixture.store.openGroups()).isEqualTo(1);
  }

  @Test
  void theSeriesOfAGoneTargetAreMarkedAtItsNextTime() throws Exception {
    fixture.target.body = "a 1\n";
    fixture.apply("");
    long first = fixture.scrape();
    fixture.applyFile("scrape_configs: []");
    assertThat(fixture.scraper.active()).isEmpty();
    fixture.clock.awaitSleepers(1);
    int before = fixture.store.commits();
    while (fixture.store.commits() == before) {
      fixture.clock.advance(Duration.ofSeconds(1));
      Thread.yield();
    }
    var samples = fixture.samples("a");
    assertThat(samples).hasSize(2);
    long marked = samples.keySet().stream().max(Long::compare).orElseThrow();
    assertThat(marked).isBetween(first + 1, first + 10_000);
    assertThat(isStale(samples.get(marked))).isTrue();
    assertThat(isStale(fixture.samples("up").get(marked))).isTrue();
    ScrapeFixture.await(() -> fixture.store.openGroups() == 0);
  }

  @Test
  void relabellingDropsTargetsAndTheyAreShown() {
    fixture.apply("relabel_configs: [{source_labels: [__address__], action: drop}],");
    assertThat(fixture.scraper.active()).isEmpty();
    assertThat(fixture.scraper.droppedCounts()).containsEntry("job", 1);
    assertThat(fixture.scraper.dropped().get("job").getFirst().value("__address__"))
        .isEqualTo(fixture.target.address());
  }

  @Test
  void anAddressThatIsNoneIsShownAsTheTargetsError() throws Exception {
    fixture.apply("relabel_configs: [{target_label: __address__, replacement: \"a/b\"}],");
    fixture.scrape();
    assertThat(fixture.only().lastError())
        .isEqualTo("__address__: a/b (expected: a host and port)");
  }

  @Test
  void aViewShowsDiscoveredLabelsAndTheUrlFromOutside() {
    fixture.apply("");
    var view = fixture.only();
    assertThat(view.discovered().value("__scrape_interval__")).isEqualTo("10s");
    assertThat(view.scrapeUrl()).isEqualTo("http://" + fixture.target.address() + "/metrics");
    assertThat(view.globalUrl()).isEqualTo("http://outside:" + fixture.target.port() + "/metrics");
    assertThat(view.health()).isEqualTo(TargetHealth.UNKNOWN);
    assertThat((Object) view.labels())
        .isEqualTo(Labels.of("job", "job", "instance", fixture.target.address()));
  }

  @Test
  void filesAreWatchedForTargets(@TempDir Path folder) throws Exception {
    var file = folder.resolve("targets.json");
    Files.writeString(file, "[{\"targets\": [\"127.0.0.1:1\"], \"labels\": {\"env\": \"a\"}}]");
    fixture.applyFile(
        "scrape_configs: [{job_name: job, scrape_interval: 1h, file_sd_configs: [{files: [\""
            + folder
            + "/*.json\"]}]}]");
    assertThat(fixture.only().labels().value("env")).isEqualTo("a");
    assertThat(fixture.only().discovered().value("__meta_filepath")).isEqualTo(file.toString());
    Files.writeString(file, "[{\"targets\": [\"127.0.0.1:1\"], \"labels\": {\"env\": \"b\"}}]");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    fixture.clock.awaitSleepers(2);
    fixture.clock.advance(Duration.ofSeconds(6));
    ScrapeFixture.await(() -> fixture.only().labels().value("env").equals("b"));
    Files.writeString(file, "[{");
    Files.setLastModifiedTime(file, FileTime.fromMillis(2));
    fixture.clock.awaitSleepers(2);
    fixture.clock.advance(Duration.ofSeconds(6));
    assertThat(fixture.only().labels().value("env")).isEqualTo("b");
  }
}
