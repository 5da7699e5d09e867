package io.tocsin.api.events;

import io.tocsin.api.WebhookSecrets;
import io.tocsin.api.WebhookSecrets.Sender;
import io.tocsin.api.http.Route;
import io.tocsin.kit.Clock;
import io.tocsin.model.AlertSink;
import io.tocsin.model.Events;
import java.util.List;

/// The routes below `/api/v1/events`.
public final class EventRoutes {
  private static final String PATH = "/api/v1/events";

  private EventRoutes() {}

  /// Returns the routes.
  ///
  /// @param secrets what webhooks have to prove that they know
  /// @param told hears of what is new, as alerts
  public static List<Route> of(Events events, WebhookSecrets secrets, AlertSink told, Clock clock) {
    var check = new WebhookCheck(secrets);
    var endpoints = new EventEndpoints(events, told, clock);
    return List.of(
        Route.reading("GET", PATH, "lists events", endpoints::list)
            .with("start end kind match[] limit"),
        Route.changing("POST", PATH, "takes events", endpoints::post),
        Route.changing(
            "POST",
            PATH + "/github",
            "takes GitHub's deployment webhooks",
            exchange -> {
              var body = check.body(exchange, Sender.GITHUB);
              endpoints.hook(exchange, body, Webhooks::github, true);
            }),
        Route.changing(
            "POST",
            PATH + "/gitlab",
            "takes GitLab's deployment webhooks",
            exchange -> {
              var body = check.body(exchange, Sender.GITLAB);
              endpoints.hook(exchange, body, Webhooks::gitlab, true);
            }),
        Route.changing(
            "POST",
            PATH + "/alertmanager",
            "takes an Alertmanager's webhooks",
            exchange -> endpoints.hook(exchange, exchange.body(), Webhooks::alertmanager, false)));
  }
}
