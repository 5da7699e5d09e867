package io.tocsin.dashboards;

import static io.tocsin.dashboards.GrafanaFile.panel;
import static io.tocsin.dashboards.GrafanaFile.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OldPanelsTest {
  private static final String GRAPH =
      """
      {"type": "graph", "id": 3, "title": "G", "lines": true, "linewidth": 2, "fill": 3, "stack": true,
       "percentage": true, "nullPointMode": "connected", "steppedLine": true, "points": false,
       "pointradius": 1, "renderer": "flot", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 7},
       "targets": [{"expr": "up", "refId": "A", "legendFormat": "{{job}}"}],
       "aliasColors": {"a": "#ff0000"},
       "seriesOverrides": [{"alias": "/out/", "transform": "negative-Y", "yaxis": 2, "fill": 0}],
       "yaxes": [{"format": "Bps", "min": 0, "logBase": 10, "label": "left", "show": true},
                 {"format": "percent", "show": true}],
       "xaxis": {"mode": "time", "show": true},
       "legend": {"show": true, "alignAsTable": true, "rightSide": true, "values": true, "avg": true,
                  "current": true, "sort": "avg", "sortDesc": true, "hideZero": true},
       "tooltip": {"shared": true, "sort": 2, "value_type": "individual"},
       "thresholds": [{"value": 80, "op": "gt", "fill": true, "line": true, "colorMode": "critical"}]}
      """;

  @Test
  void aGraphBecomesTimeSeries() {
    var file = panel(GRAPH);

    assertThat(file.report().whole()).as("%s", file.report()).isTrue();
    assertThat(file.dashboard().yaml())
        .contains("kind: timeseries", "lineWidth: 2", "fillOpacity: 30", "spanNulls: true")
        .contains("lineInterpolation: stepAfter", "stacking: {mode: percent, group: A}")
        .contains("unit: Bps", "axisLabel: left", "scaleDistribution: {type: log, log: 10}")
        .contains("mode: table", "placement: right", "calcs: [mean, lastNotNull]", "sortBy: Mean")
        .contains("hideZero: true", "tooltip: {mode: multi, sort: desc}")
        .contains("thresholdsStyle: {mode: line+area}", "- {value: 80, color: red}");
  }

  @Test
  void seriesOfAGraphBecomeOverrides() {
    assertThat(yaml(GRAPH))
        .contains("match: {id: byName, options: a}", "fixedColor: \"#ff0000\"")
        .contains(
            "match: {id: byRegexp, options: /out/}", "{id: custom.transform, value: negative-Y}")
        .contains("{id: unit, value: percent}", "{id: custom.axisPlacement, value: right}");
  }

  @Test
  void whatAGraphHasAndNobodyKnowsIsDropped() {
    var file = panel(GRAPH.replace("\"fill\": 0}", "\"fill\": 0, \"wobble\": 1}"));

    assertThat(file.report().rendered()).isZero();
    assertThat(file.report().lines().getFirst().reasons())
        .containsExactly("seriesOverrides[0]: wobble: 1");
  }

  @Test
  void aGraphOverSeriesBecomesBars() {
    assertThat(
            yaml(
                GRAPH.replace(
                    "\"mode\": \"time\"", "\"mode\": \"series\", \"values\": [\"total\"]")))
        .contains("kind: barchart", "- id: reduce", "reducers: [sum]");
  }

  @Test
  void aSingleStatBecomesAStat() {
    var yaml =
        yaml(
            """
            {"type": "singlestat", "id": 1, "format": "s", "valueName": "current", "prefix": "t ",
             "colorBackground": true, "colors": ["green", "orange", "red"], "thresholds": "50,80",
             "sparkline": {"show": true, "full": false}, "nullText": "none", "mappingType": 1,
             "valueMaps": [{"op": "=", "text": "down", "value": "0"}, {"op": "=", "text": "N/A", "value": "null"}],
             "gauge": {"show": false}, "targets": [{"expr": "up", "refId": "A"}]}
            """);

    assertThat(yaml)
        .contains(
            "kind: stat", "unit: s", "noValue: none", "calcs: [lastNotNull]", "prefix: \"t \"")
        .contains("colorMode: background", "graphMode: area")
        .contains(
            "- {value: null, color: green}",
            "- {value: 50, color: orange}",
            "- {value: 80, color: red}")
        .contains("\"0\": {text: down", "match: \"null\"");
  }

  @Test
  void aSingleStatWithAGaugeBecomesOne() {
    assertThat(
            yaml(
                """
                {"type": "singlestat", "id": 1, "valueName": "avg", "gauge": {"show": true, "maxValue": 50},
                 "rangeMaps": [{"from": "1", "to": "2", "text": "few"}], "mappingType": 2,
                 "targets": [{"expr": "up", "refId": "A"}]}
                """))
        .contains("kind: gauge", "max: 50", "min: 0", "calcs: [mean]")
        .contains("kind: range", "from: 1", "to: 2", "text: few");
  }

  @Test
  void anOldTableBecomesOneOfToday() {
    var file =
        panel(
            """
            {"type": "table-old", "id": 1, "transform": "timeseries_aggregations",
             "columns": [{"text": "Avg", "value": "avg"}, {"text": "Current", "value": "current"}],
             "sort": {"col": 1, "desc": true}, "fontSize": "90%", "showHeader": true, "scroll": true,
             "styles": [
               {"pattern": "Time", "type": "hidden"},
               {"pattern": "Value #A", "alias": "Used", "type": "number", "unit": "percent", "decimals": 1,
                "colorMode": "cell", "colors": ["green", "red"], "thresholds": ["70"],
                "link": true, "linkUrl": "/d/x?v=${__cell_2}&w=$__cell", "linkTooltip": "Go"},
               {"pattern": "/.*/", "type": "number", "unit": "short"}],
             "targets": [{"expr": "up", "refId": "A", "format": "table", "instant": true}]}
            """);

    assertThat(file.report().whole()).as("%s", file.report()).isTrue();
    assertThat(file.dashboard().yaml())
        .contains(
            "kind: table",
            "id: reduce",
            "reducers: [mean, lastNotNull]",
            "{field: Current, desc: true}")
        .contains("{id: custom.hidden, value: true}", "{id: displayName, value: Used}")
        .contains("{type: color-background, mode: basic}", "- {value: 70, color: red}")
        .contains("/d/x?v=${__data.fields[2]}&w=${__value.text}")
        .contains("mode: instant", "shape: table", "unit: short");
  }

  @Test
  void anOldHeatMapBecomesOneOfToday() {
    var file =
        panel(
            """
            {"type": "heatmap", "id": 1, "dataFormat": "tsbuckets", "hideZeroBuckets": true,
             "cards": {"cardPadding": 3, "cardRound": 1}, "yBucketBound": "upper", "reverseYBuckets": false,
             "color": {"mode": "spectrum", "colorScheme": "interpolateOranges", "exponent": 0.5},
             "yAxis": {"format": "s", "show": true, "logBase": 1, "splitFactor": null}, "xAxis": {"show": true},
             "legend": {"show": true}, "tooltip": {"show": true, "showHistogram": true}, "heatmap": {},
             "targets": [{"expr": "sum by (le) (rate(a_bucket[5m]))", "format": "heatmap", "refId": "A"}]}
            """);

    assertThat(file.report().whole()).as("%s", file.report()).isTrue();
    assertThat(file.dashboard().yaml())
        .contains(
            "calculate: false",
            "scheme: Oranges",
            "exponent: 0.5",
            "cellGap: 3",
            "bucketLayout: le")
        .contains("unit: s", "showLegend: true", "showHistogram: true", "shape: heatmap");
  }

  @Test
  void thePiePlugInBecomesAPie() {
    assertThat(
            yaml(
                """
                {"type": "grafana-piechart-panel", "id": 1, "pieType": "donut", "format": "bytes",
                 "valueName": "current", "legendType": "Right side", "aliasColors": {"x": "blue"},
                 "legend": {"show": true, "values": true, "percentage": true},
                 "targets": [{"expr": "up", "refId": "A"}]}
                """))
        .contains("kind: pie", "pieType: donut", "placement: right", "values: [value, percent]")
        .contains("fixedColor: blue", "calcs: [lastNotNull]");
  }

  @Test
  void fieldOptionsOfVersionSixFindTheirPlace() {
    assertThat(
            yaml(
                """
                {"type": "gauge", "id": 1, "options": {"showThresholdMarkers": true, "fieldOptions": {
                  "calcs": ["mean"], "defaults": {"unit": "percent", "max": 100, "min": 0},
                  "thresholds": [{"index": 1, "value": 80, "color": "red"}, {"index": 0, "value": null, "color": "green"}],
                  "mappings": [{"id": 1, "op": "=", "type": 1, "value": "1", "text": "90"}]}},
                 "targets": [{"expr": "up", "refId": "A"}]}
                """))
        .contains("kind: gauge", "unit: percent", "max: 100", "calcs: [mean]")
        .contains("- {value: null, color: green}", "- {value: 80, color: red}")
        .contains("\"1\": {text: \"90\", color: red}");
  }

  @Test
  void textOfBeforeOptionsIsRead() {
    assertThat(
            yaml("{\"type\": \"text\", \"id\": 1, \"mode\": \"html\", \"content\": \"<b>x</b>\"}"))
        .contains("kind: text", "textFormat: html", "<b>x</b>");
  }
}
