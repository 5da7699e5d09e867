package io.tocsin.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/// Debian's prometheus-alertmanager on a free port of loopback, with one receiver that tells
/// nobody.
final class Alertmanager implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/bin/prometheus-alertmanager");

  private final Process process;
  private final Web web;

  private Alertmanager(Process process, Web web) {
    this.process = process;
    this.web = web;
  }

  static Alertmanager start(Path folder) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(BINARY), BINARY + " is not installed");
    var config = folder.resolve("alertmanager.yml");
    Files.writeString(config, "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
    int port = freePort();
    var process =
        new ProcessBuilder(
                BINARY.toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var started = new Alertmanager(process, new Web(port));
    try {
      Eventually.get(
          Duration.ofSeconds(20), () -> started.web.get("/-/ready").status(), s -> s == 200);
      return started;
    } catch (Throwable e) {
      started.close();
      throw e;
    }
  }

  /// It cannot say which port it got, so it cannot be given 0.
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String address() {
    return "127.0.0.1:" + web.port();
  }

  /// The alerts that it holds to be active, as its API lists them.
  String alerts() throws IOException {
    return web.get("/api/v2/alerts").body();
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
