package io.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Yaml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Asks a recording server on this machine.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class HttpSenderTest {
  private static final HttpSurroundings SURROUNDINGS =
      new HttpSurroundings(LocalFiles.disk(), Clock.system(), "Tocsin/test");

  @TempDir private Path folder;

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void begin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, 200, "hello"));
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, int status, String text) throws IOException {
    var headers = exchange.getRequestHeaders();
    seen.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + headers.getFirst("User-Agent")
            + " "
            + headers.getFirst("Authorization")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private URI url(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  private HttpSender sender(String yaml) {
    var place = new ConfigPlace(folder, LocalFiles.disk(), (node, what) -> {});
    return new HttpSender(new HttpReader(place).readAll(Yaml.parse("h.yml", yaml)), SURROUNDINGS);
  }

  @Test
  void aBodyIsPostedAndTheAnswerRead() throws IOException {
    var answer = sender("{}").send(HttpAsk.postJson(url("/a?b=c"), "{\"x\":1}", 5_000));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("hello");
    assertThat(seen).containsExactly("POST /a?b=c Tocsin/test null {\"x\":1}");
  }

  @Test
  void aConnectionIsUsedAgain() throws IOException {
    var ports = new CopyOnWriteArrayList<Integer>();
    server.createContext(
        "/port",
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          answer(exchange, 200, "x");
        });
    var sender = sender("{}");
    sender.send(HttpAsk.postJson(url("/port"), "1", 5_000));
    sender.send(HttpAsk.postJson(url("/port"), "2", 5_000));
    assertThat(ports).hasSize(2);
    assertThat(ports.getFirst()).isEqualTo(ports.getLast());
  }

  @Test
  void aConnectionThatTheServerClosedIsNotUsedAgain() throws IOException {
    var sender = sender("{}");
    sender.send(HttpAsk.get(url("/1"), 5_000));
    int port = server.getAddress().getPort();
    server.stop(0);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", exchange -> answer(exchange, 200, "again"));
    server.start();
    assertThat(sender.send(HttpAsk.postJson(url("/2"), "2", 5_000)).text()).isEqualTo("again");
  }

  @Test
  void credentialsFilesAreReadForEachRequest() throws IOException {
    var file = folder.resolve("token");
    Files.writeString(file, "one\n");
    var sender = sender("{authorization: {credentials_file: token}}");
    sender.send(HttpAsk.get(url("/1"), 5_000));
    Files.writeString(file, "two\n");
    sender.send(HttpAsk.get(url("/2"), 5_000));
    assertThat(seen)
        .containsExactly("GET /1 Tocsin/test Bearer one ", "GET /2 Tocsin/test Bearer two ");
  }

  @Test
  void aRedirectIsFollowedAsItsStatusSays() throws IOException {
    for (int status : List.of(302, 307)) {
      server.createContext(
          "/" + status,
          exchange -> {
            exchange.getResponseHeaders().set("Location", "/to" + status);
            answer(exchange, status, "");
          });
    }
    var sender = sender("{basic_auth: {username: u, password: p}}");
    assertThat(sender.send(HttpAsk.postJson(url("/302"), "x", 5_000)).status()).isEqualTo(200);
    assertThat(sender.send(HttpAsk.postJson(url("/307"), "y", 5_000)).status()).isEqualTo(200);
    assertThat(seen)
        .containsExactly(
            "POST /302 Tocsin/test Basic dTpw x",
            "GET /to302 Tocsin/test Basic dTpw ",
            "POST /307 Tocsin/test Basic dTpw y",
            "POST /to307 Tocsin/test Basic dTpw y");
  }

  @Test
  void credentialsDoNotGoToAnotherHost() throws IOException {
    server.createContext(
        "/away",
        exchange -> {
          var to = "http://127.0.0.1:" + server.getAddress().getPort() + "/there";
          exchange.getResponseHeaders().set("Location", to);
          answer(exchange, 307, "");
        });
    var ask = HttpAsk.postJson(url("/away"), "x", 5_000).with("Authorization", "GenieKey k");
    sender("{http_headers: {X-Key: {secrets: [s]}}}").send(ask);
    assertThat(seen)
        .containsExactly("POST /away Tocsin/test GenieKey k x", "POST /there Tocsin/test null x");
  }

  @Test
  void aRedirectIsAnAnswerWhereNoneShallBeFollowed() throws IOException {
    server.createContext(
        "/r",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/x");
          answer(exchange, 302, "");
        });
    var answer = sender("{follow_redirects: false}").send(HttpAsk.get(url("/r"), 5_000));
    assertThat(answer.status()).isEqualTo(302);
  }

  @Test
  void ofALongAnswerTheBeginningIsKept() throws IOException {
    server.createContext("/long", exchange -> answer(exchange, 500, "x".repeat(100_000)));
    var ask = new HttpAsk("GET", url("/long"), Map.of(), new byte[0], 5_000, 1_000);
    var answer = sender("{}").send(ask);
    assertThat(answer.body()).hasSize(1_000);
    assertThat(answer.cut()).isTrue();
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedFor() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var uri = URI.create("http://localhost:" + silent.getLocalPort() + "/secret-path");
      assertThatThrownBy(() -> sender("{}").send(HttpAsk.postJson(uri, "x", 50)))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("timeout: no complete answer in 50 ms");
    }
  }

  @Test
  void aRefusedConnectionIsNamedWithoutThePath() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    var uri = URI.create("http://127.0.0.1:" + free + "/secret-path");
    assertThatThrownBy(() -> sender("{}").send(HttpAsk.postJson(uri, "x", 5_000)))
        .hasMessage("connect 127.0.0.1:" + free + ": connection refused");
  }

  @Test
  void theTimeToWaitIsReadInSecondsAndAsDate() {
    long now = 1_445_412_480_000L;
    assertThat(waiting("120").retryAfterMillis(now)).isEqualTo(120_000);
    assertThat(waiting("Wed, 21 Oct 2015 07:28:30 GMT").retryAfterMillis(now)).isEqualTo(30_000);
    assertThat(waiting("soon").retryAfterMillis(now)).isZero();
  }

  private static HttpAnswer waiting(String retryAfter) {
    return new HttpAnswer(429, "429", "", new byte[0], false, retryAfter);
  }

  @Test
  void aPlainServerIsAskedThroughAProxy() throws IOException {
    var proxy = "{proxy_url: \"http://u:p@127.0.0.1:" + server.getAddress().getPort() + "\"}";
    var targets = new CopyOnWriteArrayList<String>();
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          targets.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Host")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
          answer(exchange, 200, "by proxy");
        });
    var uri = URI.create("http://no.such.host.invalid:8080/a?b");
    assertThat(sender(proxy).send(HttpAsk.get(uri, 5_000)).text()).isEqualTo("by proxy");
    assertThat(targets)
        .containsExactly(
            "http://no.such.host.invalid:8080/a?b no.such.host.invalid:8080 Basic dTpw");
  }

  @Test
  void aTokenIsFetchedOnceAndSent() throws IOException {
    server.createContext(
        "/token",
        exchange ->
            answer(
                exchange,
                200,
                "{\"access_token\": \"t1\", \"token_type\": \"bearer\", \"expires_in\": 3600}"));
    var sender =
        sender(
            "{oauth2: {client_id: id, client_secret: \"s/1\", scopes: [a, b], token_url: \""
                + url("/token")
                + "\", endpoint_params: {audience: x}}}");
    sender.send(HttpAsk.get(url("/1"), 5_000));
    sender.send(HttpAsk.get(url("/2"), 5_000));
    assertThat(seen)
        .containsExactly(
            "POST /token Tocsin/test Basic aWQ6cyUyRjE="
                + " grant_type=client_credentials&scope=a+b&audience=x",
            "GET /1 Tocsin/test Bearer t1 ",
            "GET /2 Tocsin/test Bearer t1 ");
  }

  @Test
  void aTokenServerMayWantTheClientAmongTheParameters() throws IOException {
    server.createContext(
        "/token",
        exchange -> {
          boolean basic = exchange.getRequestHeaders().containsKey("Authorization");
          answer(exchange, basic ? 401 : 200, basic ? "" : "{\"access_token\": \"t2\"}");
        });
    var oauth = "{oauth2: {client_id: id, client_secret: s, token_url: \"" + url("/token") + "\"}}";
    sender(oauth).send(HttpAsk.get(url("/1"), 5_000));
    assertThat(seen)
        .endsWith(
            "POST /token Tocsin/test null"
                + " grant_type=client_credentials&client_id=id&client_secret=s",
            "GET /1 Tocsin/test Bearer t2 ");
  }
}
