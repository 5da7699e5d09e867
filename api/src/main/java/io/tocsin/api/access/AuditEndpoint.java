package io.tocsin.api.access;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.security.AuditEntry;
import io.tocsin.security.Security;
import java.io.IOException;

/// The audit log, newest first.
final class AuditEndpoint {
  private static final long LIMIT = 100;

  private final Security security;

  AuditEndpoint(Security security) {
    this.security = security;
  }

  void list(Exchange exchange) throws IOException {
    var parameters = exchange.parameters();
    var query =
        new AuditEntry.Query(
            number(exchange, "before", 0),
            parameters.value("user"),
            parameters.value("action"),
            (int) Math.min(number(exchange, "limit", LIMIT), 1000));
    var entries = security.audit().find(query);
    Answers.send(
        exchange,
        200,
        json -> {
          json.beginArray();
          for (var entry : entries) {
            json.beginObject()
                .field("id", entry.id())
                .field("time", entry.atMillis())
                .field("user", entry.who())
                .field("action", entry.action())
                .field("what", entry.what())
                .field("detail", entry.detail())
                .field("address", entry.address())
                .endObject();
          }
          json.endArray();
        });
  }

  private static long number(Exchange exchange, String name, long otherwise) throws IOException {
    var text = exchange.parameters().value(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new HttpError(400, name + ": " + text + " (expected: a whole number)");
    }
    return Long.parseLong(text);
  }
}
