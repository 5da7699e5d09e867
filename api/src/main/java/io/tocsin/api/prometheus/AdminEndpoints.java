package io.tocsin.api.prometheus;

import io.tocsin.api.PromqlText;
import io.tocsin.api.StoreAdmin;
import io.tocsin.api.http.Exchange;
import io.tocsin.model.Matcher;
import io.tocsin.promql.QueryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes of the series store as a whole, where the server was started to allow them.
final class AdminEndpoints {
  private final @Nullable StoreAdmin admin;
  private final PromqlText promql;

  AdminEndpoints(@Nullable StoreAdmin admin, PromqlText promql) {
    this.admin = admin;
    this.promql = promql;
  }

  private StoreAdmin allowed() {
    var known = admin;
    if (known == null) {
      throw new ApiError(ApiError.Type.UNAVAILABLE, "admin APIs disabled");
    }
    return known;
  }

  void deleteSeries(Exchange exchange) throws IOException {
    var store = allowed();
    var parameters = exchange.parameters();
    var texts = parameters.all("match[]");
    if (texts.isEmpty()) {
      throw ApiError.badData("no match[] parameter provided");
    }
    long start = Values.time(parameters, "start", Values.MIN_MILLIS);
    long end = Values.time(parameters, "end", Values.MAX_MILLIS);
    if (end < start) {
      throw ApiError.badData("end timestamp must not be before start timestamp");
    }
    // all are read before the first is obeyed: a bad one must not leave half of the work done
    var selectors = new ArrayList<List<Matcher>>();
    for (var text : texts) {
      selectors.add(selector(text));
    }
    for (var matchers : selectors) {
      make(() -> {
        store.deleteSeries(matchers, start, end);
        return true;
      });
    }
    Envelope.done(exchange);
  }

  private List<Matcher> selector(String text) {
    try {
      return promql.selector(text);
    } catch (QueryException e) {
      throw ApiError.parameter("match[]", String.valueOf(e.getMessage()));
    }
  }

  void cleanTombstones(Exchange exchange) {
    var store = allowed();
    make(() -> {
      store.cleanTombstones();
      return true;
    });
    Envelope.done(exchange);
  }

  void snapshot(Exchange exchange) throws IOException {
    var store = allowed();
    boolean skipHead = bool(exchange.parameters().value("skip_head"));
    var name = make(() -> store.snapshot(!skipHead));
    Envelope.send(exchange, json -> json.beginObject().field("name", name).endObject());
  }

  private static boolean bool(String text) {
    var known = Values.bool(text);
    if (known == null && !text.isEmpty()) {
      throw ApiError.parameter(
          "skip_head",
          "unable to parse boolean: strconv.ParseBool: parsing "
              + Values.quoted(text)
              + ": invalid syntax");
    }
    return known != null && known;
  }

  /// A change of the store.
  @FunctionalInterface
  private interface Change<T> {
    T make() throws IOException;
  }

  /// What a disk says is no word of the client's connection.
  private static <T> T make(Change<T> change) {
    try {
      return change.make();
    } catch (IOException e) {
      throw new ApiError(ApiError.Type.INTERNAL, String.valueOf(e.getMessage()));
    }
  }
}
