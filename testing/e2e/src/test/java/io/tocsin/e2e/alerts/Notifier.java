package io.tocsin.e2e.alerts;

import io.tocsin.e2e.PeerProgram;
import io.tocsin.e2e.Web;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A running Alertmanager, or what stands in for one: told to over its API alone.
final class Notifier implements AutoCloseable {
  private final Path config;
  private final PeerProgram running;
  private final Web web;

  /// @param program the words before its options
  Notifier(List<String> program, Path folder, String config) throws IOException {
    Files.createDirectories(folder);
    this.config = Files.writeString(folder.resolve("alertmanager.yml"), config);
    this.running =
        PeerProgram.start(port -> line(program, folder, port), folder.resolve("log"), "/-/ready");
    this.web = running.web();
  }

  private static List<String> line(List<String> program, Path folder, int port) {
    var line = new ArrayList<>(program);
    line.add("--config.file=" + folder.resolve("alertmanager.yml"));
    line.add("--storage.path=" + folder.resolve("data"));
    line.add("--web.listen-address=127.0.0.1:" + port);
    line.add("--cluster.listen-address=");
    return line;
  }

  void restart() throws IOException, InterruptedException {
    running.restart();
  }

  void reload(String config) throws IOException {
    Files.writeString(this.config, config);
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
    running.close();
  }
}
