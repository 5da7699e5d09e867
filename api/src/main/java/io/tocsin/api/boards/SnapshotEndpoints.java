package io.tocsin.api.boards;

import io.tocsin.api.boards.SnapshotStore.Snapshot;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonBody;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.prometheus.ApiError;
import io.tocsin.api.prometheus.Envelope;
import io.tocsin.kit.Durations;
import java.io.IOException;

/// Freezes pages, and shows what was frozen.
final class SnapshotEndpoints {
  private static final int TITLE_MAX = 200;
  private static final int PATH_MAX = 16_384;
  private static final String LIFE = "30d";
  private static final long LIFE_MAX_MILLIS = 366L * 86_400_000;

  private final SnapshotStore store;

  SnapshotEndpoints(SnapshotStore store) {
    this.store = store;
  }

  void create(Exchange exchange) throws IOException {
    var body = JsonBody.parse(Sent.body(exchange));
    var title = bound(body.at("title"), TITLE_MAX);
    var path = bound(body.at("path"), PATH_MAX);
    var data = body.at("data");
    if (!data.isThere()) {
      throw data.refusal("what the page has frozen");
    }
    long life = life(body.at("expires"));
    var made = store.create(title, path, exchange.user(), life, data.json());
    exchange.changed(made.id() + ": " + title);
    Envelope.send(
        exchange,
        201,
        json -> {
          json.beginObject().field("id", made.id()).field("path", "/snapshot/" + made.id());
          json.name("expires").seconds(made.expiresMillis()).endObject();
        });
  }

  private static String bound(JsonBody field, int max) {
    var text = field.text();
    if (text.isEmpty() || text.length() > max) {
      throw field.refusal("1 to " + max + " characters");
    }
    return text;
  }

  private static long life(JsonBody expires) {
    var text = expires.text().isEmpty() ? LIFE : expires.text();
    long millis = -1;
    try {
      millis = Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw expires.refusal("a duration, as 7d");
    }
    if (millis <= 0 || millis > LIFE_MAX_MILLIS) {
      throw expires.refusal("more than 0, at most 366d");
    }
    return millis;
  }

  void list(Exchange exchange) throws IOException {
    var all = store.list();
    Envelope.send(
        exchange,
        json -> {
          json.beginArray();
          for (var one : all) {
            json.beginObject();
            write(json, one);
            json.endObject();
          }
          json.endArray();
        });
  }

  private static void write(JsonWriter json, Snapshot one) throws IOException {
    json.field("id", one.id()).field("title", one.title()).field("path", one.path());
    json.name("created").seconds(one.createdMillis()).field("createdBy", one.createdBy());
    json.name("expires").seconds(one.expiresMillis()).field("sizeBytes", one.sizeBytes());
  }

  void show(Exchange exchange) throws IOException {
    var found = store.find(exchange.pathValue());
    if (found == null) {
      throw unknown();
    }
    Envelope.stream(
        exchange,
        json -> {
          json.beginObject();
          write(json, found.snapshot());
          json.name("data").raw(found.json()).endObject();
        });
  }

  private static ApiError unknown() {
    return new ApiError(ApiError.Type.NOT_FOUND, "snapshot: not known, or it has expired");
  }

  void delete(Exchange exchange) {
    if (!store.delete(exchange.pathValue())) {
      throw unknown();
    }
    Envelope.done(exchange);
  }
}
