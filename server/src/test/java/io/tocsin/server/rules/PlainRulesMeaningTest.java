package io.tocsin.server.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Appender;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleFile;
import io.tocsin.rules.RuleTestBed.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What plain language compiles to is evaluated on made series: it fires when it says so.
class PlainRulesMeaningTest {
  private static final long MINUTE = 60_000;
  private static final MemoryBed BED = new MemoryBed();

  private static List<Rule.Alert> rules(String name) {
    try (var in = PlainRulesMeaningTest.class.getResourceAsStream("/plain/" + name)) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var file = RuleFile.read(name, text, RuleLoading.reading(true, false));
      assertThat(file.problems()).isEmpty();
      return file.groups().getFirst().rules().stream().map(Rule.Alert.class::cast).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Stores series written as in promtool's unit tests, a value for each minute.
  private static World world(String... series) throws IOException {
    var world = BED.world(MINUTE);
    try (var appender = world.store().appender(0)) {
      for (var line : series) {
        int blank = line.indexOf(' ', Math.max(0, line.indexOf('}')));
        var input = BED.input(line.substring(0, blank), line.substring(blank + 1));
        int id = appender.series(input.labels());
        for (int i = 0; i < input.values().size(); i++) {
          var sample = input.values().get(i);
          if (sample != null) {
            appender.append(id, i * MINUTE, sample.value());
          }
        }
      }
      appender.commit(Appender.Durability.WRITTEN);
    }
    return world;
  }

  /// Returns the rules whose queries answer at a minute, as `name severity labels`.
  private static List<String> answering(List<Rule.Alert> rules, World world, int minute) {
    var found = new TreeSet<String>();
    for (var rule : rules) {
      for (var sample : world.queries().instant(rule.query().text(), minute * MINUTE)) {
        var labels = sample.labels().without("__name__", "instance");
        var shown = labels.isEmpty() ? "" : " " + labels;
        found.add(rule.name() + " " + rule.labels().get("severity") + shown);
      }
    }
    return List.copyOf(found);
  }

  /// Returns a series at one value, or a histogram whose observations are all about that value.
  private static String[] steady(String metric, String kind, double value) {
    return switch (kind) {
      case "gauge" -> new String[] {metric + " " + value + "x120"};
      case "counter" -> new String[] {metric + " 0+" + value / 60 + "x120"};
      default ->
          new String[] {
            metric + "_bucket{le=\"" + value * 0.99 + "\"} 0x120",
            metric + "_bucket{le=\"" + value * 1.01 + "\"} 0+60x120",
            metric + "_bucket{le=\"+Inf\"} 0+60x120",
            metric + "_count 0+60x120",
            metric + "_sum 0+" + value * 60 + "x120"
          };
    };
  }

  /// For each metric a value that is good, one that is worth a warning, and one that is critical.
  @ParameterizedTest
  @CsvSource({
    "sessions_active_total, gauge, 5000, 5001, 8001",
    "websocket_connections_total, gauge, 8000, 8001, 10001",
    "state_sync_duration_seconds, histogram, 0.09, 0.12, 0.6",
    "state_delta_duration_seconds, histogram, 0.04, 0.06, 0.25",
    "http_request_duration_seconds, histogram, 0.15, 0.3, 1.2",
    "redis_connected_clients, gauge, 1000, 1001, 1501",
    "redis_memory_used_bytes, gauge, 8589934592, 8589934593, 12884901889",
    "postgresql_connections_active, gauge, 80, 81, 101",
    "postgresql_query_duration_seconds, histogram, 0.09, 0.2, 0.6",
    "node_cpu_usage_percent, gauge, 70, 71, 91",
    "node_memory_usage_percent, gauge, 80, 81, 91",
    "node_disk_usage_percent, gauge, 80, 81, 91",
    "kube_pod_container_status_restarts_total, counter, 0, 2, 6",
  })
  void harmonyFlowsTableMeansWhatItSays(
      String metric, String kind, double good, double warning, double critical) throws IOException {
    var rules = rules("harmonyflow.yml");
    assertThat(rules).hasSize(28);
    assertThat(answering(rules, world(steady(metric, kind, good)), 100)).isEmpty();
    assertThat(answering(rules, world(steady(metric, kind, warning)), 100))
        .containsExactly(metric + " warning");
    assertThat(answering(rules, world(steady(metric, kind, critical)), 100))
        .containsExactly(metric + " critical", metric + " warning");
  }

  @Test
  void fewerReadyPodsAreWorse() throws IOException {
    var rules = rules("harmonyflow.yml");
    var pod = "kube_pod_status_ready{condition=\"true\", pod=\"%s\"} %d %d %d";
    var world = world(pod.formatted("a", 1, 0, 0), pod.formatted("b", 1, 1, 0));
    var name = "kube_pod_status_ready";
    assertThat(answering(rules, world, 0)).isEmpty();
    assertThat(answering(rules, world, 1)).containsExactly(name + " warning");
    assertThat(answering(rules, world, 2)).containsExactly(name + " critical", name + " warning");
  }

  @ParameterizedTest
  @CsvSource({
    "startup_time, hive_startup_duration_seconds, histogram, 0.09 0.2 0.3, hive_startup_slow",
    "consensus_duration, hive_consensus_duration_seconds, histogram, 0.9 1.5 2.5,"
        + " hive_performance_degradation",
    "memory_usage, hive_memory_usage_bytes, gauge, 52428800 52428801 104857601,"
        + " hive_memory_leak",
    "tui_frame_rate, hive_tui_frame_rate, gauge, 45 44 29, ''",
  })
  void hiveTechsTableAndConditionsMeanWhatTheySay(
      String name, String metric, String kind, String values, String named) throws IOException {
    var rules = rules("hivetechs.yml");
    assertThat(rules).hasSize(14);
    var levels = Stream.of(values.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    double critical = levels[2];
    assertThat(answering(rules, world(steady(metric, kind, levels[0])), 100)).isEmpty();
    assertThat(answering(rules, world(steady(metric, kind, levels[1])), 100))
        .containsExactly(name + " warning");
    var all = new TreeSet<>(List.of(name + " critical", name + " warning"));
    if (!named.isEmpty()) {
      all.add(named + " warning");
    }
    assertThat(answering(rules, world(steady(metric, kind, critical)), 100))
        .containsExactlyElementsOf(all);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0", "2, 1", "6, 3"})
  void hiveTechsErrorRateIsAShare(double percent, int alerts) throws IOException {
    var found = new ArrayList<String>();
    var errors = String.format(Locale.ROOT, "hive_errors_total 0+%fx120", percent * 10);
    found.addAll(
        answering(rules("hivetechs.yml"), world(errors, "hive_commands_total 0+1000x120"), 100));
    assertThat(found)
        .hasSize(alerts)
        .isSubsetOf("error_rate warning", "error_rate critical", "hive_high_error_rate critical");
  }

  @Test
  void hiveTechsRulesHoldAsLongAndGoWhereTheySay() {
    var rules = rules("hivetechs.yml");
    assertThat(rules)
        .filteredOn(rule -> rule.name().startsWith("hive_"))
        .extracting(rule -> rule.name() + " " + rule.forMillis() / MINUTE + " " + rule.labels())
        .containsExactly(
            "hive_high_error_rate 5 {notify=pagerduty,slack, severity=critical}",
            "hive_performance_degradation 10 {notify=email,slack, severity=warning}",
            "hive_memory_leak 15 {notify=email,slack, severity=warning}",
            "hive_startup_slow 5 {notify=slack, severity=warning}");
    assertThat(rules)
        .filteredOn(rule -> rule.name().equals("startup_time"))
        .allSatisfy(rule -> assertThat(rule.annotations()).containsEntry("target", "<50ms"));
  }

  @Test
  void aSpikeIsManyTimesTheUsualAndWorthIt() throws IOException {
    var rules = rules("kinds.yml");
    var world =
        world(
            "llm_tokens_total{project=\"steady\"} 0+100x1500",
            "llm_tokens_total{project=\"spike\"} 0+100x1440 144400+900x60",
            "llm_tokens_total{project=\"small\"} 0+1x1440 1440+10x60",
            "llm_tokens_total{project=\"drop\"} 0+100x1440 144000+5x60");
    assertThat(answering(rules, world, 1430)).noneMatch(one -> one.startsWith("token"));
    assertThat(answering(rules, world, 1455))
        .filteredOn(one -> one.startsWith("token"))
        .containsExactly(
            "token_drop warning {project=\"drop\"}", "token_spike warning {project=\"spike\"}");
  }

  @Test
  void growthIsForecastAndASingleJumpIsNone() throws IOException {
    var rules = rules("kinds.yml");
    var world =
        world(
            // From 60% by 5 points an hour: at 90% after 6 h, past 95% one hour later.
            "disk_used_bytes{host=\"grows\"} 600+0.8333333x420",
            "disk_size_bytes{host=\"grows\"} 1000x420",
            "disk_used_bytes{host=\"still\"} 900x420",
            "disk_size_bytes{host=\"still\"} 1000x420",
            // One jump in the last hour, which turns a straight line but no medians.
            "disk_used_bytes{host=\"jumps\"} 600x330 930x90",
            "disk_size_bytes{host=\"jumps\"} 1000x420",
            "disk_free_bytes{host=\"shrinks\"} 1000-0.5x420",
            "disk_free_bytes{host=\"waves\"} 1000-1x100 900+1x100 1000-1x100 900+1x100");
    assertThat(answering(rules, world, 365))
        .filteredOn(one -> one.startsWith("disk"))
        .containsExactly(
            "disk_fills warning {host=\"grows\"}", "disk_shrinks warning {host=\"shrinks\"}");
  }

  @Test
  void whatIsGoneAndWhatDoesNotBeatIsMissed() throws IOException {
    var rules = rules("kinds.yml");
    var world =
        world(
            "disk_free_bytes{host=\"there\"} 5x60",
            "disk_free_bytes{host=\"gone\"} 5x30",
            "worker_last_beat_seconds{worker=\"well\"} 0+60x60",
            "worker_last_beat_seconds{worker=\"hangs\"} 0+60x30 1800x30",
            "worker_last_beat_seconds{worker=\"dead\"} 0+60x40");
    assertThat(answering(rules, world, 29)).noneMatch(one -> one.matches("(disk|worker).*"));
    assertThat(answering(rules, world, 55))
        .filteredOn(one -> one.matches("(disk|worker).*"))
        .containsExactly(
            "disk_gone warning {host=\"gone\"}",
            "worker_silent warning {worker=\"dead\"}",
            "worker_silent warning {worker=\"hangs\"}");
  }

  @Test
  void failuresAreCountedForEachThingAlsoWhenItsSeriesIsNew() throws IOException {
    var rules = rules("kinds.yml");
    var world =
        world(
            "up{job=\"api\", instance=\"a\"} 1x60",
            "auth_failures_total{job=\"api\", instance=\"a\", project=\"bad\"} 100x20 100+1x40",
            "auth_failures_total{job=\"api\", instance=\"a\", project=\"few\"} 100+0.2x60",
            // Six failures before it is scraped for the first time.
            "auth_failures_total{job=\"api\", instance=\"a\", project=\"new\"} _x30 6x30");
    assertThat(answering(rules, world, 15)).noneMatch(one -> one.startsWith("auth"));
    assertThat(answering(rules, world, 35))
        .filteredOn(one -> one.startsWith("auth"))
        .containsExactly(
            "auth_repeated warning {project=\"bad\"}", "auth_repeated warning {project=\"new\"}");
    assertThat(answering(rules, world, 45))
        .filteredOn(one -> one.startsWith("auth"))
        .containsExactly("auth_repeated warning {project=\"bad\"}");
  }

  @Test
  void aCounterThatStandsStillOrIsGoneIsNoJobs() throws IOException {
    var rules = rules("kinds.yml");
    var busy = "jobs_processed_total{queue=\"a\"} 0+3x60";
    var stuck = "jobs_processed_total{queue=\"b\"} 0+3x30 90x30";
    assertThat(answering(rules, world(busy, stuck), 50))
        .filteredOn(one -> one.startsWith("no_jobs"))
        .containsExactly("no_jobs_queue critical {queue=\"b\"}");
    assertThat(answering(rules, world(stuck), 50))
        .contains("no_jobs critical", "no_jobs_queue critical {queue=\"b\"}");
    assertThat(answering(rules, world("jobs_processed_total{queue=\"c\"} 0+3x20"), 50))
        .contains("no_jobs critical", "no_jobs_queue critical {queue=\"c\"}");
  }
}
