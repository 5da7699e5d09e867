package io.tocsin.api.prometheus;

import io.tocsin.api.StatusSource;
import io.tocsin.api.TsdbStatus;
import io.tocsin.api.TsdbStatus.Count;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.kit.Clock;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/// What the process says of itself.
final class StatusEndpoints {
  private static final int LIMIT_MAX = 10_000;

  private final StatusSource status;
  private final TsdbStatus tsdb;
  private final Clock clock;

  StatusEndpoints(StatusSource status, TsdbStatus tsdb, Clock clock) {
    this.status = status;
    this.tsdb = tsdb;
    this.clock = clock;
  }

  void config(Exchange exchange) throws IOException {
    var yaml = status.configYaml();
    Envelope.send(exchange, json -> json.beginObject().field("yaml", yaml).endObject());
  }

  void flags(Exchange exchange) throws IOException {
    var flags = new TreeMap<>(status.flags());
    Envelope.send(
        exchange,
        json -> {
          json.beginObject();
          for (var flag : flags.entrySet()) {
            json.field(flag.getKey(), flag.getValue());
          }
          json.endObject();
        });
  }

  void runtime(Exchange exchange) throws IOException {
    var runtime = status.runtime();
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().field("startTime", Times.text(runtime.startMillis()));
          json.field("CWD", runtime.workingDirectory()).field("hostname", runtime.hostname());
          json.field("serverTime", Times.text(clock.millis()));
          json.field("reloadConfigSuccess", runtime.reloaded());
          json.field("lastConfigTime", Times.text(runtime.lastReloadMillis()));
          json.field("corruptionCount", runtime.corruptions());
          json.field("goroutineCount", runtime.threads());
          json.field("GOMAXPROCS", runtime.processors());
          json.field("GOMEMLIMIT", runtime.memoryLimitBytes());
          json.field("GOGC", "").field("GODEBUG", "");
          json.field("storageRetention", runtime.retention()).endObject();
        });
  }

  void build(Exchange exchange) throws IOException {
    var build = status.build();
    Envelope.send(
        exchange,
        json ->
            json.beginObject()
                .field("version", build.compatible())
                .field("revision", build.revision())
                .field("branch", "tocsin-" + build.version())
                .field("buildUser", "")
                .field("buildDate", build.date())
                .field("goVersion", "java" + Runtime.version().feature())
                .endObject());
  }

  void tsdb(Exchange exchange) throws IOException {
    var stats = tsdb.stats(limit(exchange.parameters().value("limit")));
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().name("headStats").beginObject();
          json.field("numSeries", stats.series()).field("numLabelPairs", stats.labelPairs());
          json.field("chunkCount", stats.chunks());
          json.field("minTime", stats.minMillis()).field("maxTime", stats.maxMillis());
          json.endObject();
          counts(json, "seriesCountByMetricName", stats.seriesByMetric());
          counts(json, "labelValueCountByLabelName", stats.valuesByLabel());
          counts(json, "memoryInBytesByLabelName", stats.bytesByLabel());
          counts(json, "seriesCountByLabelValuePair", stats.seriesByPair());
          json.endObject();
        });
  }

  private static int limit(String text) {
    if (text.isEmpty()) {
      return 10;
    }
    if (!text.matches("0*[1-9]\\d{0,8}")) {
      throw ApiError.badData("limit must be a positive number");
    }
    int limit = Integer.parseInt(text);
    if (limit > LIMIT_MAX) {
      throw ApiError.badData("limit must not exceed " + LIMIT_MAX);
    }
    return limit;
  }

  private static void counts(JsonWriter json, String name, List<Count> counts) throws IOException {
    json.name(name).beginArray();
    for (var count : counts) {
      json.beginObject().field("name", count.name()).field("value", count.value()).endObject();
    }
    json.endArray();
  }

  void blocks(Exchange exchange) throws IOException {
    var blocks = tsdb.blocks();
    Envelope.stream(
        exchange,
        json -> {
          json.beginObject().name("blocks").beginArray();
          for (var block : blocks) {
            write(json, block);
          }
          json.endArray().endObject();
        },
        List.of(),
        List.of());
  }

  private static void write(JsonWriter json, TsdbStatus.BlockFacts block) throws IOException {
    json.beginObject().field("ulid", block.name());
    json.field("minTime", block.minMillis()).field("maxTime", block.maxMillis());
    json.name("stats").beginObject().field("numSamples", block.counts().samples());
    json.field("numSeries", block.counts().series());
    json.field("numChunks", block.counts().chunks()).endObject();
    json.name("compaction").beginObject().field("level", block.level());
    json.name("sources").strings(block.parents()).endObject();
    json.field("version", 1).endObject();
  }

  void features(Exchange exchange) throws IOException {
    var features = new TreeMap<>(status.features());
    Envelope.send(
        exchange,
        json -> {
          json.beginObject();
          for (var category : features.entrySet()) {
            json.name(category.getKey()).beginObject();
            for (var feature : new TreeMap<>(category.getValue()).entrySet()) {
              json.field(feature.getKey(), feature.getValue());
            }
            json.endObject();
          }
          json.endObject();
        });
  }

  void walReplay(Exchange exchange) throws IOException {
    var replay = tsdb.replay();
    Envelope.send(
        exchange,
        json ->
            json.beginObject()
                .field("min", replay.first())
                .field("max", replay.last())
                .field("current", replay.current())
                .endObject());
  }
}
