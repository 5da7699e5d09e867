package io.tocsin.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.dashboards.shape.Shapes;
import io.tocsin.kit.ConfigException;
import org.junit.jupiter.api.Test;

class DashboardTest {
  private static final String BOARD =
      """
      dashboard: 1
      uid: web
      title: Web
      tags: [http, "2024"]
      time: {from: now-6h, to: now}
      variables:
        - {kind: query, name: job, query: 'label_values(up, job)', multi: true, current: [$__all]}
      panels:
        - kind: row
          id: 1
          title: Requests
          grid: {x: 0, y: 0, w: 24, h: 1}
          panels:
            - kind: timeseries
              id: 2
              grid: {x: 0, y: 1, w: 12, h: 8}
              queries:
                - ref: A
                  expr: |-
                    sum by (code) (
                      rate(http_requests_total{job=~"$job"}[$__rate_interval])
                    )
              fields:
                defaults:
                  unit: reqps
                  thresholds:
                    mode: absolute
                    steps:
                      - {value: null, color: green}
                      - {value: 1.5, color: red}
      """;

  private static String without(String line) {
    return BOARD.replace(line + "\n", "");
  }

  @Test
  void readsWhatIsWritten() {
    var board = Dashboard.read("web.yml", BOARD);

    assertThat(board.uid()).isEqualTo("web");
    assertThat(board.title()).isEqualTo("Web");
    assertThat(board.tags()).containsExactly("http", "2024");
    assertThat(board.panels()).isEqualTo(2);
    assertThat(board.expressions()).singleElement().asString().startsWith("sum by (code) (\n");
  }

  @Test
  void yamlAndJsonReadBackToTheSame() {
    var board = Dashboard.read("web.yml", BOARD);

    assertThat(Dashboard.read("again.yml", board.yaml())).isEqualTo(board);
    assertThat(Dashboard.read("again.json", board.json())).isEqualTo(board);
    assertThat(Dashboard.read("again.json", board.compactJson())).isEqualTo(board);
    assertThat(Dashboard.read("again.yml", board.yaml()).yaml()).isEqualTo(board.yaml());
  }

  @Test
  void yamlIsForPeople() {
    assertThat(Dashboard.read("web.yml", BOARD).yaml())
        .startsWith("dashboard: 1\nuid: web\ntitle: Web\n")
        .contains("grid: {x: 0, y: 1, w: 12, h: 8}\n")
        .containsPattern("expr: \\|-\n +sum by \\(code\\) \\(\n +rate\\(")
        .contains("- {value: null, color: green}\n");
  }

  @Test
  void anUnknownKeyIsRefusedWithItsLineAndTheNearestName() {
    var text = BOARD.replace("unit: reqps", "unti: reqps");

    assertThatThrownBy(() -> Dashboard.read("web.yml", text))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "web.yml:25: panels[0].panels[0].fields.defaults.unti: unknown key (expected: unit)");
  }

  @Test
  void jsonIsRefusedWithLinesToo() {
    var text = Dashboard.read("web.yml", BOARD).json().replace("\"uid\"", "\"uidd\"");

    assertThatThrownBy(() -> Dashboard.read("web.json", text))
        .hasMessage("web.json:3: uidd: unknown key (expected: uid)");
  }

  @Test
  void aWordThatIsNoneIsRefusedWithThoseThatAre() {
    assertThatThrownBy(
            () -> Dashboard.read("web.yml", BOARD.replace("kind: timeseries", "kind: graf")))
        .hasMessageContaining("web.yml:14: panels[0].panels[0].kind: graf (expected: ")
        .hasMessageContaining("timeseries, stat, gauge");
    assertThatThrownBy(
            () -> Dashboard.read("web.yml", BOARD.replace("mode: absolute", "mode: percent")))
        .hasMessageEndingWith("mode: percent (expected: absolute, percentage)");
  }

  @Test
  void whatMustBeThereIsAskedFor() {
    assertThatThrownBy(() -> Dashboard.read("web.yml", without("uid: web")))
        .hasMessage("web.yml:1: uid is missing");
    assertThatThrownBy(
            () -> Dashboard.read("web.yml", BOARD.replace("dashboard: 1", "dashboard: 2")))
        .hasMessage("web.yml:1: dashboard: 2 (expected: 1)");
  }

  @Test
  void idsNamesAndTheGridAreHeld() {
    assertThatThrownBy(() -> Dashboard.read("web.yml", BOARD.replace("id: 2", "id: 1")))
        .hasMessageContaining("panels[0].panels[0].id: 1 comes twice");
    assertThatThrownBy(() ->
            Dashboard.read("web.yml", BOARD.replace("x: 0, y: 1, w: 12", "x: 13, y: 1, w: 12")))
        .hasMessageContaining("w: 12 (expected: x and w together at most 24)");
    assertThatThrownBy(() -> Dashboard.read("web.yml", BOARD.replace("uid: web", "uid: ../etc")))
        .hasMessageContaining("uid: ../etc (expected: 1 to 80 letters");
  }

  @Test
  void theModelIsReadWhole() {
    var shapes = Shapes.dashboard();

    assertThat(shapes.fields("Dashboard"))
        .containsKeys("uid", "panels", "variables", "annotations");
    assertThat(shapes.fields("Panel").keySet()).startsWith("kind", "id", "title");
    assertThat(shapes.fields("Panel").get("kind").optional()).isFalse();
    assertThat(shapes.fields("Custom")).containsKeys("drawStyle", "hideFrom", "cellOptions");
    assertThat(shapes.fields("QueryVariable").keySet())
        .startsWith("kind", "name")
        .contains("allValue");
  }

  @Test
  void aQueryOfAnOwnBoardThatIsNoPromqlIsSaid() {
    var text =
        BOARD
            .replace("sum by (code) (", "sum by code (")
            .replace("{job=~\"$job\"}[$__rate_interval]", "[5m]");
    var report = BoardFile.read("web.yml", text).report();

    assertThat(report.later()).isEqualTo(1);
    assertThat(BoardFile.read("web.yml", BOARD).report().whole()).isTrue();
  }
}
