package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The configurations that the guide shows are good, and do what it says of them.
class GuideExamplesTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("tocsin.root", "..")).resolve("docs/guide/examples");

  private static String file(String name) {
    return EXAMPLES.resolve(name).normalize().toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"team-routing.yml", "dead-mans-switch.yml", "dead-mans-switch-rules.yml"})
  void theyAreGood(String name) throws InterruptedException {
    var run = CommandRun.of("check", "config", file(name));
    assertThat(run.out()).startsWith(file(name) + ": ok");
    assertThat(run.exit()).isZero();
  }

  @Test
  void theRuleOfTheDeadMansSwitchIsGood() throws InterruptedException {
    var run = CommandRun.of("check", "rules", file("dead-mans-switch-rules.yml"));
    assertThat(run.out()).contains("SUCCESS: 1 rules found");
    assertThat(run.exit()).isZero();
  }

  /// In December Berlin is one hour ahead of UTC, in June two.
  @ParameterizedTest
  @CsvSource({
    "ops, Sev1, 2026-12-25T03:00:00Z, ops-pager",
    "ops, Sev2, 2026-12-24T08:00:00Z, ops-pager",
    "ops, Sev2, 2026-12-24T07:59:00Z, ops-slack",
    "ops, Sev2, 2026-06-05T15:59:00Z, ops-pager",
    "ops, Sev2, 2026-06-05T16:00:00Z, ops-slack",
    "ops, Sev2, 2026-06-06T11:00:00Z, ops-slack",
    "ops, Sev2, 2026-12-25T11:00:00Z, ops-slack",
    "ops, Sev3, 2026-06-05T11:00:00Z, ops-slack",
    "ops, Sev4, 2026-06-05T11:00:00Z, ops-daily",
    "other, critical, 2026-06-05T11:00:00Z, ops-slack",
  })
  void aTeamIsToldByItsHours(String team, String severity, String at, String receiver)
      throws InterruptedException {
    assertThat(told(at, "team=" + team, "severity=" + severity)).containsExactly(receiver);
  }

  @ParameterizedTest
  @CsvSource({
    "codesync, critical, everywhere",
    "codesync, warning, codesync-slack",
    "codesync, info, codesync-hook",
    "hypersync, critical, ops-pager",
    "hypersync, warning, ops-slack",
    "hypersync, info, ops-mail",
  })
  void aSystemIsToldByItsDocument(String system, String severity, String receiver)
      throws InterruptedException {
    var at = "2026-06-06T03:00:00Z";
    assertThat(told(at, "system=" + system, "severity=" + severity)).containsExactly(receiver);
  }

  @Test
  void theDeadMansSwitchHasItsReceiver() throws InterruptedException {
    var run =
        CommandRun.of(
            "routes",
            "test",
            "--config.file=" + file("dead-mans-switch.yml"),
            "alertname=Watchdog",
            "severity=none");
    assertThat(run.out()).contains("outside-check: is told");
  }

  private static List<String> told(String at, String... labels) throws InterruptedException {
    var words =
        new ArrayList<>(
            List.of("routes", "test", "--config.file=" + file("team-routing.yml"), "--at=" + at));
    words.addAll(List.of(labels));
    var run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    return run.out()
        .lines()
        .filter(line -> line.endsWith(": is told"))
        .map(line -> line.substring(0, line.indexOf(':')))
        .toList();
  }
}
