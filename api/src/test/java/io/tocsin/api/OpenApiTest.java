package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.model.Matcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Walks Prometheus' published description of its API and holds our answer to each operation
/// against it. Three things differ from the description because Prometheus itself differs from it:
/// the time of a string result is a number, changes of the store that succeed are answered with
/// 204, and remote read is no JSON.
class OpenApiTest {
  /// What is asked; the rest of the line is the query string.
  private static final Map<String, String> ASKED =
      Map.ofEntries(
          Map.entry("/query", "query=up[1m]&stats=true"),
          Map.entry("/query_range", "query=up[1m]&start=0&end=1&step=1"),
          Map.entry("/query_exemplars", "query=up"),
          Map.entry("/format_query", "query=up"),
          Map.entry("/parse_query", "query=up"),
          Map.entry("/series", "match[]=up"),
          Map.entry("/search/label_values", "label=job"),
          Map.entry("/scrape_pools/config", "scrapePool=web"),
          Map.entry("/targets/relabel_steps", "scrapePool=web&labels=%7B%22a%22:%22b%22%7D"),
          Map.entry("/admin/tsdb/delete_series", "match[]=up"));

  /// What is not served yet is answered as any path that is not known.
  private static final List<String> NOT_SERVED = List.of("post /otlp/v1/metrics");

  /// Read and write are no JSON: their own tests are RemoteReadTest and the receiver's.
  private static final List<String> BINARY = List.of("post /read", "post /write");

  @Test
  void everyOperationAnswersAsDescribed() throws IOException {
    var schema = schema();
    try (var server = HttpServer.start(HttpOptions.loopback(0), new FakeParts().parts())) {
      var client = new RawClient(server.port());
      assertThat(schema.operations()).hasSizeGreaterThan(40);
      for (var operation : schema.operations()) {
        var answer = ask(client, operation);
        int expected = expected(operation);
        assertThat(answer.status()).as(operation + " " + answer.body()).isEqualTo(expected);
        if (!BINARY.contains(operation)) {
          assertFits(schema, operation, answer);
        }
      }
    }
  }

  private static int expected(String operation) {
    if (operation.contains("/admin/")) {
      return 503;
    }
    if (BINARY.contains(operation)) {
      return 400; // an empty body is no message
    }
    return NOT_SERVED.contains(operation) ? 404 : 200;
  }

  private static RawClient.Answer ask(RawClient client, String operation) throws IOException {
    var words = operation.split(" ");
    var path = "/api/v1" + words[1].replace("{name}", "job");
    var query = ASKED.getOrDefault(words[1], "");
    return switch (words[0]) {
      case "get" -> client.get(path + "?" + query);
      case "post" -> client.form(path, query);
      default -> client.send(words[0].toUpperCase(Locale.ROOT), path + "?" + query, "");
    };
  }

  private static void assertFits(OpenApiSchema schema, String operation, RawClient.Answer answer)
      throws IOException {
    boolean lines = answer.header("Content-Type").startsWith("application/x-ndjson");
    for (var line : lines ? answer.body().split("\n") : new String[] {answer.body()}) {
      var parsed = json(line);
      if (!lines) {
        assertThat(schema.faults(operation, String.valueOf(answer.status()), parsed))
            .as(operation + " " + answer.body())
            .isEmpty();
      }
    }
  }

  @Test
  void otherShapesFitToo() throws IOException {
    var schema = schema();
    try (var server = HttpServer.start(HttpOptions.loopback(0), new FakeParts().parts())) {
      var client = new RawClient(server.port());
      for (var query : List.of("up", "1", "up&stats=all", "up&limit=1")) {
        assertFits(schema, "get /query", client.get("/api/v1/query?query=" + query));
      }
      var failed = client.get("/api/v1/query?query=many");
      assertThat(failed.status()).isEqualTo(422);
      assertFits(schema, "get /query", failed);
    }
  }

  @Test
  void changesAreAnsweredAsPrometheusDoes() throws IOException {
    var schema = schema();
    var fake = new FakeParts();
    fake.admin = new Nothing();
    try (var server = HttpServer.start(HttpOptions.loopback(0), fake.parts())) {
      var client = new RawClient(server.port());
      for (var method : List.of("post", "put")) {
        assertFits(
            schema,
            method + " /admin/tsdb/snapshot",
            ask(client, method + " /admin/tsdb/snapshot"));
        for (var change : List.of("delete_series", "clean_tombstones")) {
          var answer = ask(client, method + " /admin/tsdb/" + change);
          assertThat(answer.status()).isEqualTo(204);
        }
      }
    }
  }

  /// A store in which there is nothing to change.
  private static final class Nothing implements StoreAdmin {
    @Override
    public void deleteSeries(List<Matcher> matchers, long startMillis, long endMillis) {}

    @Override
    public void cleanTombstones() {}

    @Override
    public String snapshot(boolean withHead) {
      return "20260102T133700Z-a1b2c3d4e5f67890";
    }
  }

  @Test
  void ourOwnDescriptionTellsOfTheSameOperations() throws IOException {
    var published = schema().operations();
    try (var server = HttpServer.start(HttpOptions.loopback(0), new FakeParts().parts())) {
      var text = new RawClient(server.port()).get("/api/v1/openapi.yaml").body();
      var ours = new OpenApiSchema(Yaml.parse("ours", text)).operations();
      published.removeAll(NOT_SERVED);
      assertThat(ours).containsAll(published);
      assertThat(ours).contains("get /queries", "delete /queries/{id}", "get /notifications/live");
    }
  }

  @Test
  void ourOwnDescriptionTellsOfEveryRoute(@TempDir Path folder) throws IOException {
    var fake = new FakeParts();
    try (var fixture = new AlertmanagerFixture(folder)) {
      fake.alerting = fixture.alerting();
      try (var server = HttpServer.start(HttpOptions.loopback(0), fake.parts())) {
        var text = new RawClient(server.port()).get("/api/v1/openapi.yaml").body();
        var told = new OpenApiSchema(Yaml.parse("ours", text)).operations();
        var served =
            server.routes().stream()
                .filter(route -> List.of("GET", "POST", "PUT", "DELETE").contains(route.method()))
                .filter(route -> !route.path().endsWith("*") && !route.path().equals("/targets"))
                .map(route -> route.method().toLowerCase(Locale.ROOT) + " " + route.path())
                .map(operation -> operation.replaceFirst(" /api/v1/", " /"))
                .toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(served);
        assertThat(told)
            .contains("get /rules/preview", "post /events", "post /events/github")
            .contains("get /alerting/routes", "post /api/v2/silences", "get /api/v2/alerts");
      }
    }
  }

  @Test
  void faultsAreFound() throws IOException {
    var schema = schema();
    for (var wrong :
        List.of(
            "{\"status\":\"success\",\"data\":[1]}",
            "{\"status\":\"fine\",\"data\":[]}",
            "{\"status\":\"success\"}")) {
      assertThat(schema.faults("get /labels", "200", json(wrong))).isNotEmpty();
    }
  }

  private static OpenApiSchema schema() throws IOException {
    var file =
        Path.of(System.getProperty("tocsin.conformance", "../../shared/conformance"))
            .resolve("prometheus-openapi-3.1.yaml");
    assumeTrue(Files.exists(file), "no " + file);
    return new OpenApiSchema(Yaml.parse("openapi", Files.readString(file)));
  }

  /// JSON is YAML.
  private static YamlNode json(String text) {
    assertThat(List.of('{', '[')).contains(text.charAt(0));
    return Yaml.parse("answer", text);
  }
}
