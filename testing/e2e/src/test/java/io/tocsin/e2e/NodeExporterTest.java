package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's exporter under a prometheus.yml as it is.
@Order(2)
class NodeExporterTest {
  private static final Duration SCRAPES = Duration.ofSeconds(15);
  private static final Set<String> MADE_BY_A_SCRAPE =
      Set.of(
          "up",
          "scrape_duration_seconds",
          "scrape_samples_scraped",
          "scrape_samples_post_metric_relabeling",
          "scrape_series_added");
  private static final String EXPOSED = "{job=\"debian\",__name__!~\"up|scrape_.*\"}";

  @TempDir Path folder;

  private Tocsin startWith(Exporter exporter) throws IOException {
    var config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        # my global config
        global:
          scrape_interval: 1s # Set the scrape interval to every second.
          scrape_timeout: 1s
          evaluation_interval: 15s

        scrape_configs:
          - job_name: "debian"
            static_configs:
              - targets: ["%s"]
        """
            .formatted(exporter.address()));
    return Tocsin.start(folder.resolve("data"), "--config.file=" + config);
  }

  private static Json target(Web web) throws IOException {
    return web
        .get("/api/v1/targets?state=active")
        .json()
        .at("data", "activeTargets")
        .items()
        .stream()
        .filter(target -> target.at("scrapePool").text().equals("debian"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isStoredAsExposedWithExactlyJobAndInstanceAdded() throws IOException {
    try (var exporter = Exporter.start();
        var tocsin = startWith(exporter)) {
      var web = tocsin.web();
      Eventually.get(
          SCRAPES, () -> web.query("up{job=\"debian\"}"), up -> up.size() == 1 && up.value() == 1);
      Eventually.get(
          SCRAPES, () -> web.query("count_over_time(up{job=\"debian\"}[1m])"), n -> n.value() >= 3);
      var stored = new HashSet<Map<String, String>>();
      web.get("/api/v1/series?match[]=" + Web.encoded("{job=\"debian\"}"))
          .json()
          .at("data")
          .items()
          .forEach(labels -> stored.add(labels.texts()));
      var added = Map.of("job", "debian", "instance", exporter.address());
      var expected = new HashSet<Map<String, String>>();
      for (var labels : exporter.exposed()) {
        var with = new HashMap<>(labels);
        with.putAll(added);
        // Prometheus 3 stores whole numbers in these two as OpenMetrics writes them.
        with.computeIfPresent(
            "quantile", (_, value) -> value.matches("\\d+") ? value + ".0" : value);
        with.computeIfPresent("le", (_, value) -> value.matches("\\d+") ? value + ".0" : value);
        expected.add(with);
      }
      assertThat(stored).containsAll(expected);
      var expectedNames = names(expected);
      expectedNames.addAll(MADE_BY_A_SCRAPE);
      assertThat(names(stored)).isEqualTo(expectedNames);
      System.out.println("node_exporter series: " + expected.size());
      assertTargetIsUp(target(web), exporter);
    }
  }

  private static Set<String> names(Set<Map<String, String>> series) {
    return series.stream().map(labels -> labels.get("__name__")).collect(Collectors.toSet());
  }

  private static void assertTargetIsUp(Json target, Exporter exporter) {
    assertThat(target.at("health").text()).isEqualTo("up");
    assertThat(target.at("lastError").text()).isEmpty();
    assertThat(target.at("scrapeUrl").text())
        .isEqualTo("http://" + exporter.address() + "/metrics");
    assertThat(target.at("scrapeInterval").text()).isEqualTo("1s");
    assertThat(target.at("labels").texts())
        .isEqualTo(Map.of("job", "debian", "instance", exporter.address()));
    assertThat(target.at("discoveredLabels", "__address__").text()).isEqualTo(exporter.address());
  }

  @Test
  void isDownWithTheReasonAndItsSeriesEndWhenItIsStopped() throws IOException {
    try (var exporter = Exporter.start();
        var tocsin = startWith(exporter)) {
      var web = tocsin.web();
      Eventually.get(SCRAPES, () -> web.query(EXPOSED), series -> series.size() > 100);
      exporter.stop();
      Eventually.get(
          SCRAPES, () -> web.query("up{job=\"debian\"}"), up -> up.size() == 1 && up.value() == 0);
      assertThat(web.query(EXPOSED).size()).as("series that ended").isZero();
      // The first scrape may still find the old connection, and sees that end.
      var target =
          Eventually.get(
              SCRAPES, () -> target(web), each -> each.at("lastError").text().contains("refused"));
      assertThat(target.at("health").text()).isEqualTo("down");
    }
  }
}
