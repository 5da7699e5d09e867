package io.tocsin.api;

import static io.tocsin.api.SecurityFixture.PASSWORD;
import static io.tocsin.api.SecurityFixture.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.access.AccessTable;
import io.tocsin.api.http.Route;
import io.tocsin.catalog.Catalog;
import io.tocsin.kit.JsonReader;
import io.tocsin.security.Role;
import io.tocsin.security.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what, asked over real sockets.
class AccessTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String BROWSER = "User-Agent: Mozilla/5.0";
  private static final String PROXY = "X-Forwarded-For: 192.0.2.9";

  @TempDir Path folder;
  private final FakeParts fake = new FakeParts();
  private AlertmanagerFixture alertmanager;
  private SecurityFixture users;
  private Catalog pages;
  private HttpServer server;
  private RawClient client;

  private void start(HttpOptions options, Map<String, String> webUsers) throws IOException {
    alertmanager = new AlertmanagerFixture(folder.resolve("alerting"));
    users = new SecurityFixture(folder.resolve("catalog"), webUsers);
    fake.alerting = alertmanager.alerting();
    fake.security = users.security;
    pages =
        Catalog.open(
            folder.resolve("pages"), PageStores.parts(), fake.clock, new PrometheusRegistry());
    fake.pages = PageFixture.parts(pages, fake.clock);
    server = HttpServer.start(options, fake.parts());
    client = new RawClient(server.port());
  }

  private void start() throws IOException {
    start(HttpOptions.loopback(0), Map.of());
  }

  private static HttpOptions on(String host, boolean insecure, Outside outside, WebConfig web) {
    var plain = HttpOptions.loopback(0);
    return new HttpOptions(host, 0, outside, true, insecure, plain.queries(), web, plain.limits());
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
      users.close();
      pages.close();
      alertmanager.close();
    }
  }

  private static Map<?, ?> data(RawClient.Answer answer) {
    return (Map<?, ?>) ((Map<?, ?>) JsonReader.read(answer.body())).get("data");
  }

  private static String path(Route route) {
    return route.path().replaceAll("\\{[^}]*\\}", "7").replace("*", "nothing");
  }

  /// Answers for "who asks" of an endpoint that need no body, so that the gate is all that refuses.
  private int status(Route route, String... headers) throws IOException {
    var target = path(route) + "?query=up&start=0&end=1&step=1&match[]=up&label=job&topics=none";
    var all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: text/x-none");
    return client.send(route.method(), target, "", all.toArray(String[]::new)).status();
  }

  @Test
  void everyRouteIsHeldToItsLineForEverybody() throws Exception {
    start(on("127.0.0.1", false, Outside.NONE, WebConfig.NONE), Map.of());
    users.addUsers();
    // so that the live one is answered at once
    assertThat(fake.notices.listen()).isNotNull();
    assertThat(fake.notices.listen()).isNotNull();
    var table = AccessTable.of(server.routes());
    var callers = new LinkedHashMap<String, Map.Entry<Role, Predicate<Scope>>>();
    for (var role : Role.values()) {
      callers.put(basic(role.word()), Map.entry(role, scope -> true));
    }
    for (var scope : Scope.values()) {
      var token = "Authorization: Bearer " + users.token(Role.ADMIN, scope);
      callers.put(token, Map.entry(Role.ADMIN, scope::equals));
    }
    var token = users.token(Role.VIEWER, Scope.ALERTS);
    callers.put(basic("any name", token), Map.entry(Role.VIEWER, Scope.ALERTS::equals));
    int walked = 0;
    for (var route : server.routes()) {
      var access = table.access(route);
      var name = route.method() + " " + route.path();
      if (access == null) {
        assertThat(status(route)).as(name + " by nobody").isNotIn(401, 500);
        continue;
      }
      assertThat(status(route)).as(name + " by nobody").isEqualTo(401);
      for (var caller : callers.entrySet()) {
        boolean allowed =
            caller.getValue().getKey().covers(access.role())
                && caller.getValue().getValue().test(access.scope());
        var answer = status(route, caller.getKey());
        if (!allowed) {
          assertThat(answer).as(name + " by " + caller).isEqualTo(403);
        } else if (!isRefusedByItself(route)) {
          assertThat(answer).as(name + " by " + caller).isNotIn(401, 403, 500);
        }
        walked++;
      }
    }
    assertThat(walked).isGreaterThan(700);
    assertThat(fake.quits.get()).isPositive();
  }

  /// Whose own rules may say 403 too.
  private static boolean isRefusedByItself(Route route) {
    return route.path().contains("/admin/")
        || route.path().endsWith("/password")
        || route.path().equals("/-/reload"); // the second one fails in these parts
  }

  @Test
  void aRouteWithoutALineCannotBeServed() {
    var route = Route.reading("GET", "/api/v1/new", "is new", exchange -> exchange.send(204));
    assertThatThrownBy(() -> AccessTable.of(List.of(route)))
        .hasMessageContaining("routes without a role: [GET /api/v1/new]");
  }

  @Test
  void onLoopbackEverythingIsOpenUntilThereIsAUser() throws Exception {
    start();
    assertThat(client.get("/api/v1/query?query=up").status()).isEqualTo(200);
    var session = data(client.get("/api/v1/session"));
    assertThat(session.get("open")).isEqualTo(true);
    assertThat(session.get("setup")).isEqualTo(false);
    assertThat(session.get("user")).isNull();
    var made =
        client.post(
            "/api/v1/users",
            "{\"name\":\"ann\",\"role\":\"admin\",\"password\":\"" + PASSWORD + "\"}",
            JSON);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(client.get("/api/v1/query?query=up").status()).isEqualTo(401);
    assertThat(client.get("/api/v1/query?query=up", basic("ann")).status()).isEqualTo(200);
    var log = client.get("/api/v1/audit", basic("ann")).body();
    assertThat(log).contains("\"user\":\"anonymous\",\"action\":\"user.add\",\"what\":\"ann\"");
  }

  @Test
  void aProxyIsShownNothingUntilThereIsAUser() throws Exception {
    start();
    for (var header :
        List.of(
            PROXY, "Forwarded: for=192.0.2.9", "X-Forwarded-Proto: https", "x-forwarded-x: 1")) {
      assertClosed(header);
    }
    setUp(PROXY);
  }

  @Test
  void anOpenAddressShowsNothingUntilThereIsAUser() throws Exception {
    start(on("0.0.0.0", false, Outside.NONE, WebConfig.NONE), Map.of());
    assertClosed("Accept: */*");
    setUp("Accept: */*");
  }

  private void assertClosed(String header) throws IOException {
    for (var route : server.routes()) {
      var name = route.method() + " " + route.path();
      int status = status(route, header);
      switch (route.path()) {
        case "/-/healthy", "/-/ready" -> assertThat(status).as(name).isEqualTo(200);
        case "/api/v1/session" ->
            assertThat(status).as(name).isEqualTo(route.method().equals("GET") ? 200 : 403);
        case "/api/v1/setup" -> assertThat(status).as(name).isEqualTo(415);
        default -> assertThat(status).as(name).isEqualTo(403);
      }
    }
    assertThat(client.get("/", header).body())
        .contains("setup: no user yet (expected: the one-time");
    assertThat(client.get("/explore", header).status()).isEqualTo(403);
    assertThat(client.get("/assets/none.js", header).status()).isEqualTo(404);
    assertThat(data(client.get("/api/v1/session", header)).get("setup")).isEqualTo(true);
  }

  private void setUp(String header) throws IOException {
    var wrong =
        client.post(
            "/api/v1/setup",
            "{\"link\":\"x\",\"name\":\"ann\",\"password\":\"" + PASSWORD + "\"}",
            JSON,
            header);
    assertThat(wrong.status()).isEqualTo(403);
    var link = users.security.setupLink().secret();
    var body = "{\"link\":\"" + link + "\",\"name\":\"ann\",\"password\":\"" + PASSWORD + "\"}";
    var made = client.post("/api/v1/setup", body, JSON, header);
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(((Map<?, ?>) data(made).get("user")).get("role")).isEqualTo("admin");
    assertThat(client.get("/api/v1/labels", header).status()).isEqualTo(401);
    assertThat(client.get("/api/v1/labels", header, cookie(made)).status()).isEqualTo(200);
    assertThat(client.post("/api/v1/setup", body, JSON, header).status()).isEqualTo(403);
  }

  private static String cookie(RawClient.Answer answer) {
    return "Cookie: other=1; " + answer.header("Set-Cookie").split(";", 2)[0];
  }

  @Test
  void insecureLiftsIt() throws Exception {
    start(on("0.0.0.0", true, Outside.NONE, WebConfig.NONE), Map.of());
    assertThat(client.get("/api/v1/labels", PROXY).status()).isEqualTo(200);
    users.addUsers();
    awaitUsers();
    assertThat(client.get("/api/v1/labels", PROXY).status()).isEqualTo(401);
  }

  private void awaitUsers() {
    assertThat(users.security.hasUsers()).isTrue();
  }

  private RawClient.Answer signIn(String name, String password, String... headers)
      throws IOException {
    var all = new ArrayList<>(List.of(headers));
    all.add(JSON);
    return client.post(
        "/api/v1/session",
        "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}",
        all.toArray(String[]::new));
  }

  @Test
  void aSessionLetsABrowserInAndChangesNeedItsPage() throws Exception {
    start();
    users.addUsers();
    assertThat(signIn("editor", "wrong password").status()).isEqualTo(401);
    var answer = signIn("editor", PASSWORD, BROWSER);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Set-Cookie"))
        .matches("tocsin_session=[\\w-]{43}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
    var cookie = cookie(answer);
    var csrf = "X-Tocsin-Csrf: " + data(answer).get("csrf");
    assertThat(client.get("/api/v1/labels", cookie).status()).isEqualTo(200);
    var shown = data(client.get("/api/v1/session", cookie));
    assertThat(((Map<?, ?>) shown.get("user")).get("name")).isEqualTo("editor");
    assertThat(shown.get("csrf")).isEqualTo(data(answer).get("csrf"));

    var refused = client.send("DELETE", "/api/v1/queries/7", "", cookie);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("X-Tocsin-Csrf");
    var other = data(signIn("editor", PASSWORD)).get("csrf");
    assertThat(
            client
                .send("DELETE", "/api/v1/queries/7", "", cookie, "X-Tocsin-Csrf: " + other)
                .status())
        .isEqualTo(403);
    assertThat(client.send("DELETE", "/api/v1/queries/7", "", cookie, csrf).status())
        .isEqualTo(204);
    assertThat(client.post("/api/v1/query", "query=up", cookie).status()).isNotEqualTo(403);
    assertThat(client.get("/api/v1/users", cookie).body())
        .isEqualTo("role: editor (expected: admin)\n");
    assertThat(fake.cancels).containsExactly("cancel 7");

    assertThat(client.send("DELETE", "/api/v1/session", "", cookie).status()).isEqualTo(403);
    assertThat(client.send("DELETE", "/api/v1/session", "", cookie, csrf).status()).isEqualTo(200);
    assertThat(client.get("/api/v1/labels", cookie).status()).isEqualTo(401);
    assertThat(client.get("/api/v1/audit", basic("admin")).body())
        .contains("\"user\":\"editor\",\"action\":\"DELETE /api/v1/queries/{id}\",\"what\":\"7\"");
  }

  @Test
  void aCookieIsForThePathThatTheBrowserSees() throws Exception {
    var outside =
        new Outside(
            java.net.URI.create("https://watch.example.org/tocsin/"), "/tocsin", List.of(), null);
    start(on("127.0.0.1", false, outside, WebConfig.NONE), Map.of());
    users.addUsers();
    var answer =
        client.post(
            "/tocsin/api/v1/session",
            "{\"name\":\"viewer\",\"password\":\"" + PASSWORD + "\"}",
            JSON,
            PROXY,
            "X-Forwarded-Proto: https",
            "Host: watch.example.org",
            "Origin: https://watch.example.org");
    assertThat(answer.header("Set-Cookie"))
        .contains("; Path=/tocsin/; ", "; HttpOnly; SameSite=Lax; Secure");
    assertThat(client.get("/tocsin/api/v1/labels", PROXY, cookie(answer)).status()).isEqualTo(200);
    var sessions = client.get("/tocsin/api/v1/sessions", cookie(answer)).body();
    assertThat(sessions).contains("\"user\":\"viewer\"", "\"address\":\"192.0.2.9\"");
    assertThat(signInFrom("https://evil.example").status()).isEqualTo(403);
  }

  private RawClient.Answer signInFrom(String origin) throws IOException {
    return client.post("/tocsin/api/v1/session", "{}", JSON, "Origin: " + origin);
  }

  @Test
  void onlyProgramsAreAskedForANameByTheirOwnMeans() throws Exception {
    start();
    users.addUsers();
    assertThat(client.get("/api/v1/labels").header("WWW-Authenticate")).isEqualTo("Basic");
    var browser = client.get("/api/v1/labels", BROWSER);
    assertThat(browser.status()).isEqualTo(401);
    assertThat(browser.header("WWW-Authenticate")).isEmpty();
    assertThat(client.get("/login", BROWSER).status()).isNotIn(401, 403);
    assertThat(client.get("/-/ready").status()).isEqualTo(200);
    assertThat(client.get("/api/v1/labels", "Authorization: Bearer tocsin_x").status())
        .isEqualTo(401);
  }

  @Test
  void usersOfAWebConfigurationGuardEverythingAsBefore() throws Exception {
    var hash = BCrypt.withDefaults().hashToString(4, "bell".toCharArray());
    var web = new WebConfig(Map.of("web", hash), null, Map.of());
    start(on("127.0.0.1", false, Outside.NONE, web), web.users());
    assertThat(client.get("/-/healthy").status()).isEqualTo(401);
    assertThat(client.get("/").status()).isEqualTo(401);
    assertThat(client.get("/login", BROWSER).status()).isNotIn(401, 403);
    assertThat(client.get("/-/healthy", basic("web", "bell")).status()).isEqualTo(200);
    assertThat(client.get("/api/v1/users", basic("web", "bell")).body())
        .contains("\"name\":\"web\",\"role\":\"admin\",\"kind\":\"webconfig\"");
    var session = signIn("web", "bell", BROWSER);
    assertThat(client.get("/api/v1/labels", cookie(session)).status()).isEqualTo(200);
  }

  @Test
  void manyWrongPasswordsHaveToWait() throws Exception {
    start();
    users.addUsers();
    for (int i = 0; i < 10; i++) {
      assertThat(signIn("viewer", "wrong password").status()).isEqualTo(401);
    }
    var refused = signIn("viewer", PASSWORD);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 30);
    assertThat(client.get("/api/v1/labels", basic("viewer")).status()).isEqualTo(429);
    assertThat(client.get("/api/v1/labels", basic("editor")).status()).isEqualTo(200);
  }

  @Test
  void usersChangeTheirOwnPassword() throws Exception {
    start();
    users.addUsers();
    var cookie = cookie(signIn("viewer", PASSWORD));
    var csrf = "X-Tocsin-Csrf: " + data(client.get("/api/v1/session", cookie)).get("csrf");
    var wish = "{\"password\":\"battery staple\",\"old\":\"%s\"}";
    var path = "/api/v1/users/viewer/password";
    assertThat(client.send("PUT", path, wish.formatted("no"), JSON, cookie, csrf).status())
        .isEqualTo(403);
    assertThat(
            client
                .send(
                    "PUT",
                    "/api/v1/users/editor/password",
                    wish.formatted(PASSWORD),
                    JSON,
                    cookie,
                    csrf)
                .status())
        .isEqualTo(403);
    var done = client.send("PUT", path, wish.formatted(PASSWORD), JSON, cookie, csrf);
    assertThat(done.status()).as(done.body()).isEqualTo(204);
    assertThat(client.get("/api/v1/labels", cookie).status()).isEqualTo(401);
    assertThat(client.get("/api/v1/labels", cookie(done)).status()).isEqualTo(200);
    assertThat(signIn("viewer", "battery staple").status()).isEqualTo(200);
  }

  @Test
  void tokensAreMadeShownOnceAndTakenAway() throws Exception {
    start();
    users.addUsers();
    var wish = "{\"name\":\"ci\",\"role\":\"viewer\",\"scopes\":[\"read\"],\"expires\":null}";
    var made = client.post("/api/v1/tokens", wish, JSON, basic("admin"));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    var token = String.valueOf(data(made).get("token"));
    assertThat(client.get("/api/v1/labels", "Authorization: Bearer " + token).status())
        .isEqualTo(200);
    var list = client.get("/api/v1/tokens", basic("admin")).body();
    assertThat(list).contains("\"name\":\"ci\"", "\"scopes\":[\"read\"]").doesNotContain(token);
    assertThat(client.post("/api/v1/tokens", wish, JSON, basic("admin")).status()).isEqualTo(409);
    assertThat(client.post("/api/v1/tokens", "{\"name\":1}", JSON, basic("admin")).status())
        .isEqualTo(400);
    var id = data(made).get("id");
    assertThat(client.send("DELETE", "/api/v1/tokens/" + id, "", basic("admin")).status())
        .isEqualTo(204);
    assertThat(client.get("/api/v1/labels", "Authorization: Bearer " + token).status())
        .isEqualTo(401);
  }
}
