package io.tocsin.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// HTTP/1.1 to one measured process. Safe for many threads.
final class Web implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String base;

  Web(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /// Status and body of one exchange.
  @SuppressWarnings("ArrayRecordComponent") // a body on its way to a parser, never compared
  record Reply(int status, byte[] body) {}

  /// Returns `HOST:PORT`.
  String address() {
    return URI.create(base).getAuthority();
  }

  Reply get(String pathAndQuery, Duration timeout) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(base + pathAndQuery)).timeout(timeout).build());
  }

  /// Posts one snappy-compressed write request.
  Reply write(byte[] body, int length) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(base + "/api/v1/write"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Encoding", "snappy")
            .header("Content-Type", "application/x-protobuf")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(BodyPublishers.ofByteArray(body, 0, length))
            .build());
  }

  Reply postJson(String path, byte[] body, Duration timeout) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  Reply post(String path, Duration timeout) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .POST(BodyPublishers.noBody())
            .build());
  }

  /// True if the path answers 200 now; false for any other answer and for none.
  boolean answersOk(String path) {
    try {
      return get(path, Duration.ofSeconds(2)).status() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private Reply send(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), response.body());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(request.uri().toString());
    }
  }
}
