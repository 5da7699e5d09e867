package io.tocsin.dashboards;

import static io.tocsin.dashboards.GrafanaFile.panel;
import static io.tocsin.dashboards.GrafanaFile.panels;
import static io.tocsin.dashboards.GrafanaFile.read;
import static io.tocsin.dashboards.GrafanaFile.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dashboards.PanelReport.Verdict;
import org.junit.jupiter.api.Test;

class GrafanaPanelsTest {
  private static BoardFile query(String expr, String more) {
    var text = expr.replace("\\", "\\\\").replace("\"", "\\\"");
    return panels(
        "[{\"type\": \"stat\", \"id\": 1, \"targets\": [{\"refId\": \"A\", \"expr\": \""
            + text
            + "\"}]}]",
        more);
  }

  private static String source(String source) {
    return "{\"type\": \"stat\", \"id\": 1, \"datasource\": "
        + source
        + ", \"targets\": [{\"refId\": \"A\", \"expr\": \"up\"}]}";
  }

  @Test
  void aKeyThatNobodyKnowsIsDroppedAndSaid() {
    var file =
        panel(
            "{\"type\": \"stat\", \"id\": 1, \"shiny\": true, \"pluginVersion\": \"11\","
                + " \"options\": {\"colorMode\": \"value\", \"glitter\": 3}, \"fieldConfig\":"
                + " {\"defaults\": {\"custom\": {\"sparkle\": 1}}, \"overrides\": []}}");

    assertThat(file.report().rendered()).isZero();
    assertThat(reasons(file, Verdict.DROPPED))
        .containsExactlyInAnyOrder(
            "shiny: true",
            "options.glitter: 3 (not in the model)",
            "fieldConfig.defaults.custom.sparkle: 1 (not in the model)");
  }

  @Test
  void onlyOtherSourcesAreForLater() {
    assertThat(panel(source("null")).report().rendered()).isEqualTo(1);
    assertThat(panel(source("\"My metrics\"")).report().rendered()).isEqualTo(1);
    assertThat(
            panel(source("{\"type\": \"victoriametrics-metrics-datasource\", \"uid\": \"x\"}"))
                .report()
                .later())
        .isZero();
    assertThat(reasons(panel(source("{\"type\": \"loki\", \"uid\": \"x\"}")), Verdict.LATER))
        .containsExactly("asks loki");
    assertThat(panel(source("{\"type\": \"loki\", \"uid\": \"x\"}")).report().panels()).isZero();
  }

  @Test
  void variablesAndInputsSayWhomAPanelAsks() {
    var variable =
        ", \"templating\": {\"list\": [{\"name\": \"ds\", \"type\": \"datasource\", \"query\":"
            + " \"influxdb\"}]}";
    var input =
        ", \"__inputs\": [{\"name\": \"DS_X\", \"type\": \"datasource\", \"pluginId\":"
            + " \"elasticsearch\"}]";

    assertThat(reasons(panels("[" + source("\"$ds\"") + "]", variable), Verdict.LATER))
        .containsExactly("asks influxdb");
    assertThat(
            reasons(
                panels(
                    "[" + source("{\"type\": \"prometheus\", \"uid\": \"${ds}\"}") + "]", variable),
                Verdict.LATER))
        .containsExactly("asks influxdb");
    assertThat(reasons(panels("[" + source("\"${DS_X}\"") + "]", input), Verdict.LATER))
        .containsExactly("asks elasticsearch");
    assertThat(reasons(panels("[" + source("null") + "]", input), Verdict.LATER))
        .containsExactly("asks elasticsearch");
  }

  @Test
  void mixedSourcesCountByEachQuery() {
    var file =
        panel(
            "{\"type\": \"stat\", \"id\": 1, \"datasource\": {\"uid\": \"-- Mixed --\"},"
                + " \"targets\": [{\"refId\": \"A\", \"expr\": \"up\", \"datasource\": {\"type\":"
                + " \"prometheus\"}},{\"refId\": \"B\", \"expr\": \"x\", \"datasource\": {\"type\":"
                + " \"loki\"}}]}");

    assertThat(reasons(file, Verdict.LATER)).containsExactly("asks loki");
  }

