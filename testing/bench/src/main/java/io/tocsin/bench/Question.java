package io.tocsin.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One PromQL question, asked at an instant or over 450 steps of 15 s that end there.
record Question(boolean isRange, String promql) {
  static final int STEPS = 450;

  private static final long STEP_SECONDS = 15;

  /// What dashboards and alerts ask of node_exporter's series: a single series, wide counts, rates,
  /// joins, subqueries, quantiles and predictions.
  static final List<Question> ALL =
      List.of(
          new Question(false, "node_load1{instance=\"host-7:9100\"}"),
          new Question(false, "count({__name__=~\"node_.*\"})"),
          new Question(false, "sum by (mode) (rate(node_cpu_seconds_total[5m]))"),
          new Question(
              false, "topk(5, sum by (instance) (rate(node_network_receive_bytes_total[5m])))"),
          new Question(true, "rate(node_cpu_seconds_total{instance=\"host-3:9100\"}[5m])"),
          new Question(true, "sum by (mode) (rate(node_cpu_seconds_total[5m]))"),
          new Question(
              true,
              "100 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m])) * 100"),
          new Question(
              true, "sum(node_memory_MemAvailable_bytes) / sum(node_memory_MemTotal_bytes)"),
          new Question(true, "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes"),
          new Question(true, "avg(max_over_time(node_load1[10m:30s]))"),
          new Question(true, "avg(quantile_over_time(0.95, node_load5[30m]))"),
          new Question(
              true,
              "sum by (instance) ({instance=~\"host-1.*\", __name__=~\"node_filesystem_.*_bytes\"})"),
          new Question(true, "max(predict_linear(node_filesystem_avail_bytes[30m], 14400))"),
          new Question(
              true,
              "count by (instance) (node_cpu_seconds_total > 10 and on (instance) node_load1 > 0)"));

  /// The time a question is asked about: `points` of them, `stepSeconds` apart, the last at
  /// `endMillis`, which is also the instant.
  record Window(long endMillis, long stepSeconds, int points) {}

  /// Path and query string of the question for data that ends at `endMillis`.
  String path(long endMillis, Peer peer) {
    return path(new Window(endMillis, STEP_SECONDS, STEPS), peer);
  }

  /// Path and query string of the question for a window.
  String path(Window window, Peer peer) {
    long end = window.endMillis() / 1_000;
    long start = end - (window.points() - 1) * window.stepSeconds();
    var encoded = URLEncoder.encode(promql, StandardCharsets.UTF_8);
    return (isRange
            ? "/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
                .formatted(encoded, start, end, window.stepSeconds())
            : "/api/v1/query?query=%s&time=%d".formatted(encoded, end))
        + peer.queryExtra();
  }

  String title() {
    return (isRange ? "range `" : "instant `")
        + promql.replace("|", "\\|").replace("\n", " ")
        + "`";
  }
}
