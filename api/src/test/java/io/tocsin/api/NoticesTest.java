package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private final FakeParts fake = new FakeParts();
  private final HttpServer server = HttpServer.start(HttpOptions.loopback(0), fake.parts());
  private final RawClient client = new RawClient(server.port());

  @AfterEach
  void stop() {
    server.close();
  }

  private static BufferedReader listen(Socket socket) throws IOException {
    var request = "GET /api/v1/notifications/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    var lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
    return lines;
  }

  private static void await(BufferedReader lines, String text) throws IOException {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("ended before " + text);
  }

  @Test
  void whatHoldsIsListed() throws IOException {
    assertThat(client.get("/api/v1/notifications").body()).contains("\"data\":[]");
    fake.notices.add(Notices.BAD_CONFIGURATION);
    fake.clock.advance(Duration.ofSeconds(1));
    fake.notices.add(Notices.BAD_CONFIGURATION);
    assertThat(client.get("/api/v1/notifications").body())
        .contains(
            "\"data\":[{\"text\":\"Configuration reload has failed.\","
                + "\"date\":\"2023-11-14T22:13:20.123Z\",\"active\":true}]");
    fake.notices.remove(Notices.BAD_CONFIGURATION);
    fake.notices.remove(Notices.BAD_CONFIGURATION);
    assertThat(client.get("/api/v1/notifications").body()).contains("\"data\":[]");
  }

  @Test
  void whoListensHearsWhatHoldsAndWhatChanges() throws IOException {
    fake.notices.add("first");
    try (var socket = client.open()) {
      var lines = listen(socket);
      await(lines, "data: {\"text\":\"first\"");
      fake.notices.add("second");
      await(lines, "data: {\"text\":\"second\",\"date\":\"2023-11-14T22:13:20.123Z\"");
      fake.notices.remove("first");
      await(lines, "\"active\":false}");
    }
  }

  @Test
  void noMoreListenThanMay() throws IOException {
    try (var one = client.open();
        var two = client.open()) {
      listen(one);
      listen(two);
      assertThat(client.get("/api/v1/notifications/live").status()).isEqualTo(204);
    }
    for (int i = 0; i < 2_000 && client.get("/metrics").body().contains("_listeners 2.0"); i++) {
      fake.clock.advance(Duration.ofMillis(100));
    }
    try (var again = client.open()) {
      listen(again);
    }
  }

  @Test
  void thoseWhoListenAreLetGoWhenTheServerEnds() throws IOException {
    try (var socket = client.open()) {
      var lines = listen(socket);
      fake.notices.add(Notices.SHUTTING_DOWN);
      server.close();
      await(lines, Notices.SHUTTING_DOWN);
    }
  }
}
