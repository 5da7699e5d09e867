package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.JsonReader;
import io.tocsin.notify.MatcherMode;
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

class AlertmanagerApiTest {
  private static final String SILENCES = "/api/v2/silences";
  private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

  @TempDir Path folder;
  private AlertmanagerFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new AlertmanagerFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private RawClient.Answer post(String path, String body) throws IOException {
    return fixture.client.post(path, body, "Content-Type: application/json");
  }

  private RawClient.Answer alerts(String body) throws IOException {
    return post("/api/v2/alerts", body);
  }

  private Map<?, ?> only(String pathAndQuery) throws IOException {
    var list = (List<?>) JsonReader.read(fixture.client.get(pathAndQuery).body());
    assertThat(list).hasSize(1);
    return (Map<?, ?>) list.getFirst();
  }

  private int count(String pathAndQuery) throws IOException {
    var answer = fixture.client.get(pathAndQuery);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return ((List<?>) JsonReader.read(answer.body())).size();
  }

  @Test
  void anAlertWithoutTimesBeginsNowAndEndsAfterTheResolveTimeout() throws IOException {
    assertThat(alerts("[{\"labels\":{\"alertname\":\"Down\",\"empty\":\"\"}}]").status())
        .isEqualTo(200);
    var alert = only("/api/v2/alerts");
    assertThat(alert.get("startsAt")).isEqualTo("2026-09-21T14:13:20.000Z");
    assertThat(alert.get("endsAt")).isEqualTo("2026-09-21T14:23:20.000Z");
    assertThat(alert.get("updatedAt")).isEqualTo("2026-09-21T14:13:20.000Z");
    assertThat(alert.get("labels")).isEqualTo(Map.of("alertname", "Down"));
    assertThat(alert.get("receivers")).isEqualTo(List.of(Map.of("name", "default")));
    assertThat(alert.get("fingerprint")).isEqualTo("6accfd3d0992a914");
  }

  /// As Alertmanager words it.
  @Test
  void aMethodThatAPathDoesNotHaveIsAnsweredWithThoseItHas() throws IOException {
    var answer = fixture.client.send("DELETE", "/api/v2/alerts", "");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("POST,GET");
    assertThat(answer.body())
        .isEqualTo(
            "{\"code\":405,\"message\":\"method DELETE is not allowed, but [POST,GET] are\"}");
    assertThat(fixture.client.send("POST", "/api/v2/silence/abc", "").body())
        .contains("method POST is not allowed, but [GET,DELETE] are");
    assertThat(fixture.client.get("/api/v2/nothing").body())
        .isEqualTo("{\"code\":404,\"message\":\"path /api/v2/nothing was not found\"}");
  }

  @Test
  void timesThatGoNeverSetCountAsNotTold() throws IOException {
    alerts(
        """
        [{"labels":{"a":"b"},"startsAt":"0001-01-01T00:00:00.000Z",
          "endsAt":"0001-01-01T00:00:00.000Z"}]
        """);
    assertThat(only("/api/v2/alerts").get("startsAt")).isEqualTo("2026-09-21T14:13:20.000Z");
  }

