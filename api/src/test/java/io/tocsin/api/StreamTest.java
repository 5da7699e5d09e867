package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.Clock;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Live updates over a real socket.
class StreamTest {
  private final FakeParts fake = new FakeParts();
  private final HttpServer server =
      HttpServer.start(HttpOptions.loopback(0), fake.parts(fake.registry, Clock.system()));
  private final RawClient client = new RawClient(server.port());

  @AfterEach
  void stop() {
    server.close();
  }

  /// One who listens.
  private final class Ear implements Closeable {
    private final Socket socket;
    private final BufferedReader lines;
    private String id = "";
    private final StringBuilder head = new StringBuilder();

    Ear(String query, String... headers) throws IOException {
      socket = client.open();
      var request =
          new StringBuilder("GET /api/stream" + query + " HTTP/1.1\r\nHost: localhost\r\n");
      List.of(headers).forEach(header -> request.append(header).append("\r\n"));
      socket
          .getOutputStream()
          .write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (var line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        head.append(line).append('\n');
      }
      await("id: ");
    }

    /// Reads until a line begins so, and returns the rest of it.
    String await(String start) throws IOException {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring("id: ".length());
        }
        if (line.startsWith(start)) {
          return line.substring(start.length());
        }
      }
      throw new AssertionError("ended before " + start);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private void health(Health.State state) {
    fake.components = List.of(new Health.Component("store", state, "why"));
  }

  @Test
  void whoListensHearsWhatChanges() throws IOException {
    try (var ear = new Ear("", "Accept-Encoding: gzip")) {
      assertThat(ear.head.toString())
          .startsWith("HTTP/1.1 200 OK\n")
          .containsIgnoringCase("Content-Type: text/event-stream")
          .containsIgnoringCase("X-Accel-Buffering: no")
          .containsIgnoringCase("Cache-Control: no-store, no-transform")
          .doesNotContainIgnoringCase("Content-Encoding");
      health(Health.State.FAILING);
      assertThat(ear.await("event: ")).isEqualTo("health");
      assertThat(ear.await("data: ")).isEqualTo("{\"changed\":[\"store\"],\"more\":0}");
      client.awaitMetric("tocsin_api_streams 1.0");
    }
    client.awaitMetric("tocsin_api_streams 0.0");
  }

  @Test
  void whoComesBackHearsWhatWasMissed() throws IOException {
    String id;
    try (var ear = new Ear("?topics=health")) {
      id = ear.id;
    }
    client.awaitMetric("tocsin_api_streams 0.0");
    health(Health.State.DEGRADED);
    try (var other = new Ear("?topics=health")) {
      other.await("event: health");
    }
    try (var ear = new Ear("", "Last-Event-ID: " + id)) {
      assertThat(ear.await("event: ")).isEqualTo("health");
      assertThat(ear.id).endsWith("-1");
    }
    try (var ear = new Ear("?topics=targets&lastEventId=" + id)) {
      assertThat(ear.id).isEqualTo(id);
    }
  }

  @Test
  void whoComesBackTooLateIsToldSo() throws IOException {
    try (var ear = new Ear("?lastEventId=another-7")) {
      assertThat(ear.await("event: ")).isEqualTo("reset");
      assertThat(ear.await("data: ")).isEqualTo("{}");
      client.awaitMetric("tocsin_api_stream_resets_total 1.0");
    }
  }

  @Test
  void anUnknownTopicIsRefused() throws IOException {
    var answer = client.get("/api/stream?topics=alerts,news");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "topics: news (expected: alerts, silences, targets, config, dashboards, health,"
                + " events)\n");
  }

  @Test
  void aStreamEndsWithTheServer() throws IOException {
    try (var ear = new Ear("")) {
      server.close();
      while (ear.lines.readLine() != null) {
        // until the end, which must come
      }
    }
  }
}
