package io.tocsin.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// A Prometheus that takes remote write, on a free port of loopback: the one that is installed, or
/// the one at `-Dtocsin.prometheus=PATH`.
final class Oracle implements AutoCloseable {
  private static final Path BINARY =
      Path.of(System.getProperty("tocsin.prometheus", "/usr/bin/prometheus"));
  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private final Process process;
  private final Web web;
  private final String version;

  private Oracle(Process process, Web web) {
    this.process = process;
    this.web = web;
    this.version = Eventually.get(START_LIMIT, () -> readyVersion(web), found -> !found.isEmpty());
  }

  private static String readyVersion(Web web) throws IOException {
    return web.get("/-/ready").status() == 200
        ? web.get("/api/v1/status/buildinfo").json().at("data", "version").text()
        : "";
  }

  static Oracle start(Path folder) throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(BINARY),
        BINARY + " is not installed: install prometheus, or give -Dtocsin.prometheus=PATH");
    var config = Files.writeString(folder.resolve("oracle.yml"), "scrape_configs: []\n");
    int port = freePort();
    var line =
        new ArrayList<>(
            List.of(
                BINARY.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("oracle"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-remote-write-receiver",
                "--enable-feature=promql-experimental-functions"));
    var process =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("oracle.log").toFile())
            .start();
    try {
      return new Oracle(process, new Web(port));
    } catch (RuntimeException | Error e) {
      process.destroyForcibly();
      throw new AssertionError(Files.readString(folder.resolve("oracle.log")), e);
    }
  }

  // It cannot say which port it got, so it cannot be given 0.
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Web web() {
    return web;
  }

  String version() {
    return version;
  }

  /// Tells whether it is of before the change of ranges and the notes of 3.0.
  boolean isOld() {
    return version.startsWith("2.");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    web.close();
  }
}
