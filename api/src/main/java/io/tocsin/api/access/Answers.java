package io.tocsin.api.access;

import io.tocsin.api.http.Endpoint;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.catalog.CatalogException;
import io.tocsin.security.SecurityRefusal;
import io.tocsin.security.Throttled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// The frame of answers, which is that of the other calls below `/api/v1`.
final class Answers {
  private Answers() {}

  /// Writes the data of an answer.
  @FunctionalInterface
  interface Payload {
    void write(JsonWriter json) throws IOException;
  }

  /// Returns the endpoint with refusals as errors.
  static Endpoint of(Endpoint endpoint) {
    return exchange -> {
      exchange.set("Cache-Control", "no-store");
      try {
        endpoint.answer(exchange);
      } catch (SecurityRefusal e) {
        fail(exchange, status(e), words(e));
      } catch (Throttled e) {
        exchange.set("Retry-After", Long.toString(e.seconds()));
        fail(exchange, 429, words(e));
      } catch (CatalogException e) {
        fail(exchange, e.kind() == CatalogException.Kind.TAKEN ? 409 : 503, words(e));
      } catch (HttpError e) {
        fail(exchange, e.status(), words(e));
      }
    };
  }

  private static String words(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  private static int status(SecurityRefusal refusal) {
    return switch (refusal.kind()) {
      case INVALID -> 400;
      case TAKEN -> 409;
      case MISSING -> 404;
      case FORBIDDEN -> 403;
    };
  }

  private static String type(int status) {
    return switch (status) {
      case 400, 409, 415 -> "bad_data";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 429 -> "too_many_requests";
      default -> "unavailable";
    };
  }

  private static void fail(Exchange exchange, int status, String error) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      json.beginObject()
          .field("status", "error")
          .field("errorType", type(status))
          .field("error", error)
          .endObject();
    }
    exchange.send(status, "application/json", out.toByteArray());
  }

  static void send(Exchange exchange, int status, Payload data) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      json.beginObject().field("status", "success").name("data");
      data.write(json);
      json.endObject();
    }
    exchange.send(status, "application/json", out.toByteArray());
  }

  /// Writes a time, null for none.
  static void time(JsonWriter json, String name, @org.jspecify.annotations.Nullable Long millis)
      throws IOException {
    json.name(name);
    if (millis == null) {
      json.nothing();
    } else {
      json.number(millis);
    }
  }
}
