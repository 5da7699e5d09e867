package io.tocsin.api.prometheus;

import io.tocsin.api.PromqlText;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.collect.TargetHealth;
import io.tocsin.collect.TargetSource;
import io.tocsin.collect.TargetView;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.MetadataSource;
import io.tocsin.model.MetricMetadata;
import io.tocsin.promql.QueryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is scraped, and what it says of its metrics.
final class TargetEndpoints {
  private final TargetSource targets;
  private final MetadataSource pushed;
  private final PromqlText promql;

  TargetEndpoints(TargetSource targets, MetadataSource pushed, PromqlText promql) {
    this.targets = targets;
    this.pushed = pushed;
    this.promql = promql;
  }

  void pools(Exchange exchange) throws IOException {
    var pools = targets.pools();
    Envelope.send(
        exchange, json -> json.beginObject().name("scrapePools").strings(pools).endObject());
  }

  void targets(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    var pool = parameters.value("scrapePool");
    var state = parameters.value("state").toLowerCase(Locale.ROOT);
    boolean any = state.isEmpty() || state.equals("any");
    boolean active = any || state.equals("active");
    boolean dropped = any || state.equals("dropped");
    Envelope.stream(
        exchange,
        json -> {
          json.beginObject().name("activeTargets").beginArray();
          for (var target : active ? targets.active() : List.<TargetView>of()) {
            if (pool.isEmpty() || pool.equals(target.pool())) {
              write(json, target);
            }
          }
          json.endArray().name("droppedTargets").beginArray();
          if (dropped) {
            writeDropped(json, pool);
          }
          json.endArray().name("droppedTargetCounts");
          if (dropped) {
            writeCounts(json);
          } else {
            json.nothing();
          }
          json.endObject();
        },
        List.of(),
        List.of());
  }

  private static void write(JsonWriter json, TargetView target) throws IOException {
    json.beginObject().name("discoveredLabels");
    ResultWriter.labels(json, target.discovered());
    json.name("labels");
    ResultWriter.labels(json, target.labels());
    json.field("scrapePool", target.pool()).field("scrapeUrl", target.scrapeUrl());
    json.field("globalUrl", target.globalUrl()).field("lastError", target.lastError());
    json.field("lastScrape", Times.text(target.lastScrapeMillis()));
    json.name("lastScrapeDuration").number(target.lastScrapeSeconds());
    json.field("health", text(target.health()));
    json.field("scrapeInterval", Values.duration(target.intervalMillis()));
    json.field("scrapeTimeout", Values.duration(target.timeoutMillis())).endObject();
  }

  private static String text(TargetHealth health) {
    return switch (health) {
      case UNKNOWN -> "unknown";
      case UP -> "up";
      case DOWN -> "down";
    };
  }

  private void writeDropped(JsonWriter json, String pool) throws IOException {
    for (var entry : new TreeMap<>(targets.dropped()).entrySet()) {
      if (pool.isEmpty() || pool.equals(entry.getKey())) {
        for (var labels : entry.getValue()) {
          json.beginObject().name("discoveredLabels");
          ResultWriter.labels(json, labels);
          json.field("scrapePool", entry.getKey()).endObject();
        }
      }
    }
  }

  private void writeCounts(JsonWriter json) throws IOException {
    json.beginObject();
    for (var entry : new TreeMap<>(targets.droppedCounts()).entrySet()) {
      json.field(entry.getKey(), entry.getValue());
    }
    json.endObject();
  }

  void metadata(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    int limit = Values.number(parameters, "limit", -1);
    int perMetric = Values.number(parameters, "limit_per_metric", -1);
    var families = new TreeMap<String, Set<MetricMetadata>>();
    var said = new ArrayList<Map<String, MetricMetadata>>();
    targets.active().forEach(target -> said.add(targets.metadata(target)));
    said.add(pushed.metadata());
    for (var all : said) {
      for (var entry : of(all, parameters.value("metric")).entrySet()) {
        var known = families.computeIfAbsent(entry.getKey(), name -> new LinkedHashSet<>());
        if (perMetric <= 0 || known.size() < perMetric) {
          known.add(entry.getValue());
        }
      }
    }
    Envelope.stream(exchange, json -> write(json, families, limit), List.of(), List.of());
  }

  private static Map<String, MetricMetadata> of(Map<String, MetricMetadata> all, String metric) {
    if (metric.isEmpty()) {
      return all;
    }
    var one = all.get(metric);
    return one == null ? Map.of() : Map.of(metric, one);
  }

  private static void write(JsonWriter json, Map<String, Set<MetricMetadata>> families, int limit)
      throws IOException {
    json.beginObject();
    int written = 0;
    for (var family : families.entrySet()) {
      if (limit >= 0 && written++ >= limit) {
        break;
      }
      json.name(family.getKey()).beginArray();
      for (var metadata : family.getValue()) {
        json.beginObject();
        write(json, metadata);
        json.endObject();
      }
      json.endArray();
    }
    json.endObject();
  }

  private static void write(JsonWriter json, MetricMetadata metadata) throws IOException {
    json.field("type", metadata.type().text());
    json.field("unit", metadata.unit()).field("help", metadata.help());
  }

  void targetMetadata(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    int limit = Values.number(parameters, "limit", -1);
    var matchers = matchers(parameters.value("match_target"));
    var metric = parameters.value("metric");
    Envelope.stream(
        exchange,
        json -> {
          json.beginArray();
          int written = 0;
          for (var target : targets.active()) {
            if (limit >= 0 && written >= limit) {
              break;
            }
            if (matches(target.labels(), matchers)) {
              written += write(json, target, metric);
            }
          }
          json.endArray();
        },
        List.of(),
        List.of());
  }

  private int write(JsonWriter json, TargetView target, String metric) throws IOException {
    var families = of(targets.metadata(target), metric);
    for (var family : families.entrySet()) {
      json.beginObject().name("target");
      ResultWriter.labels(json, target.labels());
      if (metric.isEmpty()) {
        json.field("metric", family.getKey());
      }
      write(json, family.getValue());
      json.endObject();
    }
    return families.size();
  }

  private List<Matcher> matchers(String selector) {
    if (selector.isEmpty()) {
      return List.of();
    }
    try {
      return promql.selector(selector);
    } catch (QueryException e) {
      throw ApiError.parameter("match_target", String.valueOf(e.getMessage()));
    }
  }

  private static boolean matches(Labels labels, List<Matcher> matchers) {
    return matchers.stream().allMatch(m -> m.matches(labels));
  }
}
