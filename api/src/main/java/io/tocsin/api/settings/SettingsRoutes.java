package io.tocsin.api.settings;

import io.tocsin.api.ApiParts;
import io.tocsin.api.PageParts;
import io.tocsin.api.http.Cors;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.Route;
import io.tocsin.api.live.Live;
import io.tocsin.api.prometheus.Envelope;
import io.tocsin.api.prometheus.PushListener;
import io.tocsin.collect.WriteAnswer;
import java.util.ArrayList;
import java.util.List;

/// The routes below `/api/v1/settings`; notes who pushes samples.
public final class SettingsRoutes implements PushListener {
  private static final String BASE = "/api/v1/settings";

  private final ApiParts parts;
  private final SourceEndpoint sources;
  private final Cors cors;

  public SettingsRoutes(ApiParts parts, Live live, Cors cors) {
    this.parts = parts;
    this.cors = cors;
    this.sources = new SourceEndpoint(parts, new Pushers(parts.clock(), parts.metrics()), live);
  }

  @Override
  public void pushed(Exchange exchange, WriteAnswer answer) {
    sources.pushed(exchange, answer);
  }

  public List<Route> routes() {
    var routes = new ArrayList<Route>();
    routes.add(get("/sources", "lists where data comes from", sources::answer));
    var pages = parts.pages();
    if (pages != null) {
      routes.addAll(routes(pages));
    }
    return routes;
  }

  private Route get(String path, String what, Envelope.Call call) {
    return Route.reading("GET", BASE + path, what, Envelope.of(call, cors));
  }

  private List<Route> routes(PageParts pages) {
    var settings = new SettingsEndpoints(pages.settings(), parts.alerting());
    var config = new ConfigEndpoints(pages.settings(), parts.admin() != null);
    return List.of(
        get("/storage", "shows what is kept, and for how long", settings::storage),
        get("/receivers", "lists who is told, with the last result", settings::receivers),
        get("/config", "shows configuration files without secrets", config::show),
        Route.reading(
            "POST",
            BASE + "/config/check",
            "says what is wrong with a configuration file, and what would change",
            Envelope.of(config::check, cors)),
        Route.changing(
            "PUT",
            BASE + "/config",
            "writes a configuration file and puts it in force",
            Envelope.of(config::save, cors)));
  }
}
