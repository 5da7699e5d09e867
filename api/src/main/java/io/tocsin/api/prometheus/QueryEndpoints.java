package io.tocsin.api.prometheus;

import io.tocsin.api.QueryRunner;
import io.tocsin.api.QueryRunner.QueryRange;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.http.Parameters;
import io.tocsin.kit.Clock;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.QueryOptions;
import io.tocsin.promql.QueryResult;
import io.tocsin.promql.RunningQuery;
import io.tocsin.promql.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Queries at one time and over a range.
final class QueryEndpoints {
  private static final long POINTS_MAX = 11_000;

  private final QueryRunner queries;
  private final Clock clock;
  private final long timeoutMillis;
  private final long lookbackMillis;

  QueryEndpoints(QueryRunner queries, Clock clock, long timeoutMillis, long lookbackMillis) {
    this.queries = queries;
    this.clock = clock;
    this.timeoutMillis = timeoutMillis;
    this.lookbackMillis = lookbackMillis;
  }

  void instant(Exchange exchange) throws IOException {
    Envelope.stream(exchange, instantOf(Asked.by(exchange)));
  }

  Envelope.Answer instantOf(Asked asked) {
    var parameters = asked.parameters();
    int limit = Values.limit(parameters);
    long time = Values.time(parameters, "time", clock.millis());
    var options = options(asked);
    var query = parameters.value("query");
    return run(asked, limit, () -> queries.instant(query, time, options));
  }

  void range(Exchange exchange) throws IOException {
    Envelope.stream(exchange, rangeOf(Asked.by(exchange)));
  }

  Envelope.Answer rangeOf(Asked asked) {
    int limit = Values.limit(asked.parameters());
    var range = range(asked.parameters());
    var options = options(asked);
    return run(asked, limit, () -> queries.range(range, options));
  }

  void running(Exchange exchange) throws IOException {
    var running = queries.running();
    Envelope.send(
        exchange,
        json -> {
          json.beginObject().name("queries").beginArray();
          for (var query : running) {
            write(json, query);
          }
          json.endArray().endObject();
        });
  }

  private static void write(JsonWriter json, RunningQuery query) throws IOException {
    json.beginObject().field("id", query.id()).field("query", query.query());
    json.field("state", query.waiting() ? "waiting" : "running");
    json.name("start").seconds(query.startMillis()).name("end").seconds(query.endMillis());
    json.name("step").seconds(query.stepMillis());
    json.field("began", Times.text(query.beganMillis()));
    json.name("durationSeconds").number(query.runningNanos() / 1e9);
    json.field("samplesRead", query.samplesRead()).endObject();
  }

  void cancel(Exchange exchange) {
    var id = exchange.pathValue();
    if (!id.matches("[0-9]{1,18}")) {
      throw ApiError.parameter("id", "cannot parse " + Values.quoted(id) + " to the id of a query");
    }
    if (!queries.cancel(Long.parseLong(id))) {
      throw new ApiError(ApiError.Type.NOT_FOUND, "query " + id + " is not running");
    }
    Envelope.done(exchange);
  }

  private static QueryRange range(Parameters parameters) {
    long start = Values.time(parameters.value("start"), "start");
    long end = Values.time(parameters.value("end"), "end");
    if (end < start) {
      throw ApiError.parameter("end", "end timestamp must not be before start time");
    }
    long stepNanos = Values.nanos(parameters.value("step"), "step");
    if (stepNanos <= 0) {
      throw ApiError.parameter(
          "step",
          "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    if ((end - start) / (stepNanos / 1e6) >= POINTS_MAX + 1) {
      throw ApiError.badData(
          "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query"
              + " resolution (?step=XX)");
    }
    return new QueryRange(
        parameters.value("query"), start, end, Math.max(1, stepNanos / 1_000_000));
  }

  private QueryOptions options(Asked asked) {
    var parameters = asked.parameters();
    long timeout = timeoutMillis;
    if (!parameters.value("timeout").isEmpty()) {
      long wanted = Values.nanos(parameters.value("timeout"), "timeout") / 1_000_000;
      if (wanted <= 0) {
        throw ApiError.parameter("query", "context deadline exceeded");
      }
      timeout = Math.min(timeout, wanted);
    }
    long lookback = lookbackMillis;
    var delta = parameters.value("lookback_delta");
    if (!delta.isEmpty()) {
      lookback = lookback(delta);
    }
    // What a query cost is that of the whole answer.
    boolean cached =
        !parameters.value("nocache").equals("1") && parameters.value("stats").isEmpty();
    return new QueryOptions(timeout, lookback, asked.gone(), cached);
  }

  private long lookback(String delta) {
    try {
      long asked = Values.nanos(delta, "lookback_delta") / 1_000_000;
      return asked > 0 ? asked : lookbackMillis;
    } catch (ApiError e) {
      throw ApiError.badData(
          "error parsing lookback delta duration: cannot parse "
              + Values.quoted(delta)
              + " to a valid duration");
    }
  }

  private static Envelope.Answer run(Asked asked, int limit, Supplier<QueryResult> query) {
    var result = evaluate(query);
    var warnings = new ArrayList<>(result.warnings());
    var value = limit > 0 ? truncated(result.value(), limit, warnings) : result.value();
    var stats = asked.parameters().value("stats");
    warnOf(stats, warnings);
    return new Envelope.Answer(
        json -> {
          json.beginObject();
          ResultWriter.write(json, value);
          if (!stats.isEmpty()) {
            ResultWriter.writeStats(json, result.stats());
          }
          json.endObject();
        },
        warnings,
        result.infos());
  }

  private static QueryResult evaluate(Supplier<QueryResult> query) {
    try {
      return query.get();
    } catch (QueryException e) {
      if (e.kind() == QueryException.Kind.BAD_DATA) {
        throw ApiError.parameter("query", String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static void warnOf(String stats, List<String> warnings) {
    if (!stats.isEmpty() && !stats.equals("true") && !stats.equals("all")) {
      warnings.add(
          "value "
              + Values.quoted(stats)
              + " for parameter \"stats\" is deprecated and will be rejected in the next major"
              + " release, use \"true\" or \"all\"");
    }
  }

  private static Value truncated(Value value, int limit, List<String> warnings) {
    return switch (value) {
      case Value.Matrix matrix when matrix.series().size() > limit -> {
        warnings.add(LabelEndpoints.TRUNCATED);
        yield new Value.Matrix(matrix.series().subList(0, limit));
      }
      case Value.Vector vector when vector.samples().size() > limit -> {
        warnings.add(LabelEndpoints.TRUNCATED);
        yield new Value.Vector(vector.timestampMillis(), vector.samples().subList(0, limit));
      }
      case Value.Matrix _, Value.Vector _, Value.Scalar _, Value.Text _ -> value;
    };
  }
}
