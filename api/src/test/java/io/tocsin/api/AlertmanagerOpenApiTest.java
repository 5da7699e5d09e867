package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.kit.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Walks Alertmanager's published description of its API and holds our answer to each operation
/// against it.
class AlertmanagerOpenApiTest {
  private static final String ALERTS =
      """
      [{"labels": {"alertname": "Down", "team": "db"}, "annotations": {"summary": "It is."},
        "generatorURL": "http://prometheus/graph"},
       {"labels": {"alertname": "Late", "night": "yes"}},
       {"labels": {"alertname": "Full", "severity": "critical"}},
       {"labels": {"alertname": "Full", "severity": "warning"}}]
      """;
  private static final String SILENCE =
      """
      {"matchers": [{"name": "alertname", "value": "D.*", "isRegex": true}],
       "startsAt": "2026-09-21T13:00:00Z", "endsAt": "2026-09-22T18:00:00+02:00",
       "createdBy": "ann", "comment": "work", "annotations": {"ticket": "T-1"}}
      """;

  private static final Map<String, String> BODIES =
      Map.of("post /alerts", ALERTS, "post /silences", SILENCE);

  @TempDir Path folder;
  private OpenApiSchema schema;

  @BeforeEach
  void readDescription() throws IOException {
    var file =
        Path.of(System.getProperty("tocsin.conformance", "../../shared/conformance"))
            .resolve("alertmanager-openapi-v2.yaml");
    assumeTrue(Files.exists(file), "no " + file);
    schema = new OpenApiSchema(Yaml.parse("openapi", Files.readString(file)));
  }

  private List<String> operations() {
    return schema.operations().stream()
        .filter(operation -> !operation.startsWith("parameters "))
        .toList();
  }

  @Test
  void everyOperationAnswersAsDescribed() throws IOException {
    assertThat(operations()).hasSize(9);
    try (var fixture = new AlertmanagerFixture(folder)) {
      fixture.client.post("/api/v2/alerts", ALERTS, "Content-Type: application/json");
      var made = fixture.client.post("/api/v2/silences", SILENCE, "Content-Type: application/json");
      var id = made.body().split("\"")[3];
      for (var operation : operations()) {
        var answer = ask(fixture, operation, id);
        assertThat(answer.status()).as(operation + " " + answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        if (!answer.body().isEmpty()) {
          assertThat(schema.faults(operation, "200", Yaml.parse("answer", answer.body())))
              .as(operation + " " + answer.body())
              .isEmpty();
        }
      }
    }
  }

  private static RawClient.Answer ask(AlertmanagerFixture fixture, String operation, String id)
      throws IOException {
    var words = operation.split(" ");
    var path = "/api/v2" + words[1].replace("{silenceID}", id);
    var body = BODIES.get(operation);
    return body == null
        ? fixture.client.send(words[0].toUpperCase(Locale.ROOT), path, "")
        : fixture.client.post(path, body, "Content-Type: application/json");
  }

  @Test
  void refusalsOfOperationsAreTexts() throws IOException {
    try (var fixture = new AlertmanagerFixture(folder)) {
      for (var operation : List.of("get /alerts", "get /silences", "get /alerts/groups")) {
        var answer = fixture.client.get("/api/v2" + operation.split(" ")[1] + "?filter=%7B");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(schema.faults(operation, "400", Yaml.parse("answer", answer.body()))).isEmpty();
      }
    }
  }

  @Test
  void faultsAreFound() {
    var wrong = Yaml.parse("answer", "[{\"name\": \"a\"}, {\"labels\": {}}]");
    assertThat(schema.faults("get /receivers", "200", wrong)).hasSize(1);
  }
}
