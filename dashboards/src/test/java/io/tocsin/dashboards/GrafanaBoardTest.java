package io.tocsin.dashboards;

import static io.tocsin.dashboards.GrafanaFile.panels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GrafanaBoardTest {
  private static String variable(String json) {
    var file = panels("[]", ", \"templating\": {\"list\": [" + json + "]}");
    assertThat(file.report().board()).isEmpty();
    return file.dashboard().yaml();
  }

  @Test
  void queryVariablesKeepWhatTheyAre() {
    assertThat(
            variable(
                "{\"name\": \"job\", \"type\": \"query\", \"datasource\": \"$ds\", \"label\":"
                    + " \"Job\", \"hide\": 2, \"query\": {\"query\": \"label_values(up, job)\","
                    + " \"refId\": \"x\", \"qryType\": 1}, \"regex\": \"/a(.*)/\", \"sort\": 3,"
                    + " \"refresh\": 2, \"multi\": true, \"includeAll\": true, \"allValue\":"
                    + " \".+\", \"current\": {\"text\": [\"All\"], \"value\": [\"$__all\"]}}"))
        .contains("kind: query", "label: Job", "hide: all", "query: \"label_values(up, job)\"")
        .contains(
            "sort: numericAsc",
            "refresh: time",
            "multi: true",
            "allValue: \".+\"",
            "current: [$__all]");
  }

  @Test
  void theOtherKindsOfVariablesToo() {
    assertThat(
            variable(
                "{\"name\": \"c\", \"type\": \"custom\", \"query\": \"one : 1, two\\\\,three\"}"))
        .contains("{text: one, value: \"1\"}", "{text: \"two,three\", value: \"two,three\"}");
    assertThat(
            variable(
                "{\"name\": \"i\", \"type\": \"interval\", \"query\": \"1m,10m\", \"auto\": true,"
                    + " \"auto_count\": 20, \"auto_min\": \"5s\", \"current\": {\"value\":"
                    + " \"$__auto_interval_i\"}}"))
        .contains("options: [1m, 10m]", "auto: {count: 20, min: 5s}", "current: [auto]");
    assertThat(variable("{\"name\": \"t\", \"type\": \"textbox\", \"query\": \"abc\"}"))
        .contains("current: [abc]");
    assertThat(variable("{\"name\": \"k\", \"type\": \"constant\", \"query\": \"abc\"}"))
        .contains("value: abc");
    assertThat(variable("{\"name\": \"d\", \"type\": \"datasource\", \"query\": \"prometheus\"}"))
        .contains("kind: source");
    assertThat(
            variable(
                "{\"name\": \"f\", \"type\": \"adhoc\", \"filters\": [{\"key\": \"a\","
                    + " \"operator\": \"=~\", \"value\": \"b\"}]}"))
        .contains("{key: a, operator: \"=~\", value: b}");
  }

  @Test
  void annotationsLinksAndTheCrosshairAreRead() {
    var file =
        panels(
            "[]",
            ", \"graphTooltip\": 1, \"refresh\": \"30s\", \"timezone\": \"utc\", \"links\":"
                + " [{\"type\": \"dashboards\", \"tags\": [\"a\"], \"asDropdown\": true, \"title\":"
                + " \"More\", \"icon\": \"external link\"}], \"annotations\": {\"list\":"
                + " [{\"builtIn\": 1, \"datasource\": \"-- Grafana --\", \"enable\": true,"
                + " \"hide\": true, \"name\": \"Annotations & Alerts\", \"iconColor\": \"red\","
                + " \"type\": \"dashboard\"},{\"datasource\": {\"type\": \"prometheus\"},"
                + " \"enable\": false, \"name\": \"R\", \"expr\": \"changes(up[1m]) > 0\","
                + " \"titleFormat\": \"{{job}}\", \"useValueForTime\": \"on\", \"filter\":"
                + " {\"ids\": [1], \"exclude\": true}},{\"datasource\": \"-- Grafana --\","
                + " \"name\": \"T\", \"type\": \"tags\", \"tags\": [\"x\"]}]}");

    assertThat(file.report().board()).containsExactly("annotation T: asks grafana");
    assertThat(file.dashboard().yaml())
        .contains("crosshair: line", "refresh: 30s", "zone: utc", "dropdown: true")
        .contains(
            "source: alerts",
            "hide: true",
            "source: query",
            "off: true",
            "valueIsTime: true",
            "exclude: true");
  }

  @Test
  void whatIsWrittenForGrafanaReadsBackToTheSame() {
    for (var board : BuiltInBoards.all()) {
      var back = BoardFile.read("back.json", board.grafana());

      assertThat(back.report().board()).isEmpty();
      assertThat(back.report().rendered()).isEqualTo(board.panels());
      assertThat(BoardFile.read("again.json", back.dashboard().grafana()).dashboard())
          .isEqualTo(back.dashboard());
      assertThat(back.dashboard().expressions()).isEqualTo(board.expressions());
    }
  }

  @Test
  void aBoardFromGrafanasApiIsUnwrapped() {
    var file =
        BoardFile.read(
            "a.json",
            "{\"meta\": {}, \"dashboard\": {\"title\": \"In\", \"uid\": \"u1\", \"panels\": []}}");

    assertThat(file.dashboard().title()).isEqualTo("In");
    assertThat(file.dashboard().uid()).isEqualTo("u1");
  }

  @Test
  void whatIsNoDashboardIsRefused() {
    assertThatThrownBy(() -> BoardFile.read("a.json", "{\"a\": 1}"))
        .hasMessage("a.json:1: no dashboard (expected: panels, or rows)");
    assertThatThrownBy(() -> BoardFile.read("a.json", "{\"a\": "))
        .hasMessageStartingWith("a.json: json: at ");
    assertThatThrownBy(() -> BoardFile.read("a.yml", "a: b"))
        .hasMessageStartingWith("a.yml:1: a: unknown key");
  }
}
