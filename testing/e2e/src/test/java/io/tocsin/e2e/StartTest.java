package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What a person gets who starts it with nothing configured.
@Order(1)
@ExtendWith(SharedServer.class)
class StartTest {
  private static final Duration FIRST_READINGS = Duration.ofSeconds(30);
  private static final String NODE = "{__name__=~\"node_.+\"}";
  private static final String OWN_LABELS = "instance!=\"\",environment!=\"\",service!=\"\"";

  @Test
  void isReadyWithinSecondsOfItsStart(Tocsin tocsin) throws IOException {
    System.out.println("exec to ready: " + tocsin.readyMillis() + " ms (budget 1000)");
    assertThat(tocsin.readyMillis()).isLessThan(10_000);
    assertThat(tocsin.web().get("/-/ready").status()).isEqualTo(200);
    assertThat(tocsin.web().get("/-/healthy").status()).isEqualTo(200);
  }

  @Test
  void hasAtLeast150SeriesOfItsHostWithin30Seconds(Tocsin tocsin) {
    var series =
        Eventually.get(
            FIRST_READINGS,
            () -> tocsin.web().query("count(" + NODE + ")"),
            answer -> answer.size() == 1 && answer.value() >= 150);
    System.out.println("node_* series: " + series.value());
  }

  @Test
  void whatItCollectsItselfSaysWhere(Tocsin tocsin) throws IOException {
    hasAtLeast150SeriesOfItsHostWithin30Seconds(tocsin);
    var web = tocsin.web();
    double host = web.query("count(" + NODE + ")").value();
    var labelled = "count({__name__=~\"node_.+\",job=\"node\"," + OWN_LABELS + "})";
    assertThat(web.query(labelled).value()).isEqualTo(host);
    for (var prefix : new String[] {"tocsin_", "jvm_"}) {
      var all =
          Eventually.get(
              FIRST_READINGS,
              () -> web.query("count({__name__=~\"" + prefix + ".+\"})"),
              answer -> answer.size() == 1);
      var own = web.query("count({__name__=~\"" + prefix + ".+\"," + OWN_LABELS + "})");
      assertThat(own.value()).as(prefix).isEqualTo(all.value()).isGreaterThan(5);
    }
    assertThat(web.query("min(up{job=~\"node|tocsin\"})").value()).isEqualTo(1);
    assertThat(web.query("up{job=~\"node|tocsin\"}").size()).isEqualTo(2);
  }

  @Test
  void saysThatItIsHealthyAndWhy(Tocsin tocsin) throws IOException {
    for (var path :
        new String[] {"/health", "/health/live", "/health/ready", "/health/dependencies"}) {
      assertThat(tocsin.web().get(path).status()).as(path).isEqualTo(200);
    }
    var health = tocsin.web().get("/health").json();
    assertThat(health.at("status").text()).isEqualTo("healthy");
    assertThat(health.at("components").items()).isNotEmpty();
  }

  @Test
  void exposesItsOwnMetrics(Tocsin tocsin) {
    // Those of the JVM come with the first pass, soon after the server is ready.
    var metrics =
        Eventually.get(
            FIRST_READINGS,
            () -> tocsin.web().get("/metrics"),
            answer -> answer.body().contains("# TYPE jvm_"));
    assertThat(metrics.status()).isEqualTo(200);
    assertThat(metrics.body()).contains("# TYPE tocsin_");
  }

  @Test
  void servesItsPage(Tocsin tocsin) throws IOException {
    var page = tocsin.web().get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<html").contains("Tocsin");
    assertThat(tocsin.web().get("/scrape-targets").status()).as("a deep link").isEqualTo(200);
    assertThat(tocsin.web().get("/api/v1/nothing").status()).isEqualTo(404);
  }

  @Test
  void stopsCleanlyWhenAsked(@TempDir Path data) throws Exception {
    try (var tocsin = Tocsin.start(data)) {
      assertThat(tocsin.stop()).isIn(0, 143);
      assertThat(tocsin.log().all()).doesNotContain("Exception");
    }
  }

  @Test
  void flagsOfAnExistingUnitFileMeanServe(@TempDir Path data) throws Exception {
    var words =
        List.of(
            "--web.listen-address=127.0.0.1:0",
            "--storage.tsdb.path=" + data,
            "--storage.tsdb.retention.time=30d",
            "--storage.tsdb.wal-compression",
            "--web.enable-lifecycle",
            "--query.lookback-delta=2m");
    try (var tocsin = Tocsin.startWith(words)) {
      var flags = tocsin.web().get("/api/v1/status/flags").json().at("data");
      assertThat(flags.at("storage.tsdb.path").text()).isEqualTo(data.toString());
      assertThat(flags.at("query.lookback-delta").text()).isEqualTo("2m");
      assertThat(tocsin.web().post("/-/reload").status()).isEqualTo(200);
    }
  }

  @Test
  void aSecondServerOnTheSameDataIsRefused(@TempDir Path data) throws Exception {
    try (var _ = Tocsin.start(data)) {
      var second = Command.tocsin("serve", "--listen", "127.0.0.1:0", "--data", data.toString());
      assertThat(second.exit()).isNotZero();
      assertThat(second.err()).contains(data.toString()).containsIgnoringCase("lock");
      assertThat(second.err()).doesNotContain("\tat ");
    }
  }
}
