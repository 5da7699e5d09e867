package io.tocsin.api.alertmanager;

import io.tocsin.api.AlertingParts;
import io.tocsin.api.http.Cors;
import io.tocsin.api.http.Endpoint;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.Route;
import io.tocsin.api.http.RouteTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The routes below `/api/v2`, and our own beside them.
public final class AlertmanagerRoutes {
  private static final String BASE = "/api/v2";
  private static final String OWN = "/api/v1/alerting";
  private static final String RECEIVERS = " receiver receiver_matchers[]";
  private static final List<String> REMOVED =
      List.of("/status", "/receivers", "/alerts", "/silences", "/silence/{id}");

  private final List<Route> routes = new ArrayList<>();
  private final Cors cors;

  private AlertmanagerRoutes(Cors cors) {
    this.cors = cors;
  }

  public static List<Route> of(AlertingParts parts, Cors cors) {
    var routes = new AlertmanagerRoutes(cors);
    routes.status(parts);
    routes.alerts(parts);
    routes.silences(parts);
    routes.rest();
    routes.own(parts);
    return List.copyOf(routes.routes);
  }

  private void get(String path, String what, Endpoint operation, String names) {
    routes.add(Route.reading("GET", BASE + path, what, Frame.of(operation, cors)).with(names));
  }

  private void change(String method, String path, String what, Endpoint operation) {
    routes.add(Route.changing(method, BASE + path, what, Frame.of(operation, cors)));
  }

  private void status(AlertingParts parts) {
    var status = new StatusEndpoints(parts);
    get("/status", "shows version, configuration and members", status::status, "");
    get("/receivers", "lists receivers", status::receivers, "receiver_matchers[]");
  }

  private void alerts(AlertingParts parts) {
    var alerts = new AlertEndpoints(parts.alertmanager(), parts.matchers());
    get(
        "/alerts",
        "lists alerts",
        alerts::list,
        "active silenced inhibited unprocessed filter[]" + RECEIVERS);
    get(
        "/alerts/groups",
        "lists groups of alerts",
        alerts::groups,
        "active silenced inhibited muted filter[]" + RECEIVERS);
    change("POST", "/alerts", "takes alerts", alerts::post);
  }

  private void silences(AlertingParts parts) {
    var silences =
        new SilenceEndpoints(parts.alertmanager().silences(), parts.matchers(), parts.clock());
    get("/silences", "lists silences", silences::list, "filter[] active expired pending");
    get("/silence/{silenceID}", "shows a silence", silences::find, "");
    change("POST", "/silences", "makes or changes a silence", silences::set);
    change("DELETE", "/silence/{silenceID}", "ends a silence", silences::expire);
  }

  /// Paths below `/api/v1/alerting`, which neither Prometheus nor Alertmanager has.
  private void own(AlertingParts parts) {
    var own = new OwnEndpoints(parts);
    var outbox = parts.outbox();
    if (outbox != null) {
      var told = new OutboxEndpoints(outbox);
      routes.add(
          Route.reading(
                  "GET",
                  OWN + "/outbox",
                  "lists the latest notifications",
                  Frame.of(told::list, cors))
              .with("receiver before limit"));
      routes.add(
          Route.reading(
              "GET",
              OWN + "/outbox/{id}",
              "shows a notification with its requests and answers",
              Frame.of(told::find, cors)));
    }
    routes.add(
        Route.reading(
                "GET",
                OWN + "/routes",
                "explains where an alert goes at a time, and why",
                Frame.of(own::routes, cors))
            .with("match[] time"));
    routes.add(
        Route.changing(
            "POST",
            OWN + "/receivers/{receiver}/test",
            "sends a test to a receiver",
            Frame.of(own::test, cors)));
    routes.add(
        Route.changing(
            "POST",
            OWN + "/alerts/{fingerprint}/acknowledge",
            "takes an alert on",
            Frame.of(own::acknowledge, cors)));
  }

  /// What is below the base and not known: another method, or another path.
  private void rest() {
    var known = new RouteTable(routes);
    Endpoint unknown = Frame.of(exchange -> refuse(known, exchange), cors);
    for (var method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
      routes.add(Route.reading(method, BASE + "/*", "says that there is nothing", unknown));
    }
    routes.add(
        Route.reading(Route.ANY_OTHER, BASE + "/*", "says which methods there are", unknown));
    routes.add(Route.reading("OPTIONS", BASE + "/*", "answers browsers' questions", this::options));
  }

  private static void refuse(RouteTable known, Exchange exchange) {
    var methods = known.methods(exchange.path());
    if (methods.isEmpty()) {
      throw new Fault(404, "path " + exchange.path() + " was not found");
    }
    var allowed = String.join(",", methods.reversed());
    exchange.set("Allow", allowed);
    throw new Fault(
        405, "method " + exchange.method() + " is not allowed, but [" + allowed + "] are");
  }

  private void options(Exchange exchange) {
    cors.apply(exchange);
    exchange.send(204);
  }

  /// Returns the routes of version 1, which is gone: only for a server that is nothing but an
  /// Alertmanager, because elsewhere they are Prometheus'.
  public static List<Route> ofVersion1() {
    var routes = new ArrayList<Route>();
    for (var path : REMOVED) {
      routes.add(removed("GET", path));
    }
    routes.add(removed("POST", "/alerts"));
    routes.add(removed("POST", "/silences"));
    routes.add(removed("DELETE", "/silence/{id}"));
    return routes;
  }

  private static Route removed(String method, String path) {
    return Route.reading(
        method, "/api/v1" + path, "says that version 1 is gone", AlertmanagerRoutes::gone);
  }

  private static void gone(Exchange exchange) throws IOException {
    Frame.send(
        exchange,
        410,
        json ->
            json.beginObject()
                .field("status", "deprecated")
                .field(
                    "error",
                    "The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of"
                        + " version 0.27.0 - please use the equivalent route in the v2 API")
                .endObject());
  }
}
