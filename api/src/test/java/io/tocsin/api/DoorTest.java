package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DoorTest {
  private final FakeParts fake = new FakeParts();

  private static HttpOptions options(String prefix, WebConfig web, boolean lifecycle) {
    var plain = HttpOptions.loopback(0);
    return new HttpOptions(
        "127.0.0.1",
        0,
        new Outside(
            URI.create("https://Watch.example.org/tocsin/"),
            prefix,
            List.of("alias"),
            Pattern.compile("https://good\\.example")),
        lifecycle,
        false,
        plain.queries(),
        web,
        plain.limits());
  }

  private HttpServer start(HttpOptions options) {
    return HttpServer.start(options, fake.parts());
  }

  @Test
  void onlyOurNamesAreAnswered() throws IOException {
    try (var server = start(options("", WebConfig.NONE, false))) {
      var client = new RawClient(server.port());
      for (var host :
          List.of(
              "localhost",
              "LOCALHOST:9090",
              "127.0.0.1:1",
              "127.3.2.1",
              "[::1]:9090",
              "a.localhost",
              "alias",
              "watch.example.org")) {
        assertThat(client.get("/-/healthy", "Host: " + host).status()).as(host).isEqualTo(200);
      }
      for (var host :
          List.of("evil.example", "evil.example:9090", "127.0.0.1.evil.example", "10.0.0.1")) {
        var answer = client.get("/-/healthy", "Host: " + host);
        assertThat(answer.status()).as(host).isEqualTo(403);
        assertThat(answer.body()).contains("host: " + host);
      }
      client.awaitMetric("tocsin_http_refused_total{reason=\"host\"} 4.0");
    }
  }

  @Test
  void foreignPagesChangeNothing() throws Exception {
    try (var server = start(options("", WebConfig.NONE, true))) {
      var client = new RawClient(server.port());
      assertThat(client.post("/-/quit", "", "Origin: https://evil.example").status())
          .isEqualTo(403);
      assertThat(client.post("/-/quit", "", "Origin: null").status()).isEqualTo(403);
      assertThat(client.post("/-/quit", "", "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
      assertThat(client.post("/-/quit", "", "Sec-Fetch-Site: same-site").status()).isEqualTo(403);
      assertThat(client.post("/api/v1/write", "x", "Origin: http://evil.example").status())
          .isEqualTo(403);
      assertThat(fake.quits).hasValue(0);
      assertThat(fake.writes).isEmpty();

      var own = "Origin: http://localhost:" + server.port();
      assertThat(client.post("/-/quit", "", own, "Sec-Fetch-Site: same-origin").status())
          .isEqualTo(200);
      assertThat(client.post("/-/quit", "", "Origin: https://watch.example.org").status())
          .isEqualTo(200);
      assertThat(client.send("PUT", "/-/quit", "").status()).isEqualTo(200);
      fake.awaitQuits(3);
    }
  }

  @Test
  void queriesByFormAreNoChange() throws IOException {
    try (var server = start(options("", WebConfig.NONE, false))) {
      var answer =
          new RawClient(server.port())
              .post(
                  "/api/v1/query",
                  "query=up",
                  "Origin: https://good.example",
                  "Content-Type: application/x-www-form-urlencoded");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://good.example");
    }
  }

  @Test
  void originsThatAreNotAllowedMayNotRead() throws IOException {
    try (var server = start(options("", WebConfig.NONE, false))) {
      var client = new RawClient(server.port());
      var answer = client.get("/api/v1/query?query=up", "Origin: https://evil.example");
      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
      var asked = client.send("OPTIONS", "/api/v1/query", "", "Origin: https://good.example");
      assertThat(asked.status()).isEqualTo(204);
      assertThat(asked.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST, OPTIONS");
    }
  }

  @Test
  void usersNeedTheirPassword() throws IOException {
    var hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
    var web = new WebConfig(Map.of("ann", hash), null, Map.of("X-Frame-Options", "deny"));
    try (var server = start(options("", web, false))) {
      var client = new RawClient(server.port());
      var refused = client.get("/-/healthy");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate")).isEqualTo("Basic");
      assertThat(client.get("/-/healthy", basic("ann:wrong")).status()).isEqualTo(401);
      assertThat(client.get("/-/healthy", basic("bob:secret")).status()).isEqualTo(401);
      assertThat(client.get("/-/healthy", "Authorization: Basic %%%").status()).isEqualTo(401);
      for (int i = 0; i < 3; i++) {
        var answer = client.get("/-/healthy", basic("ann:secret"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Frame-Options")).isEqualTo("deny");
      }
    }
  }

  private static String basic(String credentials) {
    var bytes = credentials.getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void everythingLivesBelowThePrefix() throws IOException {
    try (var server = start(options("/tocsin", WebConfig.NONE, false))) {
      var client = new RawClient(server.port());
      assertThat(client.get("/tocsin/api/v1/query?query=up").status()).isEqualTo(200);
      assertThat(client.get("/api/v1/query?query=up").status()).isEqualTo(404);
      assertThat(client.get("/tocsinx/-/healthy").status()).isEqualTo(404);
      assertThat(client.get("/").header("Location")).isEqualTo("/tocsin/");
      assertThat(client.get("/tocsin").header("Location")).isEqualTo("/tocsin/");
      assertThat(client.get("/tocsin/").body()).contains("<base href=\"/tocsin/\">");
      var forwarded =
          client.get(
              "/tocsin/explore",
              "X-Forwarded-For: 10.0.0.1, 10.0.0.2",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Host: watch.example.org",
              "Forwarded: for=10.0.0.1;proto=https");
      assertThat(forwarded.status()).isEqualTo(200);
    }
  }

  @Test
  void aProxyMayCutThePathOff() throws IOException {
    try (var server = start(options("", WebConfig.NONE, false))) {
      var client = new RawClient(server.port());
      assertThat(client.get("/api/v1/query?query=up").status()).isEqualTo(200);
      assertThat(client.get("/").body()).contains("<base href=\"/tocsin/\">");
      assertThat(client.get("/graph?g0.expr=up").header("Location"))
          .isEqualTo("/tocsin/explore?q=up");
    }
  }

  @Test
  void openAddressesNeedUsers() {
    var open =
        new HttpOptions(
            "0.0.0.0",
            0,
            Outside.NONE,
            false,
            false,
            QueryDefaults.PROMETHEUS,
            WebConfig.NONE,
            HttpLimits.defaults());
    assertThatThrownBy(() -> ListenPolicy.check(open))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("listen address: 0.0.0.0")
        .hasMessageContaining("--insecure");
    assertThat(ListenPolicy.check(HttpOptions.loopback(0)).isLoopbackAddress()).isTrue();
  }
}
