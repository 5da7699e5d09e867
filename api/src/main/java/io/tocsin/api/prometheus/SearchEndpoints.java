package io.tocsin.api.prometheus;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.collect.TargetSource;
import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.MetadataSource;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// Searches for names and values: lines of JSON, each with some results, and a last one that says
/// whether there would be more.
final class SearchEndpoints {
  private static final String TYPE = "application/x-ndjson; charset=utf-8";
  private static final byte[] LINE_END = {'\n'};

  private final SeriesStore store;
  private final Selectors selectors;
  private final TargetSource targets;
  private final MetadataSource pushed;
  private final int limitMax;
  private final Clock clock;

  SearchEndpoints(
      SeriesStore store,
      Selectors selectors,
      TargetSource targets,
      MetadataSource pushed,
      int limitMax,
      Clock clock) {
    this.store = store;
    this.selectors = selectors;
    this.targets = targets;
    this.pushed = pushed;
    this.limitMax = limitMax;
    this.clock = clock;
  }

  private record Found(String text, double score) {}

  /// Writes what is to be said of a result beside its text and score.
  @FunctionalInterface
  private interface More {
    void write(JsonWriter json, String text) throws IOException;
  }

  void metricNames(Exchange exchange) throws IOException {
    var request = request(exchange);
    boolean withMetadata = SearchRequest.bool(exchange.parameters(), "include_metadata", false);
    var metadata = withMetadata ? metadata() : Map.<String, MetricMetadata>of();
    var found = find(exchange, request, (querier, of) -> querier.labelValues(Labels.NAME, of, 0));
    send(
        exchange,
        request,
        found,
        new Shape("name", (json, name) -> write(json, metadata.get(name))));
  }

  private Map<String, MetricMetadata> metadata() {
    var metadata = new HashMap<String, MetricMetadata>();
    for (var target : targets.active()) {
      targets.metadata(target).forEach(metadata::putIfAbsent);
    }
    pushed.metadata().forEach(metadata::putIfAbsent);
    return metadata;
  }

  private static void write(
      JsonWriter json, @org.jspecify.annotations.Nullable MetricMetadata metadata)
      throws IOException {
    if (metadata == null) {
      return;
    }
    json.field("type", metadata.type().text());
    if (!metadata.help().isEmpty()) {
      json.field("help", metadata.help());
    }
    if (!metadata.unit().isEmpty()) {
      json.field("unit", metadata.unit());
    }
  }

  void labelNames(Exchange exchange) throws IOException {
    var request = request(exchange);
    var found = find(exchange, request, (querier, of) -> querier.labelNames(of, 0));
    send(exchange, request, found, new Shape("name", (_, _) -> {}));
  }

  void labelValues(Exchange exchange) throws IOException {
    var request = request(exchange);
    var label = exchange.parameters().value("label");
    if (label.isEmpty()) {
      throw ApiError.badData("missing required parameter \"label\"");
    }
    var found = find(exchange, request, (querier, of) -> querier.labelValues(label, of, 0));
    send(exchange, request, found, new Shape("value", (_, _) -> {}));
  }

  private SearchRequest request(Exchange exchange) throws IOException {
    return SearchRequest.of(exchange.parameters(), limitMax, clock.millis());
  }

  private List<Found> find(
      Exchange exchange,
      SearchRequest request,
      BiFunction<Querier, List<Matcher>, List<String>> question)
      throws IOException {
    var selected = selectors.all(exchange.parameters(), "");
    Collection<String> texts;
    try (var querier = store.querier(request.startMillis(), request.endMillis())) {
      if (selected.size() > 1) {
        texts = new TreeSet<>();
        selected.forEach(matchers -> texts.addAll(question.apply(querier, matchers)));
      } else {
        var matchers = selected.isEmpty() ? List.<Matcher>of() : selected.getFirst();
        texts = question.apply(querier, matchers);
      }
    }
    return scored(texts, request);
  }

  private static List<Found> scored(Collection<String> texts, SearchRequest request) {
    var found = new ArrayList<Found>();
    for (var text : texts) {
      double score = request.terms().score(text);
      if (score > 0) {
        found.add(new Found(text, score));
      }
    }
    var byText = Comparator.comparing(Found::text);
    found.sort(
        switch (request.sort()) {
          case UP -> byText;
          case DOWN -> byText.reversed();
          case SCORE -> Comparator.comparingDouble(Found::score).reversed().thenComparing(byText);
        });
    return found;
  }

  /// How a result looks.
  private record Shape(String field, More more) {}

  @SuppressWarnings("MustBeClosedChecker")
  private static void send(Exchange exchange, SearchRequest request, List<Found> found, Shape shape)
      throws IOException {
    int count = Math.min(found.size(), request.limit());
    // not try-with-resources: closing would end a cut answer as if it were whole
    var out = exchange.stream(200, TYPE);
    int from = 0;
    do {
      int to = Math.min(count, from + request.batch());
      var json = new JsonWriter(out);
      json.beginObject().name("results").beginArray();
      for (var result : found.subList(from, to)) {
        json.beginObject().field(shape.field(), result.text());
        if (request.withScore()) {
          json.name("score").number(result.score());
        }
        shape.more().write(json, result.text());
        json.endObject();
      }
      json.endArray().endObject().flush();
      out.write(LINE_END);
      out.flush();
      from = to;
    } while (from < count);
    var json = new JsonWriter(out);
    json.beginObject().field("status", "success");
    json.field("has_more", found.size() > count).endObject().flush();
    out.write(LINE_END);
    out.close();
  }
}
