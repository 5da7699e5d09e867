package io.tocsin.api.http;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.tocsin.kit.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a request in: its Host is ours, its Origin may change something, and the [Gate] knows who
/// asks. Then the route answers, and whatever goes wrong becomes an answer and a number.
public final class FrontDoor implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
  private static final String RETRY_SECONDS = "5";

  private final Opening opening;
  private final Rules rules;
  private final HttpMetrics metrics;
  private final Clock clock;
  private final ClientLines lines;

  /// Who is let in, and what every answer carries.
  ///
  /// @param headers added to every answer
  /// @param prefix under which the routes live
  public record Rules(
      HostPolicy hosts, OriginPolicy origins, Map<String, String> headers, String prefix) {}

  public FrontDoor(
      Opening opening, Rules rules, ClientLines lines, HttpMetrics metrics, Clock clock) {
    this.opening = opening;
    this.rules = rules;
    this.metrics = metrics;
    this.clock = clock;
    this.lines = lines;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    long start = clock.nanos();
    metrics.inFlight.inc();
    var line = lines.of(request);
    BooleanSupplier gone = line == null ? () -> false : line::isGone;
    var exchange = new Exchange(request, response, pathBelowPrefix(request), gone);
    if (line != null) {
      line.began();
    }
    var route = "none";
    try {
      rules.headers().forEach(exchange::set);
      exchange.set("X-Content-Type-Options", "nosniff");
      route = letIn(exchange);
    } finally {
      if (line != null) {
        // Helidon says that it closes and waits for the client to do so.
        line.ended(request.headers().contains(io.helidon.http.HeaderValues.CONNECTION_CLOSE));
      }
      metrics.inFlight.dec();
      metrics.requests.labelValues(route, Integer.toString(exchange.status())).inc();
      metrics.seconds.labelValues(route).observe((clock.nanos() - start) / 1e9);
    }
    if (exchange.isLast()) {
      // Helidon would take what follows for the next request
      throw new CloseConnectionException("the answer was the last");
    }
  }

  private String pathBelowPrefix(ServerRequest request) {
    var path = decoded(request.path().rawPath());
    var prefix = rules.prefix();
    if (prefix.isEmpty() || !path.startsWith(prefix)) {
      return prefix.isEmpty() ? path : "";
    }
    return path.substring(prefix.length());
  }

  private static String decoded(String rawPath) {
    try {
      return Parameters.decode(rawPath, false);
    } catch (NumberFormatException ignored) {
      return ""; // a path with a broken escape is no path of ours
    }
  }

  /// Answers, and returns the route's path for the counts.
  private String letIn(Exchange exchange) {
    var badLength = exchange.badLength();
    if (!badLength.isEmpty()) {
      metrics.refused.labelValues("length").inc();
      exchange.sendLast(400, badLength + "\n");
      return "refused";
    }
    if (!rules.hosts().isOurs(exchange.header("Host"))) {
      refuse(
          exchange,
          "host",
          "host: "
              + exchange.header("Host")
              + " (expected: a name of this server; add one by --web.external-url or"
              + " --web.allowed-hosts)");
      return "refused";
    }
    return exchange.path().startsWith("/") ? enter(exchange) : outside(exchange);
  }

  private void refuse(Exchange exchange, String reason, String message) {
    metrics.refused.labelValues(reason).inc();
    exchange.sendText(403, message + "\n");
  }

  /// A request beside the prefix: its root leads in, everything else is not here.
  private String outside(Exchange exchange) {
    exchange.redirectOutside(rules.prefix());
    return "none";
  }

  private String enter(Exchange exchange) {
    Opening.Served served = null;
    try {
      served = opening.served(exchange.method(), exchange.path());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (served != null) {
      return route(served, exchange);
    }
    exchange.set("Retry-After", RETRY_SECONDS);
    exchange.sendText(
        503, "starting: the stored data is being loaded (expected: a later request)\n");
    return "none";
  }

  private String route(Opening.Served served, Exchange exchange) {
    var match = served.routes().find(exchange.method(), exchange.path());
    if (match == null) {
      notFound(served.routes(), exchange);
      return "none";
    }
    var route = match.route();
    if (route.changes() && !rules.origins().mayChange(exchange)) {
      refuse(
          exchange,
          "origin",
          "origin: " + exchange.header("Origin") + " (expected: a page of this server)");
      return route.path();
    }
    exchange.pathValue(match.value());
    answer(
        route,
        exchange,
        () -> {
          if (!served.gate().admits(exchange, route)) {
            metrics.refused.labelValues("user").inc();
            return;
          }
          route.endpoint().answer(exchange);
          if (route.changes()) {
            served.gate().answered(exchange, route, exchange.status());
          }
        });
    return route.path();
  }

  /// Answers a request, or fails.
  private interface Answering {
    void run() throws Exception;
  }

  private void notFound(RouteTable routes, Exchange exchange) {
    var methods = routes.methods(exchange.path());
    if (methods.isEmpty()) {
      exchange.sendText(404, "404 page not found\n");
    } else {
      exchange.set("Allow", String.join(", ", methods));
      exchange.sendText(405, "Method Not Allowed\n");
    }
  }

  private void answer(Route route, Exchange exchange, Answering answering) {
    try {
      answering.run();
    } catch (HttpError e) {
      failed(exchange, e.status(), String.valueOf(e.getMessage()));
    } catch (RequestException | CloseConnectionException e) {
      throw e;
    } catch (UncheckedIOException | IOException e) {
      lost(exchange, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed(exchange, 503, "the server is stopping");
    } catch (Exception e) {
      LOG.atError().setCause(e).addKeyValue("route", route.path()).log("request failed");
      failed(exchange, 500, "internal error, see the log of the server");
    }
  }

  private static void failed(Exchange exchange, int status, String message) {
    if (exchange.isSent()) {
      throw new CloseConnectionException("cut answer: " + message);
    }
    exchange.sendText(status, message + "\n");
  }

  private void lost(Exchange exchange, Exception cause) {
    metrics.abandoned.inc();
    LOG.atDebug().setCause(cause).addKeyValue("path", exchange.path()).log("client has gone");
    throw new CloseConnectionException("client has gone", cause);
  }
}
