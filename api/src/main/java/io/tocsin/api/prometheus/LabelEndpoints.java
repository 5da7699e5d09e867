package io.tocsin.api.prometheus;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// What series, label names and label values there are.
final class LabelEndpoints {
  static final String TRUNCATED = "results truncated due to limit";

  private final SeriesStore store;
  private final Selectors selectors;

  LabelEndpoints(SeriesStore store, Selectors selectors) {
    this.store = store;
    this.selectors = selectors;
  }

  void names(Exchange exchange) throws IOException {
    list(exchange, ask -> ask.querier().labelNames(ask.matchers(), ask.limit()));
  }

  void values(Exchange exchange) throws IOException {
    var escaped = exchange.pathValue();
    var name = escaped.startsWith("U__") ? EscapedName.decode(escaped) : escaped;
    if (name.isEmpty()) {
      throw ApiError.badData("invalid label name: \"\"");
    }
    list(exchange, ask -> ask.querier().labelValues(name, ask.matchers(), ask.limit()));
  }

  /// One of a request's questions to the store.
  private record Ask(Querier querier, List<Matcher> matchers, int limit) {}

  private void list(Exchange exchange, Function<Ask, List<String>> question) throws IOException {
    var parameters = exchange.parameters();
    int limit = Values.limit(parameters);
    long start = Values.time(parameters, "start", Values.MIN_MILLIS);
    long end = Values.time(parameters, "end", Values.MAX_MILLIS);
    var selectors = this.selectors.all(parameters, "");
    // one more than asked for, so that it is known whether something was left out
    int enough = limit == 0 ? 0 : limit + 1;
    List<String> found;
    try (var querier = store.querier(start, end)) {
      if (selectors.size() > 1) {
        var all = new TreeSet<String>();
        selectors.forEach(s -> all.addAll(question.apply(new Ask(querier, s, enough))));
        found = List.copyOf(all);
      } else {
        var matchers = selectors.isEmpty() ? List.<Matcher>of() : selectors.getFirst();
        found = question.apply(new Ask(querier, matchers, enough));
      }
    }
    boolean cut = limit > 0 && found.size() > limit;
    var shown = cut ? found.subList(0, limit) : found;
    Envelope.stream(
        exchange, json -> json.strings(shown), cut ? List.of(TRUNCATED) : List.of(), List.of());
  }

  void series(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    if (parameters.all("match[]").isEmpty()) {
      throw ApiError.badData("no match[] parameter provided");
    }
    int limit = Values.limit(parameters);
    long start = Values.time(parameters, "start", Values.MIN_MILLIS);
    long end = Values.time(parameters, "end", Values.MAX_MILLIS);
    var selectors = this.selectors.all(parameters, "invalid parameter \"match[]\": ");
    var warnings = new ArrayList<String>();
    try (var querier = store.querier(start, end)) {
      var finder = new SeriesFinder(querier, start, end, limit, selectors.size() > 1);
      Envelope.stream(
          exchange,
          json -> {
            if (finder.write(json, selectors)) {
              warnings.add(TRUNCATED);
            }
          },
          warnings,
          List.of());
    }
  }

  /// Writes label sets as it finds them; remembers them only where selectors may overlap.
  private static final class SeriesFinder {
    private final Querier querier;
    private final long start;
    private final long end;
    private final int limit;
    private final boolean distinct;
    private final Set<Labels> seen = new HashSet<>();
    private int written;

    SeriesFinder(Querier querier, long start, long end, int limit, boolean distinct) {
      this.querier = querier;
      this.start = start;
      this.end = end;
      this.limit = limit;
      this.distinct = distinct;
    }

    /// Returns whether some were left out.
    boolean write(JsonWriter json, List<List<Matcher>> selectors) throws IOException {
      json.beginArray();
      boolean cut = false;
      for (var matchers : selectors) {
        cut |= writeOf(json, matchers);
      }
      json.endArray();
      return cut;
    }

    private boolean writeOf(JsonWriter json, List<Matcher> matchers) throws IOException {
      try (var set = querier.select(matchers, start, end)) {
        for (int i = 0; i < set.size(); i++) {
          var labels = set.labels(i);
          if (!distinct || seen.add(labels)) {
            if (limit > 0 && written == limit) {
              return true;
            }
            ResultWriter.labels(json, labels);
            written++;
          }
        }
      }
      return false;
    }
  }
}
