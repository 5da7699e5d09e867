package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.api.WebhookSecrets.Sender;
import io.tocsin.kit.JsonReader;
import io.tocsin.kit.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events on a whole server, over a store of three.
class EventApiTest {
  private static final String PATH = "/api/v1/events";

  @TempDir Path folder;
  private AlertmanagerFixture fixture;
  private HttpServer server;
  private RawClient client;

  @BeforeEach
  void open() throws IOException {
    fixture = new AlertmanagerFixture(folder);
    var fake = new FakeParts();
    fake.alerting = fixture.alerting();
    server = HttpServer.start(HttpOptions.loopback(0), fake.parts(fake.registry, fixture.clock));
    client = new RawClient(server.port());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    fixture.close();
  }

  private List<?> events(String query) throws IOException {
    var answer = client.get(PATH + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return (List<?>) ((Map<?, ?>) JsonReader.read(answer.body())).get("data");
  }

  private void post(String path, String body) throws IOException {
    var answer = client.post(PATH + path, body, "Content-Type: application/json");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static Object field(Object event, String name) {
    return ((Map<?, ?>) event).get(name);
  }

  @Test
  void anEventIsKeptFoundAndToldAsAnAlertOfTheLowestSeverity() throws IOException {
    post(
        "",
        """
        {"id":"d1","kind":"deployment","title":"api v2","labels":{"env":"prod","team":"db"}}
        """);
    assertThat(events("")).hasSize(1);
    assertThat(events("?kind=scaling")).isEmpty();
    assertThat(events("?match[]=env%3D%22prod%22")).hasSize(1);
    assertThat(events("?match[]=env!%3D%22prod%22")).isEmpty();
    assertThat(events("?start=2026-09-21T14:13:20Z&end=2026-09-21T14:13:20Z")).hasSize(1);
    assertThat(events("?end=1789999999")).isEmpty();
    var alerts = fixture.client.get("/api/v2/alerts").body();
    assertThat(alerts)
        .contains("\"alertname\":\"Event\"", "\"severity\":\"info\"", "\"kind\":\"deployment\"")
        .contains("\"summary\":\"api v2\"", "\"name\":\"databases\"");
  }

  @Test
  void theSameEventAgainIsNoNews() throws IOException {
    var body = "{\"kind\":\"scaling\",\"title\":\"3 to 5\",\"time\":1790000000}";
    post("", body);
    post("", body);
    assertThat(events("")).hasSize(1);
    assertThat(client.post(PATH, body).body()).contains("\"added\":0");
  }

  @Test
  void historyAndQuietEventsAreKeptAndToldToNobody() throws IOException {
    post(
        "",
        """
        [{"kind":"deployment","title":"old","time":"2026-09-21T10:00:00Z"},
         {"kind":"deployment","title":"quiet","notify":false}]
        """);
    assertThat(events("")).hasSize(2);
    assertThat(fixture.client.get("/api/v2/alerts").body().strip()).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1]|body[0]: 1 (expected: an event",
        "{\"kind\":\"deployment\"}|title: missing (expected: a line of text)",
        "{\"title\":\"x\"}|kind:  (expected: a word",
        "{\"kind\":\"d\",\"title\":\"x\",\"time\":\"soon\"}|time: soon (expected: RFC 3339 or Unix",
        "{\"kind\":\"d\",\"title\":\"x\",\"time\":2,\"timeEnd\":1}|timeEnd: 1 (expected: not before",
        "{\"kind\":\"d\",\"title\":\"x\",\"labels\":{\"a\":[]}}|labels.a: [] (expected: a text)",
        "{|body: json: at",
      })
  void whatIsNoEventIsRefused(String body, String words) throws IOException {
    var answer = client.post(PATH, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(words);
  }

  @Test
  void aForeignPageCannotTellEvents() throws IOException {
    var answer = client.post(PATH, "{}", "Origin: http://evil.example");
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void gitHubsDeploymentsBecomeOneEventThatEnds() throws IOException {
    var deployment =
        """
        "deployment":{"id":17,"ref":"main","sha":"abc","environment":"production",
          "created_at":"2026-09-21T14:10:00Z","creator":{"login":"ann"},"description":"d"},
        "repository":{"full_name":"acme/api"}
        """;
    post("/github", "{\"action\":\"created\"," + deployment + "}");
    post(
        "/github",
        "{\"deployment_status\":{\"state\":\"success\",\"created_at\":\"2026-09-21T14:12:00Z\"},"
            + deployment
            + "}");
    post("/github", "{\"zen\":\"Keep it logically awesome.\"}");
    var found = events("");
    assertThat(found).hasSize(1);
    assertThat(field(found.getFirst(), "title")).isEqualTo("acme/api main to production: success");
    assertThat(String.valueOf(field(found.getFirst(), "timeEnd"))).isEqualTo("1789999920");
    assertThat(field(found.getFirst(), "id")).isEqualTo("github/acme/api/17");
  }

  @Test
  void gitLabsDeploymentsAndAnAlertmanagersAlertsBecomeEvents() throws IOException {
    post(
        "/gitlab",
        """
        {"object_kind":"deployment","status":"success","deployment_id":15,
         "status_changed_at":"2026-09-21 16:13:00 +0200","environment":"staging","ref":"main",
         "project":{"path_with_namespace":"acme/web"},"user":{"username":"bob"},
         "short_sha":"279484c0","commit_title":"Add new file"}
        """);
    post(
        "/alertmanager",
        """
        {"version":"4","status":"firing","alerts":[{"status":"resolved","fingerprint":"f",
         "labels":{"alertname":"Down"},"annotations":{"summary":"It was."},
         "startsAt":"2026-09-21T14:00:00Z","endsAt":"2026-09-21T14:05:00Z"}]}
        """);
    var found = events("");
    assertThat(found).hasSize(2);
    assertThat(field(found.get(0), "title")).isEqualTo("acme/web main to staging: success");
    assertThat(field(found.get(1), "title")).isEqualTo("Down: It was.");
    assertThat(field(found.get(1), "kind")).isEqualTo("alert");
  }

  /// The example of GitHub's documentation of signatures.
  @Test
  void gitHubHasToSignWhereThereIsASecret() throws IOException {
    fixture.secrets.put(Sender.GITHUB, new Secret("It's a Secret to Everybody"));
    var signature = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    assertThat(hook("/github", "Hello, World!", "X-Hub-Signature-256: sha256=" + signature))
        .isEqualTo(400); // let in, and no JSON
    assertThat(hook("/github", "Hello, World?", "X-Hub-Signature-256: sha256=" + signature))
        .isEqualTo(401);
    assertThat(hook("/github", "Hello, World!", "X-Hub-Signature-256: sha256=00")).isEqualTo(401);
    assertThat(hook("/github", "{}", "X-Other: 1")).isEqualTo(401);
    assertThat(hook("/gitlab", "{}", "X-Other: 1")).isEqualTo(200);
    assertThat(client.post(PATH + "/github", "{}").body()).doesNotContain("Everybody");
  }

  @Test
  void gitLabHasToSendItsTokenWhereThereIsOne() throws IOException {
    fixture.secrets.put(Sender.GITLAB, new Secret("token-1"));
    assertThat(hook("/gitlab", "{}", "X-Gitlab-Token: token-1")).isEqualTo(200);
    assertThat(hook("/gitlab", "{}", "X-Gitlab-Token: token-2")).isEqualTo(401);
    assertThat(client.post(PATH + "/gitlab", "{}").status()).isEqualTo(401);
    assertThat(client.post(PATH + "/github", "{}").status()).isEqualTo(200);
  }

  private int hook(String path, String body, String header) throws IOException {
    return client.post(PATH + path, body, header).status();
  }

  @Test
  void routesReceiversAndAcknowledgementsAreAnswered() throws IOException {
    var routes = client.get("/api/v1/alerting/routes?match[]=night%3Dyes").body();
    assertThat(routes)
        .contains("\"receiver\":\"nobody\"", "\"muted\":true", "\"interval\":\"always\"");
    assertThat(client.get("/api/v1/alerting/routes?match[]=a!%3Db").status()).isEqualTo(400);
    assertThat(client.post("/api/v1/alerting/receivers/none/test", "").status()).isEqualTo(404);
    fixture.client.post(
        "/api/v2/alerts",
        "[{\"labels\":{\"alertname\":\"Down\"}}]",
        "Content-Type: application/json");
    var path = "/api/v1/alerting/alerts/6accfd3d0992a914/acknowledge";
    assertThat(client.post(path, "{\"by\":\"ann\",\"comment\":\"mine\"}").body())
        .contains("\"by\":\"ann\"");
    assertThat(client.post(path.replace("6acc", "0000"), "{\"by\":\"ann\"}").status())
        .isEqualTo(404);
    assertThat(client.get("/api/v2/receivers").status()).isEqualTo(200);
  }
}
