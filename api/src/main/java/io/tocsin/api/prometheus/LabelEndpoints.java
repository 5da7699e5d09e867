package io.tocsin.api.prometheus;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.Parameters;
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

  /// How many series an answer may be that is held as a whole.
  private static final int HELD_MAX = 50_000;

  private final SeriesStore store;
  private final Selectors selectors;

  LabelEndpoints(SeriesStore store, Selectors selectors) {
    this.store = store;
    this.selectors = selectors;
  }

  void names(Exchange exchange) throws IOException {
    Envelope.stream(exchange, namesOf(Asked.by(exchange)));
  }

  Envelope.Answer namesOf(Asked asked) {
    return list(asked, ask -> ask.querier().labelNames(ask.matchers(), ask.limit()));
  }

  void values(Exchange exchange) throws IOException {
    Envelope.stream(exchange, valuesOf(Asked.by(exchange)));
  }

  Envelope.Answer valuesOf(Asked asked) {
    var escaped = asked.pathValue();
    var name = escaped.startsWith("U__") ? EscapedName.decode(escaped) : escaped;
    if (name.isEmpty()) {
      throw ApiError.badData("invalid label name: \"\"");
    }
    return list(asked, ask -> ask.querier().labelValues(name, ask.matchers(), ask.limit()));
  }

  /// One of a request's questions to the store.
  private record Ask(Querier querier, List<Matcher> matchers, int limit) {}

  private Envelope.Answer list(Asked asked, Function<Ask, List<String>> question) {
    var parameters = asked.parameters();
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
    return new Envelope.Answer(
        json -> json.strings(shown), cut ? List.of(TRUNCATED) : List.of(), List.of());
  }

  void series(Exchange exchange) throws IOException {
    var question = new SeriesQuestion(exchange.parameters(), 0);
    var warnings = new ArrayList<String>();
    try (var querier = store.querier(question.start, question.end)) {
      Envelope.stream(
          exchange,
          json -> {
            json.beginArray();
            if (question.find(querier, labels -> ResultWriter.labels(json, labels))) {
              warnings.add(TRUNCATED);
            }
            json.endArray();
          },
          warnings,
          List.of());
    }
  }

  /// Finds series before anything is written of them, which bounds how many they may be.
  Envelope.Answer seriesOf(Asked asked) throws IOException {
    var question = new SeriesQuestion(asked.parameters(), HELD_MAX);
    var found = new ArrayList<Labels>();
    boolean cut;
    try (var querier = store.querier(question.start, question.end)) {
      cut = question.find(querier, found::add);
    }
    return new Envelope.Answer(
        json -> {
          json.beginArray();
          for (var labels : found) {
            ResultWriter.labels(json, labels);
          }
          json.endArray();
        },
        cut ? List.of(TRUNCATED) : List.of(),
        List.of());
  }

  /// What to do with each label set that is found.
  @FunctionalInterface
  private interface Each {
    void take(Labels labels) throws IOException;
  }

  /// Tells of label sets as it finds them; remembers them only where selectors may overlap.
  private final class SeriesQuestion {
    private final List<List<Matcher>> selectors;
    private final long start;
    private final long end;
    private final int limit;
    private final Set<Labels> seen = new HashSet<>();
    private int told;

    /// @param most that may be found, 0 for any number; a request may ask for less
    SeriesQuestion(Parameters parameters, int most) {
      if (parameters.all("match[]").isEmpty()) {
        throw ApiError.badData("no match[] parameter provided");
      }
      int asked = Values.limit(parameters);
      limit = most == 0 || (asked > 0 && asked < most) ? asked : most;
      start = Values.time(parameters, "start", Values.MIN_MILLIS);
      end = Values.time(parameters, "end", Values.MAX_MILLIS);
      selectors = LabelEndpoints.this.selectors.all(parameters, "invalid parameter \"match[]\": ");
    }

    /// Returns whether some were left out.
    boolean find(Querier querier, Each each) throws IOException {
      boolean cut = false;
      for (var matchers : selectors) {
        cut |= findOf(querier, matchers, each);
      }
      return cut;
    }

    private boolean findOf(Querier querier, List<Matcher> matchers, Each each) throws IOException {
      try (var set = querier.select(matchers, start, end)) {
        for (int i = 0; i < set.size(); i++) {
          var labels = set.labels(i);
          if (selectors.size() < 2 || seen.add(labels)) {
            if (limit > 0 && told == limit) {
              return true;
            }
            each.take(labels);
            told++;
          }
        }
      }
      return false;
    }
  }
}
