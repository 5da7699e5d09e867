package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
  private final Bench bench = new Bench(0);

  @Test
  void everyKeyIsRead() {
    var file =
        bench.read(
            """
            groups:
              - name: g
                interval: 30s
                query_offset: 1m
                limit: 10
                labels: {a: b}
                rules:
                  - record: x:y
                    expr: up
                  - alert: A
                    expr: up
                    for: 1m
                    keep_firing_for: 2m
                    labels: {c: d}
                    annotations: {summary: ''}
            """);
    assertThat(file.problems()).isEmpty();
    var group = file.groups().getFirst();
    var up = bench.parse("up");
    var annotations = new TreeMap<String, String>();
    annotations.put("summary", "");
    var labels = new TreeMap<String, String>();
    labels.put("a", "b");
    labels.put("c", "d");
    assertThat(group)
        .isEqualTo(
            new RuleGroup(
                "rules.yml",
                "g",
                30_000,
                60_000L,
                10,
                List.of(
                    new Rule.Recording("x:y", up, Bench.map("a", "b")),
                    new Rule.Alert("A", up, 60_000, 120_000, labels, annotations))));
    assertThat(group.key()).isEqualTo("rules.yml;g");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{groups: [{name: g, rule: []}]} | groups[0].rule: unknown key (expected: rules)",
        "{groups: [{rules: []}]} | name is missing",
        "{groups: [{name: g}, {name: g}]} | g comes twice in this file",
        "{groups: [{name: g, interval: 5}]} | 5 (expected: a duration",
        "{groups: [{name: g, rules: [{expr: up}]}]} | record or alert is missing",
        "{groups: [{name: g, rules: [{record: a, alert: b, expr: up}]}]} | both record and alert",
        "{groups: [{name: g, rules: [{record: a}]}]} | expr is missing",
        "{groups: [{name: g, rules: [{record: a, expr: '(('}]}]} | ((: 1:1: parse error",
        "{groups: [{name: g, rules: [{record: a, expr: up, for: 1m}]}]} | is no key of a rule that",
        "{groups: [{name: g, rules: [{record: a, expr: up, keep_firing_for: 1m}]}]} | is no key of",
        "{groups: [{name: g, rules: [{record: a, expr: up, annotations: {a: b}}]}]} | is no key of",
        "{groups: [{name: g, rules: [{record: 'a{b=\"c\"}', expr: up}]}]} | belong into expr",
        "{groups: [{name: g, rules: [{alert: a, expr: up, labels: {__name__: b}}]}]} | is no name",
        "{groups: [{name: g, rules: [{alert: a, expr: up, labels: {b: '{{bad}}'}}]}]} | not defined",
        "{groups: [{name: g, rules: [{alert: a, expr: up, annotations: {b: '{{bad}}'}}]}]} | not def",
        "{groups: [{name: g, labels: {__name__: x}}]} | is no name",
        "{groups: 5} | 5 (expected: a list)",
      })
  void whatIsWrongIsNamed(String text, String expected) {
    var file = bench.read(text);
    assertThat(file.problems()).hasSize(1);
    assertThat(file.problems().getFirst()).startsWith("rules.yml:1: ").contains(expected);
  }

  @Test
  void everythingWrongIsSaidAtOnceWithItsLine() {
    var file =
        bench.read(
            """
            groups:
              - name: g
                rules:
                  - record: a
                    expr: '(('
                  - alert: b
                    for: 5
                    expr: up
                  - alert: c
                    expr: up
            """);
    assertThat(file.problems())
        .containsExactly(
            "rules.yml:5: groups[0].rules[0].expr: ((: 1:1: parse error: no name",
            "rules.yml:7: groups[0].rules[1].for: 5 (expected: a duration, as in 15s or 1h30m)");
    assertThat(file.rules()).isEqualTo(1);
  }

  @Test
  void onlyTheFirstDocumentCounts() {
    var file = bench.read("# c\n---\ngroups: [{name: g}]\n---\nnonsense: [\n");
    assertThat(file.problems()).isEmpty();
    assertThat(file.groups()).hasSize(1);
    assertThat(bench.read("").problems()).isEmpty();
  }

  @Test
  void namesOfLettersOnlyWhereAskedFor() {
    var text = "{groups: [{name: g, rules: [{alert: a, expr: up, labels: {'a.b': c}}]}]}";
    assertThat(bench.read(text).isGood()).isTrue();
    var reading = new RuleFile.Reading(bench, bench, false, false);
    assertThat(RuleFile.read("f", text, reading).isGood()).isFalse();
  }

  @Test
  void unknownKeysArePassedOverWhereAskedFor() {
    var text = "{groups: [{name: g, x: 1, rules: [{alert: a, expr: up, y: 2}]}], z: 3}";
    var reading = new RuleFile.Reading(bench, bench, true, true);
    assertThat(RuleFile.read("f", text, reading).isGood()).isTrue();
    assertThat(bench.read(text).problems()).hasSize(3);
  }

  @Test
  void repeatedRulesAreFound() {
    var file =
        bench.read(
            """
            groups:
              - name: g
                rules: [{record: a, expr: up}, {record: a, expr: down}, {record: a, expr: x}]
              - name: h
                labels: {a: b}
                rules: [{record: a, expr: up}, {alert: c, expr: up}]
            """);
    assertThat(file.duplicates()).containsExactly(new RuleFile.Duplicate("a", new TreeMap<>()));
  }
}
