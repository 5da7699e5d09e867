package io.tocsin.collect.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.collect.RelabelStep;
import io.tocsin.model.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RelabelingTest {
  private static final Labels INPUT = Labels.of("a", "foo", "b", "Bar", "c", "baz", "num", "7");

  private static @Nullable Labels apply(String rule) {
    var text = "scrape_configs: [{job_name: j, relabel_configs: [" + rule + "]}]";
    var config = PrometheusConfig.parse("p.yml", text, ReadFiles.disk());
    return new Relabeling(config.scrapes().getFirst().relabel()).apply(INPUT);
  }

  @Test
  void stepsShowWhatEachRuleMakes() {
    var text =
        """
        scrape_configs:
          - job_name: j
            relabel_configs:
              - {source_labels: [a], target_label: d}
              - {source_labels: [b], regex: nothing, action: keep}
              - {target_label: e, replacement: late}
        """;
    var config = PrometheusConfig.parse("p.yml", text, ReadFiles.disk());
    var steps = new Relabeling(config.scrapes().getFirst().relabel()).steps(INPUT);
    assertThat(steps).extracting(RelabelStep::kept).containsExactly(true, false, false);
    assertThat(steps)
        .extracting(RelabelStep::output)
        .containsExactly(INPUT.with("d", "foo"), Labels.EMPTY, Labels.EMPTY);
    assertThat(steps.get(1).rule())
        .isEqualTo(new RelabelStep.Rule(List.of("b"), ";", "nothing", 0, "", "$1", "keep"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {source_labels: [a], target_label: d}                                ~ d=foo
          {source_labels: [a, b], target_label: d}                             ~ d=foo;Bar
          {source_labels: [a, b], separator: "", target_label: d}              ~ d=fooBar
          {source_labels: [a], regex: "f(o+)", target_label: d, replacement: "x${1}y"} ~ d=xooy
          {source_labels: [a], regex: "f(o+)", target_label: d, replacement: "x$1"}    ~ d=xoo
          {source_labels: [a], regex: "f(o+)", target_label: d, replacement: "$1x-"}   ~ d=-
          {source_labels: [a], regex: "f(?P<n>o+)", target_label: d, replacement: "$n"} ~ d=oo
          {source_labels: [a], regex: "(f)(.*)", target_label: "${1}x", replacement: "$2"} ~ fx=oo
          {source_labels: [a], regex: "oo", target_label: d}                   ~ d=
          {source_labels: [a], target_label: d, replacement: "$$1"}            ~ d=$1
          {target_label: d, replacement: fixed}                                ~ d=fixed
          {source_labels: [a], target_label: a, replacement: ""}               ~ a=
          {source_labels: [b], target_label: d, action: lowercase}             ~ d=bar
          {source_labels: [a], target_label: d, action: uppercase}             ~ d=FOO
          {source_labels: [c], target_label: d, modulus: 1000, action: hashmod} ~ d=976
          {regex: "(a|b)", replacement: "new_$1", action: labelmap}            ~ new_b=Bar
          {regex: "a|b", action: labeldrop}                                    ~ a=
          {regex: "a|b", action: labelkeep}                                    ~ c=
          {regex: "a|b", action: labelkeep}                                    ~ a=foo
          """)
  void setsAsPrometheusDoes(String rule, String expected) {
    int at = expected.indexOf('=');
    var labels = apply(rule);
    assertThat(labels == null ? "dropped" : labels.value(expected.substring(0, at)))
        .isEqualTo(expected.substring(at + 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {source_labels: [a], regex: "foo", action: keep}        ~ true
          {source_labels: [a], regex: "fo", action: keep}         ~ false
          {source_labels: [a], regex: "foo|bar", action: drop}    ~ false
          {source_labels: [missing], regex: "", action: drop}     ~ false
          {source_labels: [a], target_label: c, action: keepequal} ~ false
          {source_labels: [a], target_label: a, action: keepequal} ~ true
          {source_labels: [a], target_label: a, action: dropequal} ~ false
          {source_labels: [a], target_label: c, action: DropEqual} ~ true
          """)
  void keepsAsPrometheusDoes(String rule, boolean kept) {
    assertThat(apply(rule) != null).isEqualTo(kept);
  }
}
