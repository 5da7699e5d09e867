package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainRulesTest {
  private static final String CATALOGUE =
      """
      catalogue:
        latency: {metric: api_seconds, kind: histogram}
        load: node_load1
        disk: disk_free_bytes
        failures: {metric: failures_total, kind: counter}
        beat: last_beat_seconds
      """;

  private static String rules(String yaml) {
    return PlainRules.parse("dir/team.yml", CATALOGUE + yaml).ruleFile();
  }

  @Test
  void ordinaryRuleFilesAreLeftAsTheyAre() {
    var file = "groups: [{name: g, rules: [{alert: A, expr: 'kinds: 5', annotations: {x: y}}]}]";
    assertThat(PlainRules.expanded("f.yml", file)).isSameAs(file);
    var labels = "groups:\n- name: g\n  labels:\n    conditions: x\n  rules: []\n";
    assertThat(PlainRules.expanded("f.yml", labels)).isSameAs(labels);
    assertThat(PlainRules.find("f.yml", labels)).isNull();
    assertThat(PlainRules.find("f.yml", "conditions: []").size()).isZero();
  }

  @Test
  void whatComesOutIsReadBackAsItIs() {
    var text =
        rules(
            """
            name: "it's: odd"
            interval: 30s
            labels: {team: "a #b", no: "no"}
            conditions:
            - name: A
              condition: p99 latency > 1.5s for 1h30m
              keep_firing_for: 10m
              severity: Sev 2
              notification: [slack, pager]
              labels: {x: "line\\nbreak \\"quoted\\" \\\\"}
              annotations: {summary: own}
            """);
    var group = Yaml.parse("out", text).section().list("groups").getFirst().section();
    assertThat(group.text("name", "")).isEqualTo("it's: odd");
    assertThat(group.durationMillis("interval", 0)).isEqualTo(30_000);
    assertThat(group.textMap("labels")).containsEntry("team", "a #b").containsEntry("no", "no");
    var rule = group.list("rules").getFirst().section();
    assertThat(rule.text("expr", ""))
        .isEqualTo("histogram_quantile(0.99, rate(api_seconds_bucket[5m])) > 1.5");
    assertThat(rule.durationMillis("for", 0)).isEqualTo(5_400_000);
    assertThat(rule.durationMillis("keep_firing_for", 0)).isEqualTo(600_000);
    assertThat(rule.textMap("labels"))
        .containsEntry("severity", "high")
        .containsEntry("notify", "pager,slack")
        .containsEntry("x", "line\nbreak \"quoted\" \\");
    assertThat(rule.textMap("annotations")).containsEntry("summary", "own");
  }

  @Test
  void bareLimitsGoWhereTheOthersOfTheirRowGo() {
    assertThat(rules("thresholds: {load: {warning: '< 2', critical: '0'}}"))
        .contains("expr: node_load1 < 2", "expr: node_load1 <= 0");
    assertThat(rules("thresholds: {load: {warning: '5,000'}}")).contains("expr: node_load1 > 5000");
    assertThat(rules("thresholds: {failures: {warning: 1, high: 10/s}}"))
        .contains("increase(failures_total[1h]) >= 1", "rate(failures_total[5m]) >= 10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conditions: [{name: A}] | conditions[0]: condition is missing",
        "conditions: [{condition: load > 5}] | conditions[0]: name is missing",
        "conditions: [{name: A, condition: load > 5, severty: x}] | unknown key (expected: severity)",
        "conditions: [{name: A, condition: load > 5, severity: bad}]"
            + " | conditions[0].severity: bad (expected: critical, high, warning or info; or Sev 1 to 4,"
            + " or P1 to P3)",
        "conditions: [{name: A, condition: load > 5 for 1m, for: 2m}] | for twice",
        "conditions: [{name: A, condition: load > 5, notification: ['a,b']}]"
            + " | \"a,b\" (expected: the name of a receiver without commas)",
        "thresholds: {laod: {warning: '>5'}} | laod (expected: load)",
        "thresholds: {load: {}} | no level (expected: warning, critical, or another severity)",
        "thresholds: {load: {warning: '>5s'}} | >5s: column 2: 5s is a duration (expected: a number"
            + " such as 100, because load is in count)",
        "thresholds: {latency: {warning: 'p95 > '}} | column 7: the end (expected: a number",
        "thresholds: text | text (expected: a map of names, or a Markdown table",
        "kinds: [{name: A, kind: spik, of: load}] | kinds[0].kind: spik (expected: spike)",
        "kinds: [{name: A, kind: spike, of: laod}] | column 1: laod (expected: load), in: laod",
        "kinds: [{name: A, kind: spike, of: load > 5}] | column 6: > (expected: the end)",
        "kinds: [{name: A, kind: spike, of: load, factor: 1}] | 1 (expected: a number above 1)",
        "kinds: [{name: A, kind: spike, of: load, at_least: 5MB}] | 5MB is a size",
        "kinds: [{name: A, kind: growth, of: disk, within: 4h}] | within without limit",
        "kinds: [{name: A, kind: growth, of: disk, by: 5}] | 5 (expected: a share above 0, as in 5%)",
        "kinds: [{name: A, kind: absent, of: load}] | within is missing",
        "kinds: [{name: A, kind: heartbeat, of: failures, every: 30s}] | a gauge of Unix seconds",
        "kinds: [{name: A, kind: repeated, of: load by x, times: 5}] | a counter or a histogram",
        "kinds: [{name: A, kind: repeated, of: failures, times: 5}] | labels, as in failures by project",
        "anomalies: [{name: a-b, of: load}] | letters, digits and underscores",
        "anomalies: [{name: a, of: load, step: 7m}] | 7m (expected: from 1m to 1h",
        "anomalies: [{name: a, of: load}, {name: a, of: load}] | a comes twice",
        "anomalies: [{name: a, of: load, direction: left}] | left (expected: up, down or both)",
        "groups: [{name: g}] | groups: beside conditions (expected: a rule file of its own)",
        "condition: x | unknown key (expected: conditions)",
      })
  void whatIsWrongIsSaidWithItsLine(String yaml, String message) {
    assertThatThrownBy(() -> rules(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("dir/team.yml:7: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{metric: x_total} | x_total without kind",
        "x_total | x_total without kind",
        "{metric: a + b} | a + b (expected: a metric name",
        "{expr: a + b, kind: counter} | kind counter (expected: metric instead of expr",
        "{metric: a, expr: b} | metric and expr (expected: one of them)",
        "{unit: s} | neither metric nor expr (expected: one of them)",
        "{metric: a, kind: summary} | summary (expected: gauge, counter or histogram)",
        "{metric: a, kind: histogram, quantile: 95} | 95 (expected: a number between 0 and 1)",
      })
  void anEntryOfTheCatalogueIsChecked(String yaml, String message) {
    assertThatThrownBy(() -> PlainRules.parse("c.yml", "catalogue: {x: " + yaml + "}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("c.yml:1: catalogue.x")
        .hasMessageContaining(message);
  }
}
