package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Nobody else reaches in: not from the network, not through a page in the same browser.
@Order(6)
@ExtendWith(SharedServer.class)
class SafeDefaultsTest {
  // bcrypt of "correct horse", cost 5.
  private static final String USERS =
      """
      basic_auth_users:
        ada: $2a$05$hTe/1Rz63dgfUG9VKF35U.CzfN83Qgt78agYVI2SNTFnu/Xtp1M1m
      """;

  private static String status(String answer) {
    return answer.lines().findFirst().orElse("nothing");
  }

  private static String request(String line, String... headers) {
    return line + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  @Test
  void whatAProxyPassesOnIsShownNothingWithoutUsers(Tocsin tocsin) throws Exception {
    var web = tocsin.web();
    for (var header : List.of("X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1")) {
      for (var path : List.of("/", "/metrics", "/api/v1/query?query=1")) {
        var answer = web.raw(request("GET " + path, "Host: localhost", header));
        assertThat(status(answer)).as(path).contains(" 403 ");
      }
      var ready = web.raw(request("GET /-/ready", "Host: localhost", header));
      assertThat(status(ready)).contains(" 200 ");
    }
  }

  @Test
  void anotherAddressIsServedWhenInsecureIsAskedFor(@TempDir Path data) throws Exception {
    var words = List.of("serve", "--listen", "0.0.0.0:0", "--insecure", "--data", data.toString());
    try (var tocsin = Tocsin.startWith(words)) {
      assertThat(tocsin.web().get("/-/ready").status()).isEqualTo(200);
      assertThat(tocsin.log().text())
          .as("it is said at the start")
          .containsIgnoringCase("insecure");
    }
  }

  @Test
  void anotherAddressIsServedToUsersWhoSayWhoTheyAre(@TempDir Path folder) throws Exception {
    var users = folder.resolve("web.yml");
    Files.writeString(users, USERS);
    var words =
        List.of(
            "serve",
            "--listen",
            "0.0.0.0:0",
            "--web.config.file",
            users.toString(),
            "--data",
            folder.resolve("data").toString());
    try (var tocsin = Tocsin.startWith(words)) {
      var web = tocsin.web();
      for (var path :
          new String[] {"/", "/api/v1/query?query=1", "/metrics", "/api/v1/status/config"}) {
        assertThat(web.get(path).status()).as(path).isEqualTo(401);
      }
      assertThat(web.post("/api/v1/query?query=1").status()).isEqualTo(401);
      assertThat(signedIn(web, "ada", "wrong horse")).isEqualTo(401);
      assertThat(signedIn(web, "bob", "correct horse")).isEqualTo(401);
      assertThat(signedIn(web, "ada", "correct horse")).isEqualTo(200);
    }
  }

  private static int signedIn(Web web, String user, String password) throws Exception {
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return web.send(
            HttpRequest.newBuilder(web.uri("/api/v1/query?query=1"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
                .build())
        .status();
  }

  @Test
  void aRequestForAForeignHostIsRefused(Tocsin tocsin) throws Exception {
    var web = tocsin.web();
    var line = "GET /api/v1/query?query=1";
    assertThat(status(web.raw(request(line, "Host: evil.example")))).contains(" 403 ");
    assertThat(status(web.raw(request(line, "Host: evil.example:" + web.port()))))
        .contains(" 403 ");
    assertThat(status(web.raw(request(line, "Host: localhost:" + web.port())))).contains(" 200 ");
    assertThat(status(web.raw(request(line, "Host: 127.0.0.1:" + web.port())))).contains(" 200 ");
  }

  @Test
  void aRequestForANameThatItIsCalledByIsAnswered(@TempDir Path data) throws Exception {
    try (var tocsin = Tocsin.start(data, "--web.allowed-hosts=tocsin, Monitor.example")) {
      var web = tocsin.web();
      var line = "GET /api/v1/query?query=1";
      assertThat(status(web.raw(request(line, "Host: tocsin:9090")))).contains(" 200 ");
      assertThat(status(web.raw(request(line, "Host: monitor.example")))).contains(" 200 ");
      var refused = web.raw(request(line, "Host: evil.example"));
      assertThat(status(refused)).contains(" 403 ");
      assertThat(refused).contains("--web.allowed-hosts");
    }
  }

  @Test
  void behindAProxyTheHostAndThePathOfItsOutsideAddressAreOurs(@TempDir Path data)
      throws Exception {
    try (var tocsin = Tocsin.start(data, "--web.external-url=https://monitor.example/tocsin/")) {
      var web = tocsin.web();
      var line = "GET /tocsin/api/v1/query?query=1";
      assertThat(status(web.raw(request(line, "Host: monitor.example")))).contains(" 200 ");
      assertThat(status(web.raw(request(line, "Host: evil.example")))).contains(" 403 ");
      var page = web.raw(request("GET /tocsin/", "Host: monitor.example"));
      assertThat(status(page)).contains(" 200 ");
      assertThat(web.post("/tocsin/api/v1/query?query=1", "Origin", "https://monitor.example"))
          .matches(reply -> reply.status() == 200, "answers 200");
    }
  }

  @Test
  void aChangeFromAForeignPageIsRefused(Tocsin tocsin) throws Exception {
    var web = tocsin.web();
    for (var path : new String[] {"/api/v1/write", "/-/reload", "/-/quit"}) {
      var foreign = web.post(path, "Origin", "http://evil.example");
      assertThat(foreign.status()).as(path).isEqualTo(403);
      assertThat(web.post(path, "Origin", "null").status()).as(path).isEqualTo(403);
    }
    var own = "http://127.0.0.1:" + web.port();
    assertThat(web.post("/api/v1/query?query=1", "Origin", own).status()).isEqualTo(200);
    assertThat(web.post("/api/v1/query?query=1").status()).isEqualTo(200);
  }

  @Test
  void answersCarryAPolicyAgainstForeignScripts(Tocsin tocsin) throws Exception {
    var answer =
        tocsin.web().raw(request("GET /", "Host: localhost")).toLowerCase(java.util.Locale.ROOT);
    var head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    assertThat(head).contains("content-security-policy:", "x-content-type-options: nosniff");
    assertThat(head).doesNotContain("access-control-allow-origin");
  }

  @Test
  void rawBracketsInAUrlAreUnderstood(Tocsin tocsin) throws Exception {
    var web = tocsin.web();
    for (var query :
        new String[] {
          "query?query=up{job=%22tocsin%22}[1m]",
          "query?query=up{job=~%22node|tocsin%22}",
          "series?match[]={__name__=~%22up|node_load1%22}",
          "query?query=up{job=\"tocsin\"}",
        }) {
      var answer = web.raw(request("GET /api/v1/" + query, "Host: localhost"));
      assertThat(status(answer)).as(query).contains(" 200 ");
      assertThat(answer).as(query).contains("\"status\":\"success\"");
    }
  }

  @Test
  void anEncodingThatIsNotKnownIsNamed(Tocsin tocsin) throws Exception {
    var web = tocsin.web();
    for (var encoding : List.of("zstd", "lz4-of-mine")) {
      var write =
          HttpRequest.newBuilder(web.uri("/api/v1/write"))
              .header("Content-Encoding", encoding)
              .header("Content-Type", "application/x-protobuf")
              .POST(HttpRequest.BodyPublishers.ofString("abc"));
      var reply = web.send(write.build());
      assertThat(reply.status()).isEqualTo(415);
      assertThat(reply.body()).isEqualTo("Content-Encoding: " + encoding + " (expected: snappy)\n");
    }
  }

  @Test
  void anOversizedRequestIsRefusedAndTheServerLives(Tocsin tocsin) throws Exception {
    var web = tocsin.web();
    var long_ = "a".repeat(200_000);
    var answer =
        web.raw(request("GET /api/v1/query?query=1", "Host: localhost", "X-Long: " + long_));
    assertThat(status(answer)).containsPattern(" 4\\d\\d ");
    assertThat(web.get("/-/ready").status()).isEqualTo(200);
  }
}
