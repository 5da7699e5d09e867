package io.tocsin.api.alertmanager;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.notify.Outbox;
import io.tocsin.notify.OutboxEntry;
import java.io.IOException;
import java.util.Locale;

/// Shows what was told to whom.
final class OutboxEndpoints {
  private static final int LIMIT = 100;
  private static final int LIMIT_MAX = 1_000;

  private final Outbox outbox;

  OutboxEndpoints(Outbox outbox) {
    this.outbox = outbox;
  }

  /// Lists entries, newest first, without their requests.
  void list(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    long before = number("before", parameters.value("before"), 0);
    int limit = (int) Math.min(LIMIT_MAX, number("limit", parameters.value("limit"), LIMIT));
    var entries = outbox.latest(parameters.value("receiver"), before, limit);
    OwnEndpoints.send(
        exchange,
        json -> {
          json.beginArray();
          for (var entry : entries) {
            head(json.beginObject(), entry);
            json.endObject();
          }
          json.endArray();
        });
  }

  private static long number(String name, String text, long otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,18}")) {
      return Long.parseLong(text);
    }
    throw new HttpError(400, name + ": " + text + " (expected: a whole number)");
  }

  /// Shows one entry with its requests and answers.
  void find(Exchange exchange) throws IOException {
    var entry = outbox.find(number("id", exchange.pathValue(), 0));
    if (entry == null) {
      throw new HttpError(404, "outbox: " + exchange.pathValue() + " (expected: a known entry)");
    }
    OwnEndpoints.send(
        exchange,
        json -> {
          head(json.beginObject(), entry);
          json.name("exchanges").beginArray();
          for (var one : entry.exchanges()) {
            json.beginObject().field("method", one.method()).field("url", one.url());
            AlertWriter.texts(json.name("headers"), one.headers());
            json.field("body", one.body()).field("status", one.status());
            json.field("answer", one.answer()).field("tookMillis", one.tookMillis()).endObject();
          }
          json.endArray().endObject();
        });
  }

  private static void head(JsonWriter json, OutboxEntry entry) throws IOException {
    var whom = entry.whom();
    var what = entry.what();
    json.field("id", entry.id());
    DateTimes.field(json, "time", entry.timeMillis());
    json.field("receiver", whom.receiver()).field("integration", whom.integration());
    json.field("groupKey", whom.groupKey()).field("groupLabels", whom.groupLabels());
    json.field("firing", what.firing()).field("resolved", what.resolved());
    json.field("attempts", what.attempts()).field("reason", entry.reason());
    json.field("status", entry.status().name().toLowerCase(Locale.ROOT));
    json.field("message", entry.message());
  }
}
