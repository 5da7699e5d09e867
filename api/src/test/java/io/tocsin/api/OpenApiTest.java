package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Holds answers against Prometheus' published description of its API. String results are left out:
/// the description wants their time as a string, but Prometheus itself writes a number.
class OpenApiTest {
  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry("query?query=up", "/query"),
          Map.entry("query?query=1", "/query"),
          Map.entry("query?query=up[1m]&stats=true", "/query"),
          Map.entry("query_range?query=up[1m]&start=0&end=1&step=1", "/query_range"),
          Map.entry("query_exemplars?query=up", "/query_exemplars"),
          Map.entry("format_query?query=up", "/format_query"),
          Map.entry("parse_query?query=up", "/parse_query"),
          Map.entry("labels", "/labels"),
          Map.entry("label/job/values", "/label/{name}/values"),
          Map.entry("series?match[]=up", "/series"),
          Map.entry("metadata", "/metadata"),
          Map.entry("scrape_pools", "/scrape_pools"),
          Map.entry("targets", "/targets"),
          Map.entry("targets/metadata", "/targets/metadata"),
          Map.entry("rules", "/rules"),
          Map.entry("alerts", "/alerts"),
          Map.entry("alertmanagers", "/alertmanagers"),
          Map.entry("status/config", "/status/config"),
          Map.entry("status/flags", "/status/flags"),
          Map.entry("status/runtimeinfo", "/status/runtimeinfo"),
          Map.entry("status/buildinfo", "/status/buildinfo"),
          Map.entry("status/tsdb", "/status/tsdb"),
          Map.entry("status/walreplay", "/status/walreplay"));

  @Test
  void answersFitTheDescription() throws IOException {
    var schema = schema();
    try (var server = HttpServer.start(HttpOptions.loopback(0), new FakeParts().parts())) {
      var client = new RawClient(server.port());
      for (var call : CALLS.entrySet()) {
        var answer = client.get("/api/v1/" + call.getKey());
        assertThat(answer.status()).as(call.getKey()).isEqualTo(200);
        assertThat(schema.faults(call.getValue(), "200", json(answer.body())))
            .as(call.getKey() + " " + answer.body())
            .isEmpty();
      }
      var error = client.get("/api/v1/query?query=many");
      assertThat(schema.faults("/query", "422", json(error.body()))).isEmpty();
    }
  }

  @Test
  void faultsAreFound() throws IOException {
    var schema = schema();
    assertThat(schema.faults("/labels", "200", json("{\"status\":\"success\",\"data\":[1]}")))
        .isNotEmpty();
    assertThat(schema.faults("/labels", "200", json("{\"status\":\"fine\",\"data\":[]}")))
        .isNotEmpty();
    assertThat(schema.faults("/labels", "200", json("{\"status\":\"success\"}"))).isNotEmpty();
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
