package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users of the packaged program: the first one, those from the shell, and what a kill leaves.
@Order(8)
class AccountsTest {
  private static final Pattern LINK =
      Pattern.compile("link=\"?(http://[^ \"]+)/setup\\?link=([^ \"]+)");
  private static final String PASSWORD = "correct horse";
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;

  private static String basic(String name) {
    var pair = (name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static int status(Web web, String path, String authorization) throws Exception {
    var request = HttpRequest.newBuilder(web.uri(path)).header("Authorization", authorization);
    return web.send(request.build()).status();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Command users(String... words) throws Exception {
    var line = new java.util.ArrayList<>(List.of("users"));
    line.addAll(List.of(words));
    line.addAll(List.of("--data", data().toString()));
    return Command.tocsinReading(PASSWORD + "\n", line.toArray(String[]::new));
  }

  @Test
  void theLinkOfTheFirstStartMakesTheAdministratorWhoOutlivesAKill() throws Exception {
    var words = List.of("serve", "--listen", "0.0.0.0:0", "--data", data().toString());
    String secret;
    try (var tocsin = Tocsin.startWith(words)) {
      var web = tocsin.web();
      var found =
          Eventually.get(SOON, () -> LINK.matcher(tocsin.log().text()), matcher -> matcher.find());
      secret = found.group(2);
      for (var path : List.of("/", "/explore", "/metrics", "/api/v1/query?query=1", "/health")) {
        assertThat(web.get(path).status()).as(path).isEqualTo(403);
      }
      for (var path : List.of("/-/healthy", "/-/ready", "/setup?link=" + secret)) {
        assertThat(web.get(path).status()).as(path).isEqualTo(200);
      }
      assertThat(setUp(web, secret + "x")).isEqualTo(403);
      assertThat(setUp(web, secret)).isEqualTo(200);
      tocsin.kill();
    }
    try (var tocsin = Tocsin.startWith(words)) {
      var web = tocsin.web();
      assertThat(tocsin.log().text()).doesNotContain("/setup?link=");
      assertThat(web.get("/api/v1/query?query=1").status()).isEqualTo(401);
      assertThat(status(web, "/api/v1/users", basic("ann"))).isEqualTo(200);
      assertThat(setUp(web, secret)).isEqualTo(403);
    }
  }

  private static int setUp(Web web, String link) throws Exception {
    var body = "{\"link\":\"" + link + "\",\"name\":\"ann\",\"password\":\"" + PASSWORD + "\"}";
    var request =
        HttpRequest.newBuilder(web.uri("/api/v1/setup"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return web.send(request.build()).status();
  }

  @Test
  void theShellChangesUsersBesideARunningServer() throws Exception {
    try (var tocsin = Tocsin.start(data())) {
      var web = tocsin.web();
      assertThat(web.get("/api/v1/labels").status()).isEqualTo(200);
      assertThat(users("add", "bob").err()).contains("expected: admin, for the first user");
      assertThat(users("add", "ann", "--role", "admin").out()).isEqualTo("ann: added as admin");
      Eventually.get(SOON, () -> web.get("/api/v1/labels").status(), code -> code == 401);
      assertThat(status(web, "/api/v1/labels", basic("ann"))).isEqualTo(200);
      assertThat(users("add", "bob").exit()).isZero();
      assertThat(status(web, "/-/reload", basic("bob"))).isEqualTo(405);
      assertThat(status(web, "/api/v1/audit", basic("bob"))).isEqualTo(403);
      assertThat(users("role", "bob", "--role", "admin").exit()).isZero();
      assertThat(status(web, "/api/v1/audit", basic("bob"))).isEqualTo(200);
      assertThat(users("list").out()).contains("ann", "bob", "admin");
      assertThat(users("remove", "bob").exit()).isZero();
      assertThat(status(web, "/api/v1/audit", basic("bob"))).isEqualTo(401);
      assertThat(users("remove", "ann").err()).contains("the last administrator");
      var made =
          Command.tocsin("tokens", "add", "ci", "--scopes", "read", "--data", data().toString());
      assertThat(made.out()).startsWith("tocsin_");
      assertThat(status(web, "/api/v1/labels", "Bearer " + made.out())).isEqualTo(200);
      assertThat(status(web, "/api/v1/audit", "Bearer " + made.out())).isEqualTo(403);
      Command.tocsin("tokens", "revoke", "ci", "--data", data().toString());
      assertThat(status(web, "/api/v1/labels", "Bearer " + made.out())).isEqualTo(401);
    }
  }
}