  @Test
  void queriesAreHeldAgainstPrometheusParserWithVariablesFilledIn() {
    assertThat(
            query("sum by ($by) (rate($metric{job=~\"$job\"}[$__rate_interval])) > $least", "")
                .report()
                .rendered())
        .isEqualTo(1);
    assertThat(
            query("topk([[n]], max_over_time(up[${range}:$__interval] offset $back))", "")
                .report()
                .rendered())
        .isEqualTo(1);
    assertThat(reasons(query("sum(rate(x)) keep_metric_names", ""), Verdict.LATER))
        .singleElement()
        .asString()
        .startsWith("query A: ");
    assertThat(query("x default 0", "").report().later()).isEqualTo(1);
  }

  @Test
  void holtWintersHasItsNameOfToday() {
    var file = query("holt_winters(a{b=\"holt_winters(\"}[5m], 0.1, 0.1)", "");

    assertThat(file.report().rendered()).isEqualTo(1);
    assertThat(file.dashboard().expressions())
        .containsExactly("double_exponential_smoothing(a{b=\"holt_winters(\"}[5m], 0.1, 0.1)");
  }

  @Test
  void aPanelOfAnotherOnesResultsIsAsGoodAsThat() {
    var uses =
        "{\"type\": \"stat\", \"id\": 2, \"datasource\": {\"uid\": \"-- Dashboard --\"},"
            + " \"targets\": [{\"refId\": \"A\", \"panelId\": 1, \"withTransforms\": true}]}";
    var good = panels("[" + source("null") + "," + uses + "]", "");
    var later = panels("[" + source("{\"type\": \"loki\"}") + "," + uses + "]", "");

    assertThat(good.report().rendered()).isEqualTo(2);
    assertThat(good.dashboard().yaml()).contains("panel: 1", "transformed: true");
    assertThat(later.report().later()).isEqualTo(2);
    assertThat(reasons(panels("[" + uses + "]", ""), Verdict.DROPPED))
        .containsExactly("targets: panel 1 (expected: on the board)");
  }

  @Test
  void aPanelWithAVariableThatIsNotThereIsNotRendered() {
    var file =
        query(
            "up{job=\"$svc\"}",
            ", \"templating\": {\"list\": [{\"name\": \"svc\", \"type\": \"query\", \"query\":"
                + " \"x\", \"datasource\": {\"type\": \"loki\"}}]}");

    assertThat(reasons(file, Verdict.DROPPED)).containsExactly("variable: svc (not carried over)");
    assertThat(file.report().board()).containsExactly("variable svc: asks loki");
  }

  @Test
  void anUnknownVisualisationIsATextThatSaysSo() {
    var file =
        panel(
            "{\"type\": \"weird-panel\", \"id\": 1, \"targets\": [{\"refId\": \"A\", \"expr\":"
                + " \"up\"}]}");

    assertThat(reasons(file, Verdict.DROPPED))
        .containsExactly("type: weird-panel (no such visualisation)");
    assertThat(file.dashboard().yaml()).contains("kind: text", "weird-panel");
  }

  @Test
  void libraryPanelsAreTakenFromTheFile() {
    var panel =
        "[{\"id\": 7, \"gridPos\": {\"x\": 2, \"y\": 0, \"w\": 5, \"h\": 4}, \"libraryPanel\":"
            + " {\"uid\": \"u\", \"name\": \"n\"}}]";
    var elements = ", \"__elements\": {\"u\": {\"model\": " + source("null") + "}}";

    assertThat(panels(panel, elements).report().whole()).isTrue();
    assertThat(panels(panel, elements).dashboard().yaml())
        .contains("id: 7", "{x: 2, y: 0, w: 5, h: 4}", "expr: up");
    assertThat(reasons(panels(panel, ""), Verdict.DROPPED))
        .containsExactly("libraryPanel: n (expected: in the file)");
  }

