package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bad file never starts, and never replaces a good one.
@Order(5)
class ConfigurationTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String BAD =
      "scrape_configs:\n  - job_name: bad\n    scrape_intervall: 5s\n";

  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void goodFile() throws IOException {
    config = folder.resolve("prometheus.yml");
    write(job("first"));
  }

  private void write(String text) throws IOException {
    Files.writeString(config, text);
  }

  private static String job(String name) {
    return """
    scrape_configs:
      - job_name: %s
        scrape_interval: 1m
        static_configs:
          - targets: [127.0.0.1:1]
    """
        .formatted(name);
  }

  private Tocsin start(String... words) throws IOException {
    var all = new java.util.ArrayList<>(List.of("--config", config.toString()));
    all.addAll(List.of(words));
    return Tocsin.start(folder.resolve("data"), all.toArray(new String[0]));
  }

  private static Set<String> jobs(Web web) throws IOException {
    var jobs = new TreeSet<String>();
    web.get("/api/v1/scrape_pools")
        .json()
        .at("data", "scrapePools")
        .items()
        .forEach(pool -> jobs.add(pool.text()));
    jobs.removeAll(Set.of("node", "tocsin"));
    return jobs;
  }

  private static void assertNamesTheFault(String text) {
    assertThat(text).contains("prometheus.yml:3", "scrape_intervall");
    assertThat(text).as("the nearest name").containsPattern("scrape_interval\\b(?!l)");
  }

  @Test
  void aBadFileIsRefusedAtTheStartWithFileLineKeyAndNearestName() throws Exception {
    write(BAD);
    var refused =
        Command.tocsin(
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--data",
            folder.resolve("data").toString(),
            "--config",
            config.toString());
    assertThat(refused.exit()).isNotZero();
    assertNamesTheFault(refused.err());
    assertThat(refused.err()).doesNotContain("\tat ");
  }

  @Test
  void aHangUpWithABadFileLeavesTheOldOneRunningAndAGoodOneIsApplied() throws Exception {
    try (var tocsin = start("--config.auto-reload-interval=1h")) {
      assertThat(jobs(tocsin.web())).containsExactly("first");
      write(BAD);
      int before = tocsin.log().size();
      tocsin.hangUp();
      Eventually.get(LIMIT, () -> tocsin.log().since(before), log -> log.contains("intervall"));
      assertNamesTheFault(tocsin.log().since(before));
      assertThat(jobs(tocsin.web())).containsExactly("first");
      assertThat(tocsin.web().get("/api/v1/status/config").body()).contains("first");
      write(job("second"));
      tocsin.hangUp();
      Eventually.get(LIMIT, () -> jobs(tocsin.web()), jobs -> jobs.equals(Set.of("second")));
    }
  }

  @Test
  void aReloadRequestAnswersWhatIsWrongAndAppliesWhatIsGood() throws Exception {
    try (var tocsin = start("--web.enable-lifecycle", "--config.auto-reload-interval=1h")) {
      write(BAD);
      var refused = tocsin.web().post("/-/reload");
      assertThat(refused.status()).isEqualTo(500);
      assertNamesTheFault(refused.body());
      assertThat(jobs(tocsin.web())).containsExactly("first");
      write(job("second"));
      assertThat(tocsin.web().post("/-/reload").status()).isEqualTo(200);
      assertThat(jobs(tocsin.web())).containsExactly("second");
    }
  }

  @Test
  void aChangedFileIsPickedUpAndABadChangeIsNot() throws Exception {
    try (var tocsin = start("--config.auto-reload-interval=1s")) {
      assertThat(tocsin.web().post("/-/reload").status()).as("not enabled").isEqualTo(403);
      write(job("second"));
      Eventually.get(LIMIT, () -> jobs(tocsin.web()), jobs -> jobs.equals(Set.of("second")));
      int before = tocsin.log().size();
      write(BAD);
      Eventually.get(LIMIT, () -> tocsin.log().since(before), log -> log.contains("intervall"));
      assertThat(jobs(tocsin.web())).containsExactly("second");
    }
  }
}
