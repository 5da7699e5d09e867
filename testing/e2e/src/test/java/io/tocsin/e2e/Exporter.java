package io.tocsin.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/// Debian's prometheus-node-exporter on a free port of loopback.
final class Exporter implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/bin/prometheus-node-exporter");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Process process;
  private final Web web;

  private Exporter(Process process, Web web) {
    this.process = process;
    this.web = web;
  }

  static Exporter start() throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(BINARY), BINARY + " is not installed");
    int port = freePort();
    var process =
        new ProcessBuilder(BINARY.toString(), "--web.listen-address=127.0.0.1:" + port)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var exporter = new Exporter(process, new Web(port));
    try {
      Eventually.get(
          Duration.ofSeconds(10), () -> exporter.web.get("/metrics").status(), s -> s == 200);
      return exporter;
    } catch (Throwable e) {
      exporter.close();
      throw e;
    }
  }

  // The exporter cannot say which port it got, so it cannot be given 0.
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String address() {
    return "127.0.0.1:" + web.port();
  }

  /// The label sets it exposes now, name included, read without the product's parser.
  Set<Map<String, String>> exposed() throws IOException {
    var exposed = new HashSet<Map<String, String>>();
    for (var line : web.get("/metrics").body().lines().toList()) {
      if (!line.startsWith("#") && !line.isBlank()) {
        exposed.add(labels(line.substring(0, line.lastIndexOf(' '))));
      }
    }
    return exposed;
  }

  private static Map<String, String> labels(String series) {
    var labels = new HashMap<String, String>();
    int brace = series.indexOf('{');
    labels.put("__name__", brace < 0 ? series : series.substring(0, brace));
    var matcher = LABEL.matcher(series);
    while (brace >= 0 && matcher.find()) {
      var value = matcher.group(2).replace("\\n", "\n").replace("\\\"", "\"");
      if (!value.isEmpty()) {
        labels.put(matcher.group(1), value.replace("\\\\", "\\"));
      }
    }
    return labels;
  }

  /// Ends the process, so that its port answers nobody.
  void stop() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    web.close();
  }

  @Override
  public void close() {
    stop();
  }
}
