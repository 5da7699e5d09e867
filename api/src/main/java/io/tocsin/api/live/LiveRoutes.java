package io.tocsin.api.live;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.Route;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The route of live updates.
public final class LiveRoutes {
  private static final String RETRY_SECONDS = "30";

  private LiveRoutes() {}

  public static List<Route> of(Live live) {
    return List.of(
        Route.reading(
                "GET",
                "/api/stream",
                "tells what changes, as server-sent events",
                exchange -> answer(live, exchange))
            .with("topics lastEventId"));
  }

  private static void answer(Live live, Exchange exchange)
      throws IOException, InterruptedException {
    var topics = topics(exchange.parameters().value("topics"));
    try (var stream = live.open(topics, exchange::cut)) {
      if (stream == null) {
        exchange.set("Retry-After", RETRY_SECONDS);
        throw new HttpError(
            503,
            "streams: as many as may be are open (expected: at most "
                + live.limits().streams()
                + ")");
      }
      // what is between must neither collect nor compress: an event is worth nothing later
      exchange.set("Cache-Control", "no-store, no-transform").set("X-Accel-Buffering", "no");
      var out = exchange.streamAsIs(200, "text/event-stream; charset=utf-8");
      stream.serve(out, lastId(exchange), exchange.gone());
      out.close();
    }
  }

  private static String lastId(Exchange exchange) throws IOException {
    var header = exchange.header("Last-Event-ID");
    return header.isEmpty() ? exchange.parameters().value("lastEventId") : header;
  }

  private static Set<Topic> topics(String text) {
    var topics = EnumSet.noneOf(Topic.class);
    for (var word : text.split(",", -1)) {
      var topic = Topic.of(word.strip());
      if (topic != null) {
        topics.add(topic);
      } else if (!word.isBlank()) {
        throw new HttpError(400, "topics: " + word + " (expected: " + known() + ")");
      }
    }
    return topics.isEmpty() ? EnumSet.allOf(Topic.class) : topics;
  }

  private static String known() {
    return String.join(", ", Arrays.stream(Topic.values()).map(Topic::text).toList());
  }
}
