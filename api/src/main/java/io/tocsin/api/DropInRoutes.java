package io.tocsin.api;

import io.prometheus.metrics.core.metrics.Counter;
import io.tocsin.api.alertmanager.AlertmanagerRoutes;
import io.tocsin.api.http.Cors;
import io.tocsin.api.http.Endpoint;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// The routes of a server that stands in for an Alertmanager.
final class DropInRoutes {
  private final DropIn parts;
  private final Cors cors;
  private final Semaphore gets;
  private final Counter refused;

  private DropInRoutes(DropIn parts, Cors cors) {
    this.parts = parts;
    this.cors = cors;
    this.gets = new Semaphore(parts.gets());
    this.refused =
        Counter.builder()
            .name("alertmanager_http_concurrency_limit_exceeded_total")
            .help("GET requests refused because too many were under way.")
            .labelNames("method")
            .register(parts.metrics());
    refused.labelValues("get");
  }

  static List<Route> of(DropIn parts, Cors cors) {
    return new DropInRoutes(parts, cors).routes();
  }

  private List<Route> routes() {
    var routes = new ArrayList<Route>();
    AlertmanagerRoutes.of(parts.alerting(), cors).forEach(route -> routes.add(bounded(route)));
    AlertmanagerRoutes.ofVersion1().forEach(route -> routes.add(bounded(route)));
    var metrics = new MetricsEndpoint(parts.metrics());
    routes.add(Route.reading("GET", "/metrics", "exposes this process' metrics", metrics));
    for (var method : List.of("GET", "HEAD")) {
      for (var path : List.of("/-/healthy", "/-/ready")) {
        routes.add(Route.reading(method, path, "tells that the process lives", DropInRoutes::ok));
      }
    }
    routes.add(Route.changing("POST", "/-/reload", "reads the configuration", this::reload));
    routes.add(Route.reading("GET", "/", "says what this is", DropInRoutes::root));
    return routes;
  }

  private Route bounded(Route route) {
    if (!route.method().equals("GET")) {
      return route;
    }
    Endpoint bounded = exchange -> answer(route, exchange);
    return new Route(
        route.method(), route.path(), route.what(), route.changes(), route.parameters(), bounded);
  }

  private void answer(Route route, Exchange exchange) throws Exception {
    if (!gets.tryAcquire()) {
      refused.labelValues("get").inc();
      throw new HttpError(
          503,
          "Limit of concurrent GET requests reached (" + parts.gets() + "), try again later.\n");
    }
    try {
      route.endpoint().answer(exchange);
    } finally {
      gets.release();
    }
  }

  private static void ok(Exchange exchange) {
    exchange.sendText(200, "OK");
  }

  private void reload(Exchange exchange) {
    try {
      parts.lifecycle().reload();
    } catch (IllegalArgumentException e) {
      throw new HttpError(500, "failed to reload config: " + e.getMessage());
    }
    exchange.sendText(200, "");
  }

  private static void root(Exchange exchange) {
    exchange.sendText(
        200, "Tocsin in place of an Alertmanager: its API is below /api/v2, its pages are not.\n");
  }
}