  @Test
  void theGoodAlertsOfARequestAreTakenAndTheBadOnesTold() throws IOException {
    var answer =
        alerts(
            """
            [{"labels":{"a":""}}, {"labels":{"alertname":"Good"}},
             {"labels":{"b":"c"},"startsAt":"2026-09-21T14:00:00Z",
              "endsAt":"2026-09-21T13:00:00Z"}]
            """);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(JsonReader.read(answer.body()))
        .isEqualTo("at least one label pair required\nstart time must be before end time");
    assertThat(count("/api/v2/alerts")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|422|602|alerts in body is required",
        "[{}]|422|602|0.labels in body is required",
        "{}|400|400|parsing alerts body from \"\" failed, because",
        "[{|400|400|parsing alerts body from \"\" failed, because",
        "[{\"labels\":{\"a\":1}}]|400|400|parsing alerts body from \"\" failed, because",
        "[{\"labels\":{\"a\":\"b\"},\"endsAt\":\"soon\"}]|400|400|parsing time \"soon\"",
        "[{\"labels\":{\"a\":\"b\"},\"generatorURL\":\"x y\"}]|422|601|must be of type uri: \"x y\"",
      })
  void malformedAlertsAreRefusedInAlertmanagersWords(
      String body, int status, int code, String words) throws IOException {
    var answer = alerts(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    var error = (Map<?, ?>) JsonReader.read(answer.body());
    assertThat(String.valueOf(error.get("code"))).isEqualTo(String.valueOf(code));
    assertThat(String.valueOf(error.get("message"))).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|422|comment in body is required",
        "{\"comment\":\"\",\"createdBy\":\"\",\"endsAt\":\"2027-01-01\",\"matchers\":[]}|422|matchers in body should have at least 1 items",
        "{\"comment\":\"\",\"createdBy\":\"\",\"endsAt\":\"2027-01-01\",\"matchers\":[{\"name\":\"a\",\"value\":\"\"}]}|422|matchers.0.isRegex in body is required",
      })
  void malformedSilencesAreRefusedInAlertmanagersWords(String body, int status, String words)
      throws IOException {
    var answer = post(SILENCES, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(words);
  }

  private static String silence(String start, String end, String matchers) {
    return "{\"comment\":\"c\",\"createdBy\":\"me\",\"startsAt\":\""
        + start
        + "\",\"endsAt\":\""
        + end
        + "\",\"matchers\":["
        + matchers
        + "]}";
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-23T00:00:00Z,2026-09-22T00:00:00Z,start time must be before end time",
    "2026-09-01T00:00:00Z,2026-09-02T00:00:00Z,end time can't be in the past",
  })
  void silencesThatMakeNoSenseAreRefused(String start, String end, String words)
      throws IOException {
    var answer =
        post(SILENCES, silence(start, end, "{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(JsonReader.read(answer.body())).isEqualTo("Failed to create silence: " + words);
  }

  private String makeSilence(String matchers) throws IOException {
    var answer = post(SILENCES, silence("2026-09-21T00:00:00Z", "2026-09-22T00:00:00Z", matchers));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return String.valueOf(((Map<?, ?>) JsonReader.read(answer.body())).get("silenceID"));
  }

  @Test
  void aSilenceCanBeMadeSeenFilteredAndEnded() throws IOException {
    alerts("[{\"labels\":{\"alertname\":\"Down\"}}]");
    var id = makeSilence("{\"name\":\"alertname\",\"value\":\"D.*\",\"isRegex\":true}");
    var silence = (Map<?, ?>) JsonReader.read(fixture.client.get("/api/v2/silence/" + id).body());
    assertThat(silence.get("status")).isEqualTo(Map.of("state", "active"));
    assertThat(silence.get("startsAt")).isEqualTo("2026-09-21T14:13:20.000Z");
    assertThat(silence.get("matchers"))
        .isEqualTo(
            List.of(Map.of("name", "alertname", "value", "D.*", "isRegex", true, "isEqual", true)));
    assertThat(count(SILENCES + "?filter=alertname%3D~%22D.*%22")).isEqualTo(1);
    assertThat(count(SILENCES + "?filter=alertname%3D%22Down%22")).isEqualTo(0);
    assertThat(count(SILENCES + "?active=false")).isEqualTo(0);
    var status = (Map<?, ?>) only("/api/v2/alerts").get("status");
    assertThat(status.get("state")).isEqualTo("suppressed");
    assertThat(status.get("silencedBy")).isEqualTo(List.of(id));
    assertThat(count("/api/v2/alerts?silenced=false")).isEqualTo(0);
    assertThat(fixture.client.send("DELETE", "/api/v2/silence/" + id, "").status()).isEqualTo(200);
    assertThat(count(SILENCES + "?expired=false")).isEqualTo(0);
    assertThat(count("/api/v2/alerts?silenced=false")).isEqualTo(1);
  }

  @Test
  void aSilenceThatIsNotThereIsNotFound() throws IOException {
    assertThat(fixture.client.get("/api/v2/silence/" + UNKNOWN).status()).isEqualTo(404);
    assertThat(fixture.client.send("DELETE", "/api/v2/silence/" + UNKNOWN, "").status())
        .isEqualTo(404);
    var body =
        silence(
                "2026-09-21T00:00:00Z",
                "2026-09-22T00:00:00Z",
                "{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}")
            .replace("{\"comment\"", "{\"id\":\"" + UNKNOWN + "\",\"comment\"");
    var unknown = post(SILENCES, body);
    assertThat(unknown.status()).isEqualTo(404);
    var noId = fixture.client.get("/api/v2/silence/x");
    assertThat(noId.status()).isEqualTo(422);
    assertThat(noId.body())
        .contains("\"code\":601", "silenceID in path must be of type uuid: \\\"x\\\"");
  }

  @Test
  void alertsAreFoundByMatchersReceiversAndStates() throws IOException {
    alerts(
        """
        [{"labels":{"alertname":"Down","team":"db"}}, {"labels":{"alertname":"Late","night":"yes"}},
         {"labels":{"alertname":"Full","severity":"critical"}},
         {"labels":{"alertname":"Full","severity":"warning"}}]
        """);
    assertThat(count("/api/v2/alerts")).isEqualTo(4);
    assertThat(count("/api/v2/alerts?filter=alertname%3DFull&filter=severity!%3Dwarning"))
        .isEqualTo(1);
    assertThat(count("/api/v2/alerts?inhibited=false")).isEqualTo(3);
    assertThat(count("/api/v2/alerts?active=false")).isEqualTo(1);
    assertThat(count("/api/v2/alerts?receiver=data.*")).isEqualTo(1);
    assertThat(count("/api/v2/alerts?receiver=data")).isEqualTo(0);
    assertThat(count("/api/v2/alerts?receiver_matchers=owner%3Ddba")).isEqualTo(1);
    assertThat(count("/api/v2/receivers?receiver_matchers=owner%3Ddba")).isEqualTo(1);
    assertThat(count("/api/v2/receivers")).isEqualTo(3);
    assertThat(count("/api/v2/alerts/groups")).isEqualTo(3);
    assertThat(fixture.client.get("/api/v2/alerts?receiver=(").body())
        .contains("failed to parse receiver param: ");
  }

  @Test
  void statusTellsOfOneMemberAndTheConfigurationInForce() throws IOException {
    var status = (Map<?, ?>) JsonReader.read(fixture.client.get("/api/v2/status").body());
    assertThat(status.get("cluster"))
        .isEqualTo(
            Map.of(
                "name",
                "me",
                "status",
                "ready",
                "peers",
                List.of(Map.of("name", "me", "address", "127.0.0.1:9093"))));
    assertThat(((Map<?, ?>) status.get("versionInfo")).get("version")).isEqualTo("0.34.0");
    assertThat(String.valueOf(((Map<?, ?>) status.get("config")).get("original")))
        .contains("receiver: databases", "resolve_timeout: 10m");
  }

  @Test
  void whatIsNotServedSaysSo() throws IOException {
    var unknown = fixture.client.get("/api/v2/nothing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body()).contains("{\"code\":404,\"message\":\"path /api/v2/nothing was not");
    var text = fixture.client.post("/api/v2/alerts", "[]", "Content-Type: text/plain");
    assertThat(text.status()).isEqualTo(415);
    assertThat(text.body()).contains("unsupported media type \\\"text/plain\\\"");
    for (var path : List.of("alerts", "silences", "status", "receivers", "silence/x")) {
      var gone = fixture.client.get("/api/v1/" + path);
      assertThat(gone.status()).isEqualTo(410);
      assertThat(gone.body()).contains("\"status\":\"deprecated\"");
    }
  }

  @Test
  void theProcessAnswersAsAlertmanagerDoes() throws IOException {
    assertThat(fixture.client.get("/-/healthy").body()).isEqualTo("OK");
    assertThat(fixture.client.get("/-/ready").body()).isEqualTo("OK");
    assertThat(fixture.client.get("/metrics").body()).contains("alertmanager_alerts");
    assertThat(fixture.client.post("/-/reload", "").status()).isEqualTo(200);
    var bad = fixture.client.post("/-/reload", "");
    assertThat(bad.status()).isEqualTo(500);
    assertThat(bad.body()).contains("failed to reload config: alertmanager.yml:3: route");
  }

  @Test
  void classicModeRefusesWhatOnlyUtf8Allows(@TempDir Path other) throws IOException {
    try (var classic = new AlertmanagerFixture(other, MatcherMode.CLASSIC)) {
      var alert =
          classic.client.post(
              "/api/v2/alerts", "[{\"labels\":{\"Σ\":\"a\"}}]", "Content-Type: application/json");
      assertThat(alert.status()).isEqualTo(400);
      assertThat(alert.body()).contains("invalid label set: invalid name");
      var silence =
          classic.client.post(
              SILENCES,
              silence(
                  "2026-09-21T00:00:00Z",
                  "2026-09-22T00:00:00Z",
                  "{\"name\":\"Σ\",\"value\":\"b\",\"isRegex\":false}"),
              "Content-Type: application/json");
      assertThat(silence.status()).isEqualTo(400);
      assertThat(silence.body()).contains("invalid silence: invalid label matcher");
    }
  }
}
