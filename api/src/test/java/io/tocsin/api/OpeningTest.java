package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The port is listened on before there is anything to answer from.
final class OpeningTest {
  private final FakeParts fake = new FakeParts();
  private final ApiParts parts = fake.parts();
  private final HttpServer server =
      HttpServer.listen(HttpOptions.loopback(0), parts.metrics(), parts.clock());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void aProcessThatIsStartingLivesAndIsNotReady() {
    assertThat(get("/-/healthy").join()).isEqualTo(200);
    assertThat(get("/-/ready").join()).isEqualTo(503);
    assertThat(get("/health/live").join()).isEqualTo(200);
    assertThat(get("/health/ready").join()).isEqualTo(503);
    assertThat(get("/health").join()).isEqualTo(503);
  }

  @Test
  void aProcessThatIsStartingSaysWhatItWaitsFor() throws Exception {
    var uri = URI.create("http://127.0.0.1:" + server.port() + "/health");
    var request = HttpRequest.newBuilder(uri).build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo(
            "{\"status\":\"failing\",\"components\":["
                + "{\"name\":\"process\",\"state\":\"healthy\",\"reason\":\"starting\"},"
                + "{\"name\":\"store\",\"state\":\"failing\","
                + "\"reason\":\"the stored data is being loaded\"}]}");
  }

  @Test
  void anEarlyRequestWaitsForItsAnswer() {
    var early = get("/api/v1/query?query=1");
    assertThat(get("/-/healthy").join()).isEqualTo(200);
    assertThat(early).isNotDone();
    server.serve(parts);
    assertThat(early.join()).isEqualTo(200);
    assertThat(get("/-/ready").join()).isEqualTo(200);
  }

  private CompletableFuture<Integer> get(String path) {
    var uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client
        .sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }
}
