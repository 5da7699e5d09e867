package io.tocsin.e2e.alerts;

import io.tocsin.e2e.Eventually;
import io.tocsin.e2e.Web;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A running Alertmanager, or what stands in for one: told to over its API alone.
final class Notifier implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<String> program;
  private final Path folder;
  private final int port;
  private final Web web;
  private Process process;

  /// @param program the words before its options
  Notifier(List<String> program, Path folder, String config) throws IOException {
    this.program = List.copyOf(program);
    this.folder = Files.createDirectories(folder);
    this.port = freePort();
    this.web = new Web(port);
    Files.writeString(folder.resolve("alertmanager.yml"), config);
    this.process = started();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process started() throws IOException {
    var line = new ArrayList<>(program);
    line.add("--config.file=" + folder.resolve("alertmanager.yml"));
    line.add("--storage.path=" + folder.resolve("data"));
    line.add("--web.listen-address=127.0.0.1:" + port);
    line.add("--cluster.listen-address=");
    var begun =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    Eventually.get(LIMIT, () -> web.get("/-/ready").status(), status -> status == 200);
    return begun;
  }

  void restart() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(program + ": still runs " + LIMIT + " after SIGTERM");
    }
    process = started();
  }

  void reload(String config) throws IOException {
    Files.writeString(folder.resolve("alertmanager.yml"), config);
    expect(web.post("/-/reload"));
  }

  void alerts(String json) throws IOException {
    expect(post("/api/v2/alerts", json));
  }

  /// Returns the silence's id.
  String silence(String json) throws IOException {
    return expect(post("/api/v2/silences", json)).json().at("silenceID").text();
  }

  void expire(String silence) throws IOException {
    expect(
        web.send(HttpRequest.newBuilder(web.uri("/api/v2/silence/" + silence)).DELETE().build()));
  }

  private Web.Reply post(String path, String json) throws IOException {
    return web.send(
        HttpRequest.newBuilder(web.uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static Web.Reply expect(Web.Reply reply) {
    if (reply.status() != 200) {
      throw new AssertionError("status " + reply.status() + " (expected: 200): " + reply.body());
    }
    return reply;
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
