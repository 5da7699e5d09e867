package io.tocsin.api.prometheus;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.collect.RelabelStep;
import io.tocsin.collect.TargetSource;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.model.Labels;
import java.io.IOException;
import java.util.HashMap;

/// How a pool is scraped, and what its rules make of a target.
final class RelabelEndpoints {
  private final TargetSource targets;

  RelabelEndpoints(TargetSource targets) {
    this.targets = targets;
  }

  void config(Exchange exchange) throws IOException {
    var pool = pool(exchange);
    var yaml = targets.poolText(pool);
    if (yaml == null) {
      throw unknown(pool);
    }
    Envelope.send(exchange, json -> json.beginObject().field("yaml", yaml).endObject());
  }

  private static String pool(Exchange exchange) throws IOException {
    var pool = exchange.parameters().value("scrapePool");
    if (pool.isEmpty()) {
      throw ApiError.badData("no scrapePool parameter provided");
    }
    return pool;
  }

  private static ApiError unknown(String pool) {
    return ApiError.badData(
        "error retrieving scrape config: scrape pool " + Values.quoted(pool) + " not found");
  }

  void steps(Exchange exchange) throws IOException {
    var pool = pool(exchange);
    var text = exchange.parameters().value("labels");
    if (text.isEmpty()) {
      throw ApiError.badData("no labels parameter provided");
    }
    var steps = targets.relabelSteps(pool, labels(text));
    if (steps == null) {
      throw unknown(pool);
    }
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().name("steps").beginArray();
          for (var step : steps) {
            write(json, step);
          }
          json.endArray().endObject();
        });
  }

  /// Reads a JSON object of texts; JSON is YAML.
  private static Labels labels(String text) {
    var labels = new HashMap<String, String>();
    try {
      var root = Yaml.parse("labels", text);
      if (!text.strip().startsWith("{")) {
        throw root.refuse("a JSON object");
      }
      root.entries()
          .forEach((name, value) -> {
            if (value.kind() != YamlNode.Kind.TEXT || value.isPlain()) {
              throw value.refuse("a string");
            }
            labels.put(name, value.text());
          });
    } catch (ConfigException e) {
      throw ApiError.badData("error parsing labels: " + e.getMessage());
    }
    return Labels.of(labels);
  }

  private static void write(JsonWriter json, RelabelStep step) throws IOException {
    var rule = step.rule();
    json.beginObject().name("rule").beginObject();
    if (!rule.sourceLabels().isEmpty()) {
      json.name("source_labels").strings(rule.sourceLabels());
    }
    json.field("separator", rule.separator()).field("regex", rule.regex());
    if (rule.modulus() != 0) {
      json.field("modulus", rule.modulus());
    }
    if (!rule.targetLabel().isEmpty()) {
      json.field("target_label", rule.targetLabel());
    }
    json.field("replacement", rule.replacement()).field("action", rule.action()).endObject();
    json.name("output");
    ResultWriter.labels(json, step.output());
    json.field("keep", step.kept()).endObject();
  }
}
