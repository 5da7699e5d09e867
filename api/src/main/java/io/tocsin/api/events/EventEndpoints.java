package io.tocsin.api.events;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.kit.Clock;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertSink;
import io.tocsin.model.Event;
import io.tocsin.model.Events;
import io.tocsin.model.Label;
import io.tocsin.model.Matcher;
import io.tocsin.model.TimeRange;
import io.tocsin.notify.MatcherSyntax;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Takes events and shows them.
final class EventEndpoints {
  private static final int LIMIT = 1_000;
  private static final int LIMIT_MAX = 10_000;

  /// Older ones are history: kept, and nobody is told.
  private static final long NEWS_MILLIS = 3_600_000;

  private static final long ALERT_MILLIS = 5 * 60_000;

  private final Events events;
  private final AlertSink told;
  private final Clock clock;

  EventEndpoints(Events events, AlertSink told, Clock clock) {
    this.events = events;
    this.told = told;
    this.clock = clock;
  }

  void post(Exchange exchange) throws IOException {
    long now = clock.millis();
    var decoded = EventDecoder.decode(Body.parse(exchange.body()), now);
    var all = decoded.stream().map(EventDecoder.Told::event).toList();
    int added = events.add(all);
    if (added > 0) {
      tell(
          decoded.stream().filter(one -> !one.quiet()).map(EventDecoder.Told::event).toList(), now);
    }
    answer(exchange, all, added);
  }

  private static void answer(Exchange exchange, List<Event> all, int added) throws IOException {
    send(
        exchange,
        json -> {
          json.beginObject().name("ids").strings(all.stream().map(Event::id).toList());
          json.field("added", added).endObject();
        });
  }

  /// A webhook's format.
  @FunctionalInterface
  interface Format {
    List<Event> read(Body body, long nowMillis);
  }

  void hook(Exchange exchange, byte[] body, Format format, boolean tell) throws IOException {
    long now = clock.millis();
    var all = format.read(Body.parse(body), now).stream().map(EventDecoder::checked).toList();
    int added = events.add(all);
    if (added > 0 && tell) {
      tell(all, now);
    }
    answer(exchange, all, added);
  }

  /// Tells what is new as alerts of the lowest severity, which end by themselves.
  private void tell(List<Event> all, long now) {
    var alerts = new ArrayList<Alert>();
    for (var event : all) {
      if (event.endMillis() > now - NEWS_MILLIS && event.startMillis() <= now) {
        alerts.add(alert(event, now));
      }
    }
    if (!alerts.isEmpty()) {
      told.accept(alerts);
    }
  }

  private static Alert alert(Event event, long now) {
    var labels =
        event
            .labels()
            .builder()
            .set(Alert.NAME, "Event")
            .set("kind", event.kind())
            .set("event", event.id())
            .set("severity", "info")
            .build();
    var annotations = new TreeMap<String, String>();
    annotations.put("summary", event.title());
    if (!event.text().isEmpty()) {
      annotations.put("description", event.text());
    }
    return new Alert(labels, annotations, event.startMillis(), now + ALERT_MILLIS, "");
  }

  void list(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    var matchers = new ArrayList<Matcher>();
    for (var text : parameters.all("match[]")) {
      try {
        matchers.addAll(MatcherSyntax.FALLBACK.many(text));
      } catch (IllegalArgumentException e) {
        throw new HttpError(400, "match[]: " + e.getMessage());
      }
    }
    var range =
        new TimeRange(
            time(parameters.value("start"), Long.MIN_VALUE),
            time(parameters.value("end"), Long.MAX_VALUE));
    var query = new Events.Query(range, parameters.value("kind"), matchers);
    var found = events.find(query, limit(parameters.value("limit")));
    send(
        exchange,
        json -> {
          json.beginArray();
          for (var event : found) {
            write(json, event);
          }
          json.endArray();
        });
  }

  private static int limit(String text) {
    if (text.isEmpty()) {
      return LIMIT;
    }
    if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) > 0) {
      return Math.min(LIMIT_MAX, Integer.parseInt(text));
    }
    throw new HttpError(400, "limit: " + text + " (expected: 1 to " + LIMIT_MAX + ")");
  }

  private static long time(String text, long otherwise) {
    try {
      return text.isEmpty() ? otherwise : Body.millis(text);
    } catch (DateTimeException | NumberFormatException e) {
      throw new HttpError(400, "time: " + text + " (expected: RFC 3339 or Unix seconds)");
    }
  }

  private static void write(JsonWriter json, Event event) throws IOException {
    json.beginObject().field("id", event.id()).field("kind", event.kind());
    json.name("time").seconds(event.startMillis()).name("timeEnd").seconds(event.endMillis());
    json.field("title", event.title()).field("text", event.text());
    json.name("labels").beginObject();
    for (Label label : event.labels()) {
      json.field(label.name(), label.value());
    }
    json.endObject().endObject();
  }

  @FunctionalInterface
  private interface Payload {
    void write(JsonWriter json) throws IOException;
  }

  private static void send(Exchange exchange, Payload data) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      json.beginObject().field("status", "success").name("data");
      data.write(json);
      json.endObject();
    }
    exchange.set("Cache-Control", "no-store");
    exchange.send(200, "application/json", out.toByteArray());
  }
}
