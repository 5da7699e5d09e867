package io.tocsin.api.alertmanager;

import io.tocsin.api.http.Cors;
import io.tocsin.api.http.Endpoint;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every operation has around it: headers, and an answer for whatever goes wrong.
final class Frame {
  private static final Logger LOG = LoggerFactory.getLogger(Frame.class);
  private static final String JSON = "application/json";

  private Frame() {}

  /// What an operation answers with once nothing can fail any more but writing.
  @FunctionalInterface
  interface Payload {
    void write(JsonWriter json) throws IOException;
  }

  static Endpoint of(Endpoint operation, Cors cors) {
    return exchange -> {
      cors.apply(exchange);
      exchange.set("Cache-Control", "no-store");
      try {
        operation.answer(exchange);
      } catch (Fault e) {
        fault(exchange, e);
      } catch (Refusal e) {
        text(exchange, e.status(), String.valueOf(e.getMessage()));
      } catch (HttpError e) {
        fault(exchange, new Fault(e.status(), String.valueOf(e.getMessage())));
      } catch (RuntimeException e) {
        unexpected(exchange, e);
      }
    };
  }

  private static void unexpected(Exchange exchange, RuntimeException e) throws IOException {
    if (Exchange.isLoss(e) || exchange.isSent()) {
      throw e;
    }
    LOG.atError().setCause(e).addKeyValue("path", exchange.path()).log("call failed");
    fault(exchange, new Fault(500, "internal error, see the log of the server"));
  }

  private static void fault(Exchange exchange, Fault fault) throws IOException {
    if (exchange.isSent()) {
      throw fault;
    }
    send(
        exchange,
        fault.status(),
        json ->
            json.beginObject()
                .field("code", fault.code())
                .field("message", String.valueOf(fault.getMessage()))
                .endObject());
  }

  /// Answers with a JSON string.
  static void text(Exchange exchange, int status, String text) throws IOException {
    send(exchange, status, json -> json.string(text));
  }

  /// Answers with small data, so that its length is known.
  static void send(Exchange exchange, int status, Payload data) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      data.write(json);
    }
    exchange.send(status, JSON, out.toByteArray());
  }

  /// Answers with data of any size, never held as a whole.
  @SuppressWarnings("MustBeClosedChecker")
  static void stream(Exchange exchange, Payload data) throws IOException {
    // not try-with-resources: closing would end a cut answer as if it were whole
    var json = new JsonWriter(exchange.stream(200, JSON));
    data.write(json);
    json.close();
  }

  /// Answers that it is done, where there is nothing to tell.
  static void done(Exchange exchange) {
    exchange.send(200, JSON, new byte[0]);
  }

  /// Refuses a body that is said to be something else than JSON.
  static void requireJson(Exchange exchange) {
    var type = exchange.header("Content-Type");
    var media = type.split(";", 2)[0].strip();
    if (!media.isEmpty() && !media.equalsIgnoreCase(JSON)) {
      throw new Fault(
          415, "unsupported media type \"" + type + "\", only [application/json] are allowed");
    }
  }
}
