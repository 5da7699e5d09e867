package io.tocsin.server;

import io.tocsin.api.Lifecycle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// The run from which the AOT cache learns: which classes a start needs, and how the code of
/// requests is used, so that the first ones of a process are not the slow ones. Serves, scrapes
/// itself, takes remote write and answers what dashboards ask, for some seconds; then runs the
/// small commands.
public final class Training {
  private static final int HOSTS = 20;
  private static final int STEPS = 60;
  private static final int STEP_SECONDS = 15;
  private static final int ROUNDS = 24;

  private static final List<String> PAGES =
      List.of(
          "/",
          "/health",
          "/metrics",
          "/-/ready",
          "/api/v1/targets",
          "/api/v1/metadata",
          "/api/v1/labels",
          "/api/v1/label/__name__/values",
          "/api/v1/series?match%5B%5D=node_load1",
          "/api/v1/status/tsdb");

  private static final List<String> QUERIES =
      List.of(
          "up",
          "node_load1{instance=\"host-7:9100\"}",
          "count({__name__=~\"node_.*\"})",
          "sum by (mode) (rate(node_cpu_seconds_total[5m]))",
          "topk(5, sum by (instance) (rate(node_cpu_seconds_total[5m])))",
          "rate(node_cpu_seconds_total{instance=\"host-3:9100\"}[5m])",
          "100 - avg by (instance) (irate(node_cpu_seconds_total{mode=\"idle\"}[5m])) * 100",
          "sum(node_memory_MemAvailable_bytes) / sum(node_memory_MemTotal_bytes)",
          "node_memory_MemAvailable_bytes / on (instance) node_memory_MemTotal_bytes",
          "avg(max_over_time(node_load1[10m:30s]))",
          "max by (instance) (quantile_over_time(0.95, node_load5[10m]))",
          "sum by (instance) ({instance=~\"host-1.*\", __name__=~\"node_filesystem_.*_bytes\"})",
          "max(predict_linear(node_filesystem_avail_bytes[10m], 14400))",
          "count by (instance) (node_cpu_seconds_total > 10 and on (instance) node_load1 > 0)",
          "histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))",
          "sort_desc(increase(node_cpu_seconds_total{mode!=\"idle\"}[5m])) or vector(0)");

  private final Path folder;

  private Training(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    var folder = Files.createTempDirectory("tocsin-training");
    try {
      var training = new Training(folder);
      training.serve();
      training.alert();
      training.commands();
    } finally {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void serve() throws IOException, InterruptedException {
    var config = folder.resolve("serve.yml");
    Files.writeString(config, "");
    var data = folder.resolve("data").toString();
    var words = List.of("--listen", "127.0.0.1:0", "--data", data, "--config", config.toString());
    ServeCommand.run(
        Arguments.parse(ServeOptions.OPTIONS, words),
        (port, process) -> {
          use(port, process, config);
          process.quit();
        });
  }

  private static void use(int port, Lifecycle process, Path config)
      throws IOException, InterruptedException {
    Files.writeString(
        config,
        """
        scrape_configs:
        - job_name: tocsin
          scrape_interval: 100ms
          static_configs:
          - targets: ['127.0.0.1:%d']
        """
            .formatted(port));
    process.reload();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var site = new Site(http, "http://127.0.0.1:" + port);
      long end = System.currentTimeMillis() / 1000;
      site.write(end - STEPS * STEP_SECONDS);
      for (int round = 0; round < ROUNDS; round++) {
        site.ask(end - STEPS * STEP_SECONDS, end, round);
      }
    }
  }

  private record Site(HttpClient http, String url) {
    void write(long startSeconds) throws IOException, InterruptedException {
      for (int step = 0; step < STEPS; step++) {
        for (int host = 0; host < HOSTS; host++) {
          long time = (startSeconds + (long) step * STEP_SECONDS) * 1000;
          var body = BodyPublishers.ofByteArray(TrainingLoad.request(host, time, step));
          send(
              request("/api/v1/write")
                  .header("Content-Encoding", "snappy")
                  .header("Content-Type", "application/x-protobuf")
                  .POST(body));
        }
      }
    }

    /// Pages ask compressed, programs plain.
    void ask(long start, long end, int round) throws IOException, InterruptedException {
      var encoding = round % 4 == 0 ? "gzip" : "identity";
      for (var query : QUERIES) {
        var text = URLEncoder.encode(query, StandardCharsets.UTF_8);
        var range = text + "&start=" + start + "&end=" + end + "&step=" + STEP_SECONDS;
        get("/api/v1/query?query=" + text + "&time=" + end, encoding);
        get("/api/v1/query_range?query=" + range, encoding);
      }
      if (round % 4 == 0) {
        for (var page : PAGES) {
          get(page, encoding);
        }
      }
    }

    private void get(String path, String encoding) throws IOException, InterruptedException {
      send(request(path).header("Accept-Encoding", encoding).GET());
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(url + path));
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            answer.uri() + ": status " + answer.statusCode() + ": " + answer.body());
      }
    }
  }

  private void alert() throws IOException, InterruptedException {
    new AlertTraining(folder).run(nowhere());
  }

  private static Console nowhere() {
    var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(new ByteArrayInputStream(new byte[0]), out, out);
  }

  private void commands() throws IOException, InterruptedException {
    var config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        "scrape_configs:\n- job_name: a\n  static_configs:\n  - targets: ['127.0.0.1:1']\n");
    var text = "# HELP up_total Up.\n# TYPE up_total counter\nup_total 1\n";
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    for (var words :
        List.of(
            List.of("--help"),
            List.of("check", "config", config.toString()),
            List.of("check", "metrics"))) {
      var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      Main.run(words, new Console(in, nowhere, nowhere));
    }
  }
}
