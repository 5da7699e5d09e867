package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCommandsTest {
  private static final String TWICE =
      "groups: [{name: g, rules: [{record: a, expr: up}, {record: a, expr: down}]}]\n";

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void wordsAndExitCodesAreThoseOfPromtool() throws Exception {
    var good = file("good.yml", "groups: [{name: g, rules: [{record: a, expr: up}]}]\n");
    var run = CommandRun.of("check", "rules", good);
    assertThat(run)
        .isEqualTo(new CommandRun(0, "Checking " + good + "\n  SUCCESS: 1 rules found\n\n", ""));
    var bad = file("bad.yml", "groups:\n  - name: g\n    rules: [{record: a, expr: '(('}]\n");
    var both = CommandRun.of("check", "rules", bad, good);
    assertThat(both.exit()).isEqualTo(1);
    assertThat(both.out()).contains("SUCCESS: 1 rules found");
    assertThat(both.err())
        .startsWith("  FAILED:\n" + bad + ":3: groups[0].rules[0].expr: ((: 1:3: parse error: ");
    var missing = CommandRun.of("check", "rules", folder.resolve("none.yml").toString());
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("none.yml: no such file (expected: a file of rules)");
  }

  @Test
  void standardInputIsCheckedWhereThereIsNoFile() throws Exception {
    var run = CommandRun.reading("groups: [{name: g}]\n", "check", "rules");
    assertThat(run.out()).isEqualTo("Checking standard input\n  SUCCESS: 0 rules found\n\n");
    assertThat(CommandRun.reading("x: 1\n", "check", "rules").exit()).isEqualTo(1);
  }

  @Test
  void repeatedRulesAreLint() throws Exception {
    var twice = file("twice.yml", TWICE);
    var run = CommandRun.of("check", "rules", twice);
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("1 duplicate rule(s) found.\nMetric: a\nLabel(s):\n");
    assertThat(CommandRun.of("check", "rules", "--lint-fatal", twice).exit()).isEqualTo(3);
    assertThat(CommandRun.of("check", "rules", "--lint=none", "--lint-fatal", twice).exit())
        .isZero();
  }

  @Test
  void configurationIsCheckedWithItsRuleFiles() throws Exception {
    file("rules.yml", "groups: [{name: g, rules: [{record: a, expr: '(('}]}]\n");
    var config = file("p.yml", "rule_files: [rules.yml]\n");
    var run = CommandRun.of("check", "config", config);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("rules.yml:1: groups[0].rules[0].expr: ((: ");
    assertThat(CommandRun.of("check", "config", "--syntax-only", config).exit()).isZero();
  }

  @Test
  void onlySelectedTestsAreRunAndResultsAreWritten() throws Exception {
    var tests =
        file(
            "tests.yml",
            """
            tests:
              - name: one is one
                promql_expr_test: [{expr: '1', exp_samples: [{labels: '{}', value: 1}]}]
              - name: one is <two>
                promql_expr_test: [{expr: '1', exp_samples: [{labels: '{}', value: 2}]}]
            """);
    var some = CommandRun.of("test", "rules", "--run", "is o", tests);
    assertThat(some).isEqualTo(new CommandRun(0, "  SUCCESS\n\n", ""));
    var junit = folder.resolve("junit.xml");
    var all = CommandRun.of("test", "rules", "--junit", junit.toString(), tests);
    assertThat(all.exit()).isEqualTo(1);
    assertThat(all.err())
        .isEqualTo(
            "  FAILED:\n    expr: \"1\", time: 0s,\n        exp: {} 2E+00\n        got: {} 1E+00\n");
    assertThat(Files.readString(junit))
        .contains("tests=\"2\" failures=\"1\" errors=\"0\"")
        .contains("<testcase name=\"one is &lt;two&gt;\"><failure>");
  }

  @Test
  void differencesAndSamplesAreShownWhereAskedFor() throws Exception {
    file(
        "rules.yml",
        "groups: [{name: g, rules: [{alert: A, expr: up == 0, labels: {severity: page}}]}]\n");
    var tests =
        file(
            "tests.yml",
            """
            rule_files: [rules.yml]
            tests:
              - input_series: [{series: up, values: '0 0'}]
                alert_rule_test:
                  - {eval_time: 1m, alertname: A, exp_alerts: [{exp_labels: {severity: none}}]}
            """);
    var run = CommandRun.of("test", "rules", "--diff", "--debug", tests);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("DEBUG: up => 0 @[0] 0 @[60]\n")
        .contains("- Labels:{alertname=\"A\", severity=\"none\"}\n")
        .contains("+ Labels:{alertname=\"A\", severity=\"page\"}\n");
  }

  @Test
  void plainLanguageIsShownCheckedAndTestedAsTheRulesItComesTo() throws Exception {
    var plain =
        file(
            "plain.yml",
            """
            catalogue: {load: {metric: node_load1}}
            conditions: [{name: Busy, condition: load > 5 for 2 minutes, severity: P1}]
            """);
    var shown = CommandRun.of("rules", "show", plain);
    assertThat(shown)
        .isEqualTo(
            new CommandRun(
                0,
                """
                groups:
                - name: plain
                  rules:
                  - alert: Busy
                    expr: node_load1 > 5
                    for: 2m
                    labels:
                      severity: critical
                    annotations:
                      summary: load > 5 for 2 minutes
                      description: 'now {{ $value | humanize }}'
                """,
                ""));
    assertThat(CommandRun.of("check", "rules", plain).out()).contains("SUCCESS: 1 rules found");
    var same = file("shown.yml", shown.out());
    assertThat(CommandRun.of("rules", "show", same).out()).isEqualTo(shown.out());
    assertThat(CommandRun.of("check", "rules", same).exit()).isZero();
    var tests =
        file(
            "tests.yml",
            """
            rule_files: [plain.yml]
            tests:
              - input_series: [{series: node_load1, values: '6x10'}]
                alert_rule_test:
                  - eval_time: 1m
                    alertname: Busy
                  - eval_time: 2m
                    alertname: Busy
                    exp_alerts:
                      - exp_labels: {severity: critical}
                        exp_annotations: {summary: load > 5 for 2 minutes, description: now 6}
            """);
    assertThat(CommandRun.of("test", "rules", tests))
        .isEqualTo(new CommandRun(0, "  SUCCESS\n\n", ""));
  }

  @Test
  void badPlainLanguageIsRefusedWithItsPlace() throws Exception {
    var bad =
        file("bad.yml", "catalogue: {load: up}\nconditions:\n- {name: A, condition: laod > 5}\n");
    var refused = CommandRun.of("check", "rules", bad);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "bad.yml:3: conditions[0].condition: column 1: laod (expected: load), in: laod > 5");
    assertThat(CommandRun.of("rules", "show", bad).exit()).isEqualTo(1);
    var promql =
        file("promql.yml", "catalogue: {x: '(('}\nconditions: [{name: A, condition: x > 5}]\n");
    assertThat(CommandRun.of("check", "rules", promql).err())
        .contains("promql.yml: line 5 of what rules show prints: groups[0].rules[0].expr: (((");
  }

  @Test
  void theAnomalyRuleIsMeasured() throws Exception {
    var run = CommandRun.of("bench", "anomaly", "--seed", "5", "--seeds", "1");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("seeds 5 to 5\n").contains("latency ").contains("/190 ");
    assertThat(CommandRun.of("bench", "anomaly", "--seeds", "0").exit()).isEqualTo(2);
  }
}
