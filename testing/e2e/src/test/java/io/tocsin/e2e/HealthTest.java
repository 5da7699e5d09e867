package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the program says of itself when something is wrong, and with which status and exit code.
@Order(9)
class HealthTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int REQUESTS_MAX = 200;

  @TempDir Path folder;

  private static Json component(Json health, String name) {
    return health.at("components").items().stream()
        .filter(part -> part.at("name").text().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertHealthCommand(Tocsin tocsin, int exit, String... says)
      throws Exception {
    var command = Command.tocsin("health", "--url", tocsin.url());
    assertThat(command.exit()).as(command.out() + command.err()).isEqualTo(exit);
    assertThat(command.out()).contains(says);
  }

  @Test
  void aTargetThatIsDownDegradesIt() throws Exception {
    var config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        scrape_configs:
          - job_name: gone
            scrape_interval: 1s
            static_configs:
              - targets: [127.0.0.1:1]
        """);
    try (var tocsin = Tocsin.start(folder.resolve("data"), "--config", config.toString())) {
      var web = tocsin.web();
      var health =
          Eventually.get(
              LIMIT,
              () -> web.get("/health").json(),
              answer -> answer.at("status").text().equals("degraded"));
      assertThat(component(health, "targets").at("state").text()).isEqualTo("degraded");
      assertThat(component(health, "targets").at("reason").text()).contains("1 of 3 down");
      assertThat(web.get("/health").status()).isEqualTo(200);
      assertThat(web.get("/health/ready").json().at("status").text()).isEqualTo("healthy");
      assertThat(web.get("/api/v1/targets").body())
          .contains("\"lastError\":\"connect 127.0.0.1:1: connection refused\"");
      assertHealthCommand(tocsin, 1, "degraded\n", "targets degraded: 1 of 3 down");
    }
  }

  /// A file system of its own, seen by the server alone, so that it can run full.
  private static List<String> onSmallDisk(Path data) {
    var script = "mount -t tmpfs -o size=8m tmpfs \"$0\" && exec \"$@\"";
    return List.of("unshare", "-Urm", "bash", "-c", script, data.toString());
  }

  private static boolean canMount(Path folder) throws Exception {
    var line = new java.util.ArrayList<>(onSmallDisk(folder));
    line.add("true");
    try {
      var process = new ProcessBuilder(line).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (java.io.IOException e) {
      return false; // there is no unshare
    }
  }

  @Test
  void aSmallDiskDegradesItAndAFullOneFailsIt() throws Exception {
    Assumptions.assumeTrue(canMount(folder), "this user may not mount (unshare -Urm)");
    try (var tocsin = Tocsin.startWithin(onSmallDisk(folder), folder)) {
      var web = tocsin.web();
      var small = web.get("/health");
      assertThat(small.status()).isEqualTo(200);
      assertThat(small.json().at("status").text()).isEqualTo("degraded");
      assertThat(component(small.json(), "disk").at("state").text()).isEqualTo("degraded");
      assertHealthCommand(tocsin, 1, "degraded\n", "disk degraded: ", " of 8 MiB left");

      var refused = fill(web);
      assertThat(refused.status()).isEqualTo(503);
      for (var path : List.of("/health", "/health/ready", "/-/ready")) {
        assertThat(web.get(path).status()).as(path).isEqualTo(503);
      }
      var health = web.get("/health").json();
      assertThat(health.at("status").text()).isEqualTo("failing");
      assertThat(component(health, "store").at("reason").text())
          .startsWith("read-only: ")
          .contains("No space left on device");
      assertThat(web.get("/health/live").status()).isEqualTo(200);
      assertThat(web.query("count(count_over_time(filling[2h]))").value())
          .as("it still answers")
          .isEqualTo(1);
      assertHealthCommand(tocsin, 2, "failing\n", "store failing: read-only: ");
    }
  }

  /// Pushes what cannot be compressed until it is refused, and returns the refusal.
  private static Web.Reply fill(Web web) throws Exception {
    var random = new Random(1);
    long time = System.currentTimeMillis() - REQUESTS_MAX * 20_000L;
    for (int request = 0; request < REQUESTS_MAX; request++) {
      var samples = new TreeMap<Long, Long>();
      for (int i = 0; i < 20_000; i++) {
        samples.put(time++, Double.doubleToLongBits(random.nextGaussian()));
      }
      var reply = web.write(new WriteRequest().add(Map.of("__name__", "filling"), samples));
      if (reply.status() != 204) {
        return reply;
      }
    }
    throw new AssertionError("the disk is not full after " + REQUESTS_MAX + " requests");
  }
}
