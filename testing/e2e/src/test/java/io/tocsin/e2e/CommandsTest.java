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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The commands beside `serve`, with their exit codes.
@Order(7)
@ExtendWith(SharedServer.class)
class CommandsTest {
  private static final String GOOD =
      "scrape_configs:\n  - job_name: a\n    static_configs:\n      - targets: [localhost:9100]\n";

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  @Test
  void checkConfigPrintsALineForEachFileAndFailsIfOneIsBad() throws Exception {
    var good = file("good.yml", GOOD);
    var bad = file("bad.yml", GOOD.replace("static_configs", "static_config"));
    var both = Command.tocsin("check", "config", good, bad);
    assertThat(both.exit()).isEqualTo(1);
    assertThat(both.out().lines()).hasSize(2);
    assertThat(both.out()).contains("good.yml", "bad.yml:3", "static_configs");
    var one = Command.tocsin("check", "config", good);
    assertThat(one.exit()).isZero();
    assertThat(one.out().lines()).hasSize(1);
    assertThat(Command.tocsin("check", "config", folder.resolve("none.yml").toString()).exit())
        .isEqualTo(1);
  }

  @Test
  void checkConfigOfASmallFileIsFast() throws Exception {
    var good = file("good.yml", GOOD);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      best = Math.min(best, Command.tocsin("check", "config", good).millis());
    }
    System.out.println("tocsin check config: " + best + " ms (target 500)");
    assertThat(best).isLessThan(1500);
  }

  @Test
  void checkMetricsTellsCleanFromLintFromUnreadable() throws Exception {
    var clean =
        "# HELP jobs_total Jobs done.\n# TYPE jobs_total counter\njobs_total{queue=\"a\"} 1\n";
    assertThat(Command.tocsinReading(clean, "check", "metrics").exit()).isZero();
    var lint = Command.tocsinReading("# TYPE jobs counter\njobs 1\n", "check", "metrics");
    assertThat(lint.exit()).isEqualTo(3);
    assertThat(lint.out() + lint.err()).contains("jobs", "_total");
    assertThat(Command.tocsinReading("jobs{ 1\n", "check", "metrics").exit()).isEqualTo(1);
  }

  @Test
  void queryAsksARunningServer(Tocsin tocsin) throws Exception {
    var url = tocsin.url();
    Eventually.get(
        Duration.ofSeconds(30), () -> tocsin.web().query("up{job=\"node\"}"), up -> up.size() == 1);
    var instant = Command.tocsin("query", "instant", url, "up{job=\"node\"}");
    assertThat(instant.exit()).as(instant.err()).isZero();
    assertThat(instant.out()).containsPattern("^up\\{.*job=\"node\".*} => 1 @\\[\\d+(\\.\\d+)?]$");
    var range = Command.tocsin("query", "range", "--step", "5s", url, "1 + 1");
    assertThat(range.exit()).as(range.err()).isZero();
    assertThat(range.out()).contains("2 @[");
    var series = Command.tocsin("query", "series", "--match", "up", "--url", url);
    assertThat(series.exit()).as(series.err()).isZero();
    assertThat(series.out()).contains("job=\"node\"", "job=\"tocsin\"");
    var labels = Command.tocsin("query", "labels", url, "job");
    assertThat(labels.exit()).as(labels.err()).isZero();
    assertThat(labels.out().lines()).contains("node", "tocsin");
    var json = Command.tocsin("query", "instant", "--format", "json", url, "vector(1)");
    assertThat(Series.of(Json.parse(json.out())).value()).isEqualTo(1);
    var wrong = Command.tocsin("query", "instant", url, "up{");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("parse error").doesNotContain("\tat ");
  }

  @Test
  void testPromqlPrintsTheTotalsLast() throws Exception {
    var script =
        file(
            "own.test",
            """
            load 1m
              requests{path="/a"} 0 10 20
              requests{path="/b"} 0 30 60

            eval instant at 2m sum(requests)
              {} 80

            eval instant at 2m requests{path="/a"}
              requests{path="/a"} 20
            """);
    var passed = Command.tocsin("test", "promql", script);
    assertThat(passed.exit()).as(passed.out() + passed.err()).isZero();
    assertThat(passed.lastLine()).isEqualTo("2 passed, 0 failed");
    var wrong = file("wrong.test", "load 1m\n  m 1\n\neval instant at 0 m\n  m 2\n");
    var failed = Command.tocsin("test", "promql", script, wrong);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.lastLine()).isEqualTo("2 passed, 1 failed");
    assertThat(failed.out()).contains("own.test", "wrong.test");
  }

  @Test
  void tsdbAnalyzeAndVerifyReadAStoppedServersData() throws Exception {
    var data = folder.resolve("data");
    try (var tocsin = Tocsin.start(data)) {
      long now = System.currentTimeMillis();
      var samples = new TreeMap<Long, Long>();
      for (int i = 0; i < 1000; i++) {
        samples.put(now - 60_000 + i * 50L, Double.doubleToLongBits(i));
      }
      var labels = Map.of("__name__", "e2e_analyzed");
      assertThat(tocsin.web().write(new WriteRequest().add(labels, samples)).status() / 100)
          .isEqualTo(2);
      tocsin.stop();
    }
    var analyze = Command.tocsin("tsdb", "analyze", data.toString());
    assertThat(analyze.exit()).as(analyze.err()).isZero();
    assertThat(analyze.out()).containsIgnoringCase("series");
    var verify = Command.tocsin("tsdb", "verify", data.toString());
    assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    assertThat(corruptSomething(data.resolve("tsdb"))).isTrue();
    assertThat(Command.tocsin("tsdb", "verify", data.toString()).exit()).isEqualTo(1);
  }

  /// Flips a byte in the middle of the largest file; false if there is none.
  private static boolean corruptSomething(Path data) throws IOException {
    Path largest = null;
    try (var files = Files.walk(data)) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (largest == null || Files.size(file) > Files.size(largest)) {
          largest = file;
        }
      }
    }
    if (largest == null || Files.size(largest) < 1000) {
      return false;
    }
    byte[] bytes = Files.readAllBytes(largest);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--; // a file may end in space that is reserved and not yet written
    }
    bytes[end / 2] ^= 0x55;
    Files.write(largest, bytes);
    return true;
  }

  @Test
  void healthExitsByTheStateOfTheServer(Tocsin tocsin) throws Exception {
    var healthy = Command.tocsin("health", "--url", tocsin.url());
    assertThat(healthy.exit()).as(healthy.out() + healthy.err()).isZero();
    assertThat(healthy.out()).startsWith("healthy");
    assertThat(Command.tocsin("health", "--url", "http://127.0.0.1:1/").exit()).isEqualTo(2);
  }

  @Test
  void bashCompletesWhatIsTyped() throws Exception {
    var bash = Path.of("/bin/bash");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isExecutable(bash), bash + " is not installed");
    var script =
        """
        source <("$0" completion bash)
        complete -p tocsin
        COMP_WORDS=(tocsin check ""); COMP_CWORD=2; _tocsin tocsin "" check; echo "${COMPREPLY[@]}"
        COMP_WORDS=(tocsin serve --lis); COMP_CWORD=2; _tocsin tocsin --lis serve
        echo "${COMPREPLY[@]}"
        """;
    var run = Command.run("", bash, Map.of(), "-c", script, Dist.launcher().toString());
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .containsExactly(
            "complete -o default -F _tocsin tocsin", "config rules metrics", "--listen");
  }

  @Test
  void helpAndVersionAreThere() throws Exception {
    var help = Command.tocsin("--help");
    assertThat(help.exit()).isZero();
    assertThat(help.out())
        .contains("serve", "check config", "query instant", "tsdb verify", "health");
    var serve = Command.tocsin("serve", "--help");
    assertThat(serve.exit()).isZero();
    assertThat(serve.out()).contains("--config", "--data", "--listen", "--storage.tsdb.path");
    var version = Command.tocsin("--version");
    assertThat(version.exit()).isZero();
    assertThat(version.out()).matches("tocsin \\d+\\.\\d+\\.\\d+.*");
    var completion = Command.tocsin("completion", "bash");
    assertThat(completion.exit()).isZero();
    assertThat(completion.out()).contains("tocsin");
  }

  @Test
  void whatIsUnknownIsRefusedWithTheNearestName() throws Exception {
    var command = Command.tocsin("chekc", "config", "a.yml");
    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err()).contains("chekc", "check config");
    var option = Command.tocsin("serve", "--lisen", "127.0.0.1:0");
    assertThat(option.exit()).isEqualTo(2);
    assertThat(option.err()).contains("--lisen", "--listen");
    var flag = Command.tocsin("--storage.tsdb.pth=/tmp");
    assertThat(flag.exit()).isEqualTo(2);
    assertThat(flag.err()).contains("--storage.tsdb.path");
  }
}