  @Test
  void oldRowsAreLaidOutOnTheGrid() {
    var file =
        read(
            "\"rows\": [{\"title\": \"One\", \"showTitle\": true, \"height\": 250, \"panels\": ["
                + "{\"type\": \"text\", \"id\": 1, \"span\": 6, \"content\": \"a\"},"
                + "{\"type\": \"text\", \"id\": 2, \"span\": 6, \"content\": \"b\"},"
                + "{\"type\": \"text\", \"id\": 3, \"span\": 12, \"content\": \"c\"}]},"
                + "{\"title\": \"Two\", \"collapse\": true, \"height\": \"100px\", \"panels\": ["
                + "{\"type\": \"text\", \"id\": 4, \"content\": \"d\"}]}]");

    assertThat(file.report().rendered()).isEqualTo(6);
    assertThat(file.dashboard().yaml())
        .contains("title: One", "{x: 0, y: 1, w: 12, h: 7}", "{x: 12, y: 1, w: 12, h: 7}")
        .contains("{x: 0, y: 8, w: 24, h: 7}", "collapsed: true", "{x: 0, y: 16, w: 8, h: 3}");
  }

  @Test
  void transformationsHaveTheirNamesOfToday() {
    var file =
        panel(
            "{\"type\": \"table\", \"id\": 1, \"options\": {}, \"fieldConfig\": {\"defaults\": {}},"
                + " \"targets\": [], \"transformations\": [{\"id\": \"seriesToColumns\","
                + " \"options\": {\"byField\": \"a\"}}, {\"id\": \"spatial\", \"options\": {}}]}");

    assertThat(file.dashboard().yaml()).contains("id: joinByField", "byField: a", "mode: outer");
    assertThat(reasons(file, Verdict.DROPPED))
        .containsExactly("transformations: spatial (not in the model)");
  }

  @Test
  void cellsOfBeforeSchema38AndOverridesAreRead() {
    var file =
        panel(
            "{\"type\": \"table\", \"id\": 1, \"options\": {}, \"targets\": [], \"fieldConfig\":"
                + " {\"defaults\": {\"custom\": {\"displayMode\": \"auto\", \"align\": null}},"
                + " \"overrides\": [{\"matcher\": {\"id\": \"byName\", \"options\": \"x\"},"
                + " \"properties\": [{\"id\": \"custom.displayMode\", \"value\":"
                + " \"color-background-solid\"},{\"id\": \"mappings\", \"value\": [{\"type\":"
                + " \"special\", \"options\": {\"match\": \"nan\", \"result\": {\"text\":"
                + " \"-\"}}}]}]}]}}");

    assertThat(file.report().whole()).as("%s", file.report()).isTrue();
    assertThat(file.dashboard().yaml())
        .contains("cellOptions: {type: auto}", "{type: color-background, mode: basic}")
        .contains("kind: special", "match: nan");
  }

  @Test
  void theFormWithElementsIsReadToo() {
    var file =
        BoardFile.read(
            "a.json",
            """
            {"apiVersion": "dashboard.grafana.app/v2beta1", "kind": "Dashboard", "metadata": {"name": "abc"},
             "spec": {"title": "E", "cursorSync": "Crosshair", "timeSettings": {"from": "now-1h", "to": "now", "autoRefresh": "10s"},
              "elements": {"panel-1": {"kind": "Panel", "spec": {"id": 1, "title": "P", "data": {"kind": "QueryGroup", "spec":
               {"queries": [{"kind": "PanelQuery", "spec": {"refId": "A", "hidden": false, "query":
                 {"kind": "DataQuery", "group": "prometheus", "spec": {"expr": "up"}}}}], "transformations": [], "queryOptions": {}}},
               "vizConfig": {"kind": "VizConfig", "group": "timeseries", "spec": {"options": {}, "fieldConfig": {"defaults": {}, "overrides": []}}}}}},
              "layout": {"kind": "GridLayout", "spec": {"items": [{"kind": "GridLayoutItem", "spec":
               {"x": 0, "y": 0, "width": 12, "height": 8, "element": {"kind": "ElementReference", "name": "panel-1"}}}]}},
              "variables": [{"kind": "TextVariable", "spec": {"name": "t", "query": "x", "hide": "dontHide"}}]}}
            """);

    assertThat(file.report().whole()).as("%s", file.report()).isTrue();
    assertThat(file.dashboard().uid()).isEqualTo("abc");
    assertThat(file.dashboard().yaml())
        .contains(
            "crosshair: line",
            "refresh: 10s",
            "kind: timeseries",
            "expr: up",
            "kind: text",
            "name: t");
  }
}
