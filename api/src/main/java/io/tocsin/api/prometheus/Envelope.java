package io.tocsin.api.prometheus;

import io.tocsin.api.http.Cors;
import io.tocsin.api.http.Endpoint;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.catalog.CatalogException;
import io.tocsin.kit.CorruptionException;
import io.tocsin.model.StoreException;
import io.tocsin.promql.QueryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The frame of every answer: status, data, warnings; or error type and error.
public final class Envelope {
  private static final Logger LOG = LoggerFactory.getLogger(Envelope.class);
  private static final String JSON = "application/json";
  private static final int NOTES_MAX = 10;

  private Envelope() {}

  /// What a call answers with once nothing can fail any more but writing.
  @FunctionalInterface
  public interface Payload {
    void write(JsonWriter json) throws IOException;
  }

  /// A call that either succeeds with data or throws.
  @FunctionalInterface
  public interface Call {
    void answer(Exchange exchange) throws Exception;
  }

  /// What a call answers, once nothing can fail any more but writing.
  record Answer(Payload data, List<String> warnings, List<String> infos) {
    /// Writes the fields behind the status.
    void write(JsonWriter json) throws IOException {
      json.name("data");
      data.write(json);
      notes(json, "warnings", "warning", warnings);
      notes(json, "infos", "info", infos);
    }
  }

  /// Returns a call as an endpoint: what it throws becomes the answer.
  public static Endpoint of(Call call, Cors cors) {
    return exchange -> {
      cors.apply(exchange);
      try {
        call.answer(exchange);
      } catch (HttpError e) {
        write(exchange, e.status(), new ApiError(ApiError.Type.BAD_DATA, words(e)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(exchange, new ApiError(ApiError.Type.UNAVAILABLE, "the server is stopping"));
      } catch (RuntimeException e) {
        var refusal = refusal(e);
        if (refusal == null) {
          unexpected(exchange, e);
        } else {
          fail(exchange, refusal);
        }
      }
    };
  }

  /// Returns what an exception means to who asked; null for one that nobody has foreseen.
  static @Nullable ApiError refusal(RuntimeException e) {
    return switch (e) {
      case ApiError error -> error;
      case QueryException error -> new ApiError(type(error.kind()), words(e));
      case StoreException error -> new ApiError(type(error.kind()), words(e));
      case CatalogException error -> new ApiError(type(error.kind()), words(e));
      case CorruptionException _ -> new ApiError(ApiError.Type.INTERNAL, words(e));
      default -> null;
    };
  }

  private static void unexpected(Exchange exchange, RuntimeException e) throws IOException {
    if (Exchange.isLoss(e) || exchange.isSent()) {
      throw e;
    }
    LOG.atError().setCause(e).addKeyValue("path", exchange.path()).log("call failed");
    var words = "internal error, see the log of the server";
    write(exchange, 500, new ApiError(ApiError.Type.INTERNAL, words));
  }

  private static String words(RuntimeException e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static ApiError.Type type(QueryException.Kind kind) {
    return switch (kind) {
      case BAD_DATA -> ApiError.Type.BAD_DATA;
      case EXECUTION, LIMIT -> ApiError.Type.EXECUTION;
      case TIMEOUT -> ApiError.Type.TIMEOUT;
      case CANCELED -> ApiError.Type.CANCELED;
      case INTERNAL -> ApiError.Type.INTERNAL;
    };
  }

  private static ApiError.Type type(CatalogException.Kind kind) {
    return switch (kind) {
      case TAKEN -> ApiError.Type.CONFLICT;
      case BUSY, FULL, UNAVAILABLE -> ApiError.Type.UNAVAILABLE;
      case DAMAGED, FOREIGN, STATEMENT -> ApiError.Type.INTERNAL;
    };
  }

  private static ApiError.Type type(StoreException.Kind kind) {
    return switch (kind) {
      case LIMIT -> ApiError.Type.EXECUTION;
      case UNAVAILABLE -> ApiError.Type.UNAVAILABLE;
      case CORRUPT -> ApiError.Type.INTERNAL;
    };
  }

  private static void fail(Exchange exchange, ApiError error) throws IOException {
    if (exchange.isSent()) {
      throw error;
    }
    if (error.type() == ApiError.Type.INTERNAL) {
      LOG.atError().setCause(error).addKeyValue("path", exchange.path()).log("call failed");
    }
    write(exchange, error.type().status, error);
  }

  private static void write(Exchange exchange, int status, ApiError error) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      json.beginObject().field("status", "error").field("errorType", error.type().text);
      json.field("error", words(error));
      if (error.line() > 0) {
        json.field("line", error.line()).field("column", error.column());
      }
      json.endObject();
    }
    exchange.send(status, JSON, out.toByteArray());
  }

  /// Answers that it is done, where there is nothing to tell.
  public static void done(Exchange exchange) {
    exchange.send(204);
  }

  /// Answers with small data, so that its length is known.
  public static void send(Exchange exchange, Payload data) throws IOException {
    send(exchange, 200, data);
  }

  /// Answers with small data and another status than 200.
  public static void send(Exchange exchange, int status, Payload data) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      write(json, new Answer(data, List.of(), List.of()));
    }
    exchange.send(status, JSON, out.toByteArray());
  }

  /// Answers with data of any size, never held as a whole.
  static void stream(Exchange exchange, Payload data, List<String> warnings, List<String> infos)
      throws IOException {
    stream(exchange, new Answer(data, warnings, infos));
  }

  /// Answers with data of any size, never held as a whole.
  public static void stream(Exchange exchange, Payload data) throws IOException {
    stream(exchange, data, List.of(), List.of());
  }

  @SuppressWarnings("MustBeClosedChecker")
  static void stream(Exchange exchange, Answer answer) throws IOException {
    // not try-with-resources: closing would end a cut answer as if it were whole
    var json = new JsonWriter(exchange.stream(200, JSON));
    write(json, answer);
    json.close();
  }

  private static void write(JsonWriter json, Answer answer) throws IOException {
    json.beginObject().field("status", "success");
    answer.write(json);
    json.endObject();
  }

  private static void notes(JsonWriter json, String name, String one, List<String> notes)
      throws IOException {
    if (notes.isEmpty()) {
      return;
    }
    json.name(name).beginArray();
    for (var note : notes.subList(0, Math.min(notes.size(), NOTES_MAX))) {
      json.string(note);
    }
    if (notes.size() > NOTES_MAX) {
      json.string((notes.size() - NOTES_MAX) + " more " + one + " annotations omitted");
    }
    json.endArray();
  }
}
