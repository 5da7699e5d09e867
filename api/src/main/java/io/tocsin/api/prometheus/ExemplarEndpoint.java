package io.tocsin.api.prometheus;

import io.tocsin.api.PromqlText;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.http.Parameters;
import io.tocsin.model.ExemplarSource;
import io.tocsin.model.ExemplarSource.SeriesExemplars;
import io.tocsin.model.Matcher;
import io.tocsin.promql.Expr;
import io.tocsin.promql.QueryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The exemplars of the series that a query selects.
final class ExemplarEndpoint {
  private final ExemplarSource source;
  private final PromqlText promql;

  ExemplarEndpoint(ExemplarSource source, PromqlText promql) {
    this.source = source;
    this.promql = promql;
  }

  void answer(Exchange exchange) throws IOException {
    var found = found(exchange.parameters());
    if (found == null) {
      Envelope.done(exchange);
    } else {
      Envelope.stream(exchange, answer(found));
    }
  }

  Envelope.Answer answerOf(Asked asked) {
    var found = found(asked.parameters());
    return answer(found == null ? List.of() : found);
  }

  private static Envelope.Answer answer(List<SeriesExemplars> found) {
    return new Envelope.Answer(json -> write(json, found), List.of(), List.of());
  }

  /// Returns null for a query that selects no series at all.
  private @Nullable List<SeriesExemplars> found(Parameters parameters) {
    long start = Values.time(parameters, "start", Values.MIN_MILLIS);
    long end = Values.time(parameters, "end", Values.MAX_MILLIS);
    if (end < start) {
      throw ApiError.badData("end timestamp must not be before start timestamp");
    }
    var selectors = new ArrayList<List<Matcher>>();
    collect(parsed(parameters.value("query")), selectors);
    return selectors.isEmpty() ? null : source.exemplars(selectors, start, end);
  }

  private Expr parsed(String query) {
    try {
      return promql.parse(query);
    } catch (QueryException e) {
      throw ApiError.badData(String.valueOf(e.getMessage()));
    }
  }

  private static void collect(Expr expression, List<List<Matcher>> selectors) {
    if (expression instanceof Expr.VectorSelector selector) {
      selectors.add(selector.matchers());
    }
    expression.children().forEach(child -> collect(child, selectors));
  }

  private static void write(JsonWriter json, List<SeriesExemplars> found) throws IOException {
    json.beginArray();
    for (var series : found) {
      json.beginObject().name("seriesLabels");
      ResultWriter.labels(json, series.series());
      json.name("exemplars").beginArray();
      for (var exemplar : series.exemplars()) {
        json.beginObject().name("labels");
        ResultWriter.labels(json, exemplar.labels());
        json.name("value").quoted(exemplar.value());
        json.name("timestamp").seconds(exemplar.timestampMillis()).endObject();
      }
      json.endArray().endObject();
    }
    json.endArray();
  }
}
