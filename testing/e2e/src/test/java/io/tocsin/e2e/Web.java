package io.tocsin.e2e;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// HTTP to one server on loopback. Safe for many threads.
public final class Web implements AutoCloseable {
  /// Status, body and headers of one exchange.
  public record Reply(int status, String body) {
    public Json json() {
      return Json.parse(body);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final int port;

  public Web(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }

  public URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + port + pathAndQuery);
  }

  public Reply get(String pathAndQuery) throws IOException {
    return send(HttpRequest.newBuilder(uri(pathAndQuery)).build());
  }

  /// Posts nothing, with headers as name, value, name, value.
  public Reply post(String pathAndQuery, String... headers) throws IOException {
    var request = HttpRequest.newBuilder(uri(pathAndQuery)).POST(BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  Reply write(WriteRequest request) throws IOException {
    return send(
        HttpRequest.newBuilder(uri("/api/v1/write"))
            .timeout(PATIENCE)
            .header("Content-Encoding", "snappy")
            .header("Content-Type", "application/x-protobuf")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(BodyPublishers.ofByteArray(request.toBody()))
            .build());
  }

  /// The answer to an instant query now.
  Series query(String promql) throws IOException {
    return Series.of(get("/api/v1/query?query=" + encoded(promql)).json());
  }

  /// The answer to an instant query at a time in milliseconds.
  Series query(String promql, long millis) throws IOException {
    var time = millis / 1000 + "." + String.format("%03d", millis % 1000);
    return Series.of(get("/api/v1/query?time=" + time + "&query=" + encoded(promql)).json());
  }

  public Reply send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(request.uri().toString());
    }
  }

  /// Sends these bytes as they are, which a client library would mend or refuse, and returns the
  /// whole answer.
  String raw(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
