package io.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ClosedSelectorException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ScrapeFarmTest {
  private static final Tape TAPE =
      Tape.of(
          List.of(
              TapeTest.scrape(1, "a 0\n"),
              TapeTest.scrape(2, "a 1\n"),
              TapeTest.scrape(3, "a 2\n"),
              TapeTest.scrape(4, "a 3\n"),
              TapeTest.scrape(5, "a 4\n")));

  @Test
  void everyTargetHasAnAddressOfItsOwn() throws IOException {
    try (var farm = ScrapeFarm.open(TAPE, 300)) {
      assertThat(new HashSet<>(farm.addresses())).hasSize(300);
      assertThat(farm.addresses()).allMatch(address -> address.startsWith("127.1."));
    }
  }

  @Test
  void targetsReplayTheTapeFromDifferentPlaces() throws Exception {
    try (var farm = ScrapeFarm.open(TAPE, 2);
        var http = HttpClient.newHttpClient()) {
      serve(farm);
      assertThat(scrape(http, farm.addresses().get(0), "identity")).isEqualTo("a 0\n");
      assertThat(scrape(http, farm.addresses().get(0), "identity")).isEqualTo("a 1\n");
      assertThat(scrape(http, farm.addresses().get(1), "identity")).isEqualTo("a 2\n");
      assertThat(farm.served()).isEqualTo(3);
    }
  }

  @Test
  void startsOverAtTheEndAndCompressesOnRequest() throws Exception {
    try (var farm = ScrapeFarm.open(TAPE, 1);
        var http = HttpClient.newHttpClient()) {
      serve(farm);
      for (int i = 0; i < 12; i++) {
        assertThat(scrape(http, farm.addresses().getFirst(), "gzip"))
            .isEqualTo("a " + i % 5 + "\n");
      }
    }
  }

  private static void serve(ScrapeFarm farm) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            farm.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (ClosedSelectorException _) {
            // closed by the test between two selections
          }
        });
  }

  private static String scrape(HttpClient http, String address, String encoding)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/metrics"))
            .header("Accept-Encoding", encoding)
            .build();
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    boolean isGzip = response.headers().firstValue("Content-Encoding").isPresent();
    assertThat(isGzip).isEqualTo(encoding.equals("gzip"));
    try (var body = isGzip ? new GZIPInputStream(response.body()) : response.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
