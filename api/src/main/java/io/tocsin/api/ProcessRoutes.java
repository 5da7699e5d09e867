package io.tocsin.api;

import io.tocsin.api.Health.Question;
import io.tocsin.api.Health.State;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.api.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The process itself: its metrics, its health, its life.
final class ProcessRoutes {
  /// The state of a process that is still loading what it stored: a restart would not help.
  private static final List<Health.Component> LIVING =
      List.of(new Health.Component("process", State.HEALTHY, "starting"));

  private static final List<Health.Component> STARTING =
      List.of(
          LIVING.getFirst(),
          new Health.Component("store", State.FAILING, "the stored data is being loaded"));

  private final ApiParts parts;
  private final boolean lifecycle;

  ProcessRoutes(ApiParts parts, boolean lifecycle) {
    this.parts = parts;
    this.lifecycle = lifecycle;
  }

  List<Route> routes() {
    var metrics = new MetricsEndpoint(parts.metrics());
    return List.of(
        Route.reading("GET", "/metrics", "exposes this process' metrics", metrics),
        Route.reading("GET", "/version", "shows the version", this::version),
        Route.reading(
            "GET", "/health", "shows the state of every part", e -> health(e, Question.ALL)),
        Route.reading(
            "GET",
            "/health/live",
            "tells whether a restart would help",
            e -> health(e, Question.LIVE)),
        Route.reading(
            "GET",
            "/health/ready",
            "tells whether requests are answered",
            e -> health(e, Question.READY)),
        Route.reading(
            "GET",
            "/health/dependencies",
            "shows the state of what lies outside",
            e -> health(e, Question.DEPENDENCIES)),
        Route.reading("GET", "/-/healthy", "tells that the process lives", ProcessRoutes::healthy),
        Route.reading("HEAD", "/-/healthy", "tells that the process lives", ProcessRoutes::healthy),
        Route.reading("GET", "/-/ready", "tells whether requests are answered", this::ready),
        Route.reading("HEAD", "/-/ready", "tells whether requests are answered", this::ready),
        Route.changing("POST", "/-/reload", "reads the configuration again", this::reload),
        Route.changing("PUT", "/-/reload", "reads the configuration again", this::reload),
        Route.changing("POST", "/-/quit", "ends the process", this::quit),
        Route.changing("PUT", "/-/quit", "ends the process", this::quit));
  }

  /// The routes of a process that is still loading what it stored.
  static List<Route> whileStarting() {
    var routes = new ArrayList<Route>();
    for (var method : List.of("GET", "HEAD")) {
      routes.add(Route.reading(method, "/-/healthy", "", ProcessRoutes::healthy));
      routes.add(Route.reading(method, "/-/ready", "", ProcessRoutes::notYet));
    }
    routes.add(Route.reading("GET", "/health", "", e -> health(e, STARTING, "")));
    routes.add(Route.reading("GET", "/health/ready", "", e -> health(e, STARTING, "")));
    routes.add(Route.reading("GET", "/health/live", "", e -> health(e, LIVING, "")));
    return List.copyOf(routes);
  }

  private static void notYet(Exchange exchange) {
    throw new HttpError(503, "Service Unavailable");
  }

  private void version(Exchange exchange) throws IOException {
    var build = parts.status().build();
    send(
        exchange,
        200,
        json ->
            json.beginObject()
                .field("version", build.version())
                .field("prometheus", build.compatible())
                .field("revision", build.revision())
                .field("buildDate", build.date())
                .endObject());
  }

  @FunctionalInterface
  private interface Body {
    void write(JsonWriter json) throws IOException;
  }

  private static void send(Exchange exchange, int status, Body body) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      body.write(json);
    }
    exchange.set("Cache-Control", "no-store");
    exchange.send(status, "application/json", out.toByteArray());
  }

  private void health(Exchange exchange, Question question) throws IOException {
    health(exchange, parts.health().components(question), parts.status().build().version());
  }

  /// @param version empty where it is not known yet
  private static void health(Exchange exchange, List<Health.Component> components, String version)
      throws IOException {
    var worst = worst(components);
    send(
        exchange,
        worst == State.FAILING ? 503 : 200,
        json -> {
          json.beginObject().field("status", text(worst)).name("components").beginArray();
          for (var component : components) {
            json.beginObject().field("name", component.name());
            json.field("state", text(component.state())).field("reason", component.reason());
            json.endObject();
          }
          json.endArray();
          if (!version.isEmpty()) {
            json.field("version", version);
          }
          json.endObject();
        });
  }

  private static State worst(List<Health.Component> components) {
    var worst = State.HEALTHY;
    for (var component : components) {
      if (component.state().compareTo(worst) > 0) {
        worst = component.state();
      }
    }
    return worst;
  }

  private static String text(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static void healthy(Exchange exchange) {
    exchange.sendText(200, "Tocsin is Healthy.\n");
  }

  private void ready(Exchange exchange) {
    if (worst(parts.health().components(Question.READY)) == State.FAILING) {
      throw new HttpError(503, "Service Unavailable");
    }
    exchange.sendText(200, "Tocsin is Ready.\n");
  }

  private void reload(Exchange exchange) {
    checkEnabled();
    try {
      parts.lifecycle().reload();
    } catch (IllegalArgumentException e) {
      throw new HttpError(500, "failed to reload config: " + e.getMessage());
    }
    exchange.send(200, "text/plain; charset=utf-8", new byte[0]);
  }

  private void quit(Exchange exchange) {
    checkEnabled();
    var words = "Requesting termination... Goodbye!\n".getBytes(StandardCharsets.UTF_8);
    exchange.send(200, "text/plain; charset=utf-8", words);
    parts.lifecycle().quit();
  }

  private void checkEnabled() {
    if (!lifecycle) {
      throw new HttpError(403, "Lifecycle API is not enabled.");
    }
  }
}
