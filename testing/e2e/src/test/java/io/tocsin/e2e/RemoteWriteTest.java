package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that remote write 1.0 can bring is there after `kill -9`.
@Order(5)
class RemoteWriteTest {
  private static final Map<String, String> COUNTER =
      Map.of("__name__", "e2e_pushed_total", "job", "e2e");
  private static final Map<String, String> LATENCY =
      Map.of("__name__", "e2e_latency_seconds", "job", "e2e");

  private final long now = System.currentTimeMillis();

  private WriteRequest everything() {
    return new WriteRequest()
        .add(COUNTER, new TreeMap<>(Map.of(now, Double.doubleToLongBits(5))))
        .addExemplar(COUNTER, "e2e-trace", 0.25, now)
        .addMetadata(1, "e2e_pushed_total", "What was pushed.", "")
        .addMetadata(3, "e2e_latency_seconds", "How long it took.", "seconds");
  }

  private static void assertAllThere(Web web) throws IOException {
    assertThat(web.query("e2e_pushed_total").sampleCount()).isEqualTo(1);
    var exemplars = web.get("/api/v1/query_exemplars?query=e2e_pushed_total").json().at("data", 0);
    assertThat(exemplars.at("seriesLabels").texts()).isEqualTo(COUNTER);
    assertThat(exemplars.at("exemplars", 0, "labels", "trace_id").text()).isEqualTo("e2e-trace");
    assertThat(exemplars.at("exemplars", 0, "value").text()).isEqualTo("0.25");
    var metadata = web.get("/api/v1/metadata?metric=e2e_latency_seconds").json();
    var latency = metadata.at("data", "e2e_latency_seconds", 0).texts();
    assertThat(latency)
        .isEqualTo(Map.of("type", "histogram", "unit", "seconds", "help", "How long it took."));
  }

  private static void assertHistogramThere(Web web) throws IOException {
    var counts = web.get("/api/v1/query?query=histogram_count(e2e_latency_seconds)").json();
    assertThat(counts.at("data", "result", 0, "value", 1).text()).isEqualTo("3");
  }

  @Test
  void isRefusedWhereItIsSwitchedOff(@TempDir Path data) throws Exception {
    try (var tocsin = Tocsin.start(data, "--no-web.enable-remote-write-receiver")) {
      var reply = tocsin.web().write(everything());
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.body()).contains("--web.enable-remote-write-receiver");
    }
  }

  @Test
  void nativeHistogramsSurviveTheKillToo(@TempDir Path data) throws Exception {
    try (var tocsin = Tocsin.start(data)) {
      var reply = tocsin.web().write(new WriteRequest().addHistogram(LATENCY, 4.5, now));
      assertThat(reply.status()).as(reply.body()).isEqualTo(204);
      assertHistogramThere(tocsin.web());
      tocsin.kill();
    }
    try (var again = Tocsin.start(data)) {
      assertHistogramThere(again.web());
    }
  }

  @Test
  void everythingThatWasAcknowledgedSurvivesTheKill(@TempDir Path data) throws Exception {
    try (var tocsin = Tocsin.start(data)) {
      var reply = tocsin.web().write(everything());
      assertThat(reply.status()).as(reply.body()).isEqualTo(204);
      assertAllThere(tocsin.web());
      tocsin.kill();
    }
    try (var again = Tocsin.start(data)) {
      assertAllThere(again.web());
    }
  }

  @Test
  void theFileBoundsExemplarsAtAReloadToo(@TempDir Path folder) throws Exception {
    var file = folder.resolve("prometheus.yml");
    Files.writeString(file, "storage: {exemplars: {max_exemplars: 5}}\n");
    try (var tocsin = Tocsin.start(folder.resolve("data"), "--config", file.toString())) {
      for (int i = 0; i < 7; i++) {
        tocsin.web().write(new WriteRequest().addExemplar(COUNTER, "t" + i, i, now + i));
      }
      var path = "/api/v1/query_exemplars?query=e2e_pushed_total";
      assertThat(tocsin.web().get(path).json().at("data", 0, "exemplars").items()).hasSize(5);
      Files.writeString(file, "storage: {exemplars: {max_exemplars: 0}}\n");
      tocsin.hangUp();
      Eventually.get(
          Duration.ofSeconds(20),
          () -> tocsin.web().get(path).json().at("data").items(),
          found -> found.isEmpty());
    }
  }
}
