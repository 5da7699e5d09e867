package io.tocsin.api.alertmanager;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.kit.Clock;
import io.tocsin.model.Matcher;
import io.tocsin.notify.MatcherSyntax;
import io.tocsin.notify.Matchers;
import io.tocsin.notify.Silence;
import io.tocsin.notify.SilenceException;
import io.tocsin.notify.Silences;
import java.io.IOException;
import java.util.regex.Pattern;

/// Makes, changes, ends and shows silences.
final class SilenceEndpoints {
  private static final Pattern ID =
      Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");

  private final Silences silences;
  private final MatcherSyntax syntax;
  private final Clock clock;

  SilenceEndpoints(Silences silences, MatcherSyntax syntax, Clock clock) {
    this.silences = silences;
    this.syntax = syntax;
    this.clock = clock;
  }

  void list(Exchange exchange) throws IOException {
    var filters = new Filters(exchange.parameters(), syntax);
    var filter = filters.filter();
    boolean active = filters.flag("active");
    boolean expired = filters.flag("expired");
    boolean pending = filters.flag("pending");
    long now = clock.millis();
    var found =
        silences.matching(Matchers.NONE).stream()
            .filter(silence ->
                switch (silence.state(now)) {
                  case ACTIVE -> active;
                  case EXPIRED -> expired;
                  case PENDING -> pending;
                })
            .filter(silence -> has(silence, filter))
            .toList();
    Frame.stream(
        exchange,
        json -> {
          json.beginArray();
          for (var silence : found) {
            write(json, silence, now);
          }
          json.endArray();
        });
  }

  /// Tells whether any set of the silence has every one of these matchers, letter for letter.
  private static boolean has(Silence silence, Matchers wanted) {
    return silence.matcherSets().stream().anyMatch(set -> set.list().containsAll(wanted.list()));
  }

  void find(Exchange exchange) throws IOException {
    var silence = silences.find(id(exchange));
    if (silence == null) {
      exchange.send(404);
    } else {
      Frame.send(exchange, 200, json -> write(json, silence, clock.millis()));
    }
  }

  void set(Exchange exchange) throws IOException {
    Frame.requireJson(exchange);
    var silence = SilenceDecoder.decode(exchange.body(), clock.millis());
    try {
      var kept = silences.set(silence);
      Frame.send(
          exchange, 200, json -> json.beginObject().field("silenceID", kept.id()).endObject());
    } catch (SilenceException e) {
      int status =
          switch (e.kind()) {
            case NOT_FOUND -> 404;
            case INVALID, LIMIT -> 400;
          };
      throw new Refusal(status, String.valueOf(e.getMessage()));
    }
  }

  void expire(Exchange exchange) throws IOException {
    try {
      silences.expire(id(exchange));
      Frame.done(exchange);
    } catch (SilenceException e) {
      switch (e.kind()) {
        case NOT_FOUND -> exchange.send(404);
        case INVALID, LIMIT -> throw new Refusal(500, String.valueOf(e.getMessage()));
      }
    }
  }

  private static String id(Exchange exchange) {
    var id = exchange.pathValue();
    if (!ID.matcher(id).matches()) {
      throw Fault.badPath("silenceID", "uuid", id);
    }
    return id;
  }

  private static void write(JsonWriter json, Silence silence, long nowMillis) throws IOException {
    json.beginObject().field("id", silence.id());
    json.name("status").beginObject();
    json.field("state", silence.state(nowMillis).text()).endObject();
    DateTimes.field(json, "updatedAt", silence.updatedAtMillis());
    AlertWriter.texts(json.name("annotations"), silence.annotations());
    json.field("comment", silence.comment()).field("createdBy", silence.createdBy());
    DateTimes.field(json, "endsAt", silence.endsAtMillis());
    json.name("matchers").beginArray();
    if (silence.matcherSets().size() == 1) {
      for (var matcher : silence.matcherSets().getFirst().list()) {
        write(json, matcher);
      }
    }
    json.endArray();
    DateTimes.field(json, "startsAt", silence.startsAtMillis());
    json.endObject();
  }

  private static void write(JsonWriter json, Matcher matcher) throws IOException {
    var type = matcher.type();
    boolean regex = type == Matcher.Type.REGEX || type == Matcher.Type.NOT_REGEX;
    boolean equal = type == Matcher.Type.EQUAL || type == Matcher.Type.REGEX;
    json.beginObject()
        .field("isEqual", equal)
        .field("isRegex", regex)
        .field("name", matcher.name())
        .field("value", matcher.value())
        .endObject();
  }
}
