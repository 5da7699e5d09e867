package io.tocsin.server;

import io.tocsin.api.Lifecycle;
import io.tocsin.kit.Clock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// The run from which the AOT cache learns what a start needs: starts the server on a free port,
/// asks it one question of each kind, runs the small commands, and ends.
public final class Training {
  private Training() {}

  public static void main(String[] args) throws Exception {
    var folder = Files.createTempDirectory("tocsin-training");
    try {
      serve(folder);
      commands(folder);
    } finally {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static final class Nothing implements Lifecycle {
    @Override
    public void reload() {}

    @Override
    public void quit() {}
  }

  private static void serve(Path folder) throws IOException, InterruptedException {
    var words = List.of("--listen", "127.0.0.1:0", "--data", folder.resolve("data").toString());
    var settings = Settings.read(Arguments.parse(ServeOptions.OPTIONS, words), "training", "");
    var clock = Clock.system();
    var configuration = Configuration.load(null, clock);
    try (var wiring = Wiring.start(settings, configuration, new Nothing(), clock)) {
      var client = new Client("http://127.0.0.1:" + wiring.port());
      for (var path :
          List.of(
              "/",
              "/health",
              "/metrics",
              "/-/ready",
              "/api/v1/targets",
              "/api/v1/metadata",
              "/api/v1/status/tsdb",
              "/api/v1/label/__name__/values",
              "/api/v1/query?query=sum(rate(node_cpu_seconds_total%5B1m%5D))",
              "/api/v1/query_range?query=up&start=0&end=60&step=15")) {
        client.get(path);
      }
    }
  }

  private static void commands(Path folder) throws IOException, InterruptedException {
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
