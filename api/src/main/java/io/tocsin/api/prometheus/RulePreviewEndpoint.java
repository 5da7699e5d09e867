package io.tocsin.api.prometheus;

import io.tocsin.api.QueryRunner;
import io.tocsin.api.QueryRunner.QueryRange;
import io.tocsin.api.RangeAnswer;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.http.Parameters;
import io.tocsin.kit.Clock;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.GoFloat;
import io.tocsin.model.Label;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.QueryOptions;
import io.tocsin.rules.AskedRule;
import io.tocsin.rules.RangeQueries;
import io.tocsin.rules.WouldHaveFired;
import java.io.IOException;
import java.util.List;

/// When rules would have fired in the past.
final class RulePreviewEndpoint {
  private static final int RULES_MAX = 50;
  private static final long DAY = 86_400_000;
  private static final int DAYS = 14;
  private static final int DAYS_MAX = 366;
  private static final long STEP = 60_000;

  private final QueryRunner queries;
  private final Clock clock;
  private final long timeoutMillis;
  private final long lookbackMillis;

  RulePreviewEndpoint(QueryRunner queries, Clock clock, long timeoutMillis, long lookbackMillis) {
    this.queries = queries;
    this.clock = clock;
    this.timeoutMillis = timeoutMillis;
    this.lookbackMillis = lookbackMillis;
  }

  /// Over which time to play.
  private record Span(long from, long to, long step) {}

  void answer(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    var rules = rules(parameters);
    var span = span(parameters);
    RangeQueries ranges =
        (query, start, end, step) ->
            RangeAnswer.of(
                queries
                    .range(
                        new QueryRange(query, start, end, step),
                        new QueryOptions(timeoutMillis, lookbackMillis, exchange.gone()))
                    .value());
    var played = new WouldHaveFired(ranges);
    var answers = rules.stream().map(rule -> play(played, rule, span)).toList();
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().name("start").seconds(span.from()).name("end").seconds(span.to());
          json.name("step").seconds(span.step()).name("rules").beginArray();
          for (int i = 0; i < rules.size(); i++) {
            write(json, rules.get(i), answers.get(i), span);
          }
          json.endArray().endObject();
        });
  }

  private static WouldHaveFired.Answer play(WouldHaveFired played, AskedRule rule, Span span) {
    try {
      return played.play(
          new WouldHaveFired.Asked(
              rule.expr(),
              rule.forMillis(),
              rule.keepFiringForMillis(),
              span.from(),
              span.to(),
              span.step()));
    } catch (QueryException e) {
      if (e.kind() == QueryException.Kind.BAD_DATA) {
        throw ApiError.parameter("expr", String.valueOf(e.getMessage()));
      }
      throw e;
    } catch (IllegalArgumentException e) {
      throw ApiError.badData(String.valueOf(e.getMessage()));
    }
  }

  private static List<AskedRule> rules(Parameters parameters) {
    var text = parameters.value("rule");
    var expr = parameters.value("expr");
    if (text.isEmpty() == expr.isEmpty()) {
      throw ApiError.badData("rule, expr: one of them is needed");
    }
    if (text.isEmpty()) {
      return List.of(
          new AskedRule(
              "", expr, duration(parameters, "for"), duration(parameters, "keep_firing_for"), ""));
    }
    try {
      var rules = AskedRule.read("rule", text);
      if (rules.size() > RULES_MAX) {
        throw ApiError.badData(
            "rule: " + rules.size() + " rules (expected: at most " + RULES_MAX + ")");
      }
      return rules;
    } catch (ConfigException e) {
      throw ApiError.parameter("rule", String.valueOf(e.getMessage()));
    }
  }

  private static long duration(Parameters parameters, String name) {
    var text = parameters.value(name);
    return text.isEmpty() ? 0 : Values.nanos(text, name) / 1_000_000;
  }

  private Span span(Parameters parameters) {
    long to = Values.time(parameters, "end", clock.millis());
    int days = Values.number(parameters, "days", DAYS);
    if (days < 1 || days > DAYS_MAX) {
      throw ApiError.parameter("days", days + " (expected: from 1 to " + DAYS_MAX + ")");
    }
    long from = Values.time(parameters, "start", to - days * DAY);
    long step = parameters.value("step").isEmpty() ? STEP : duration(parameters, "step");
    return new Span(from, to, step);
  }

  private static void write(
      JsonWriter json, AskedRule rule, WouldHaveFired.Answer answer, Span span) throws IOException {
    var episodes = answer.episodes();
    json.beginObject().field("name", rule.alert()).field("query", rule.expr());
    json.name("duration").seconds(rule.forMillis());
    json.name("keepFiringFor").seconds(rule.keepFiringForMillis());
    json.field("severity", rule.severity()).field("fired", episodes.size());
    json.field("cut", answer.isCut()).name("episodes").beginArray();
    for (var episode : episodes) {
      json.beginObject().name("labels").beginObject();
      for (Label label : episode.labels()) {
        json.field(label.name(), label.value());
      }
      json.endObject();
      json.field("from", Times.text(episode.fromMillis()));
      json.field("to", Times.text(episode.toMillis()));
      json.field("firing", episode.isOpen());
      json.name("seconds").seconds(episode.toMillis() - episode.fromMillis() + span.step());
      json.field("peak", GoFloat.f(episode.peak())).endObject();
    }
    json.endArray().endObject();
  }
}
