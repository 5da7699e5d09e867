package io.tocsin.api.prometheus;

import io.tocsin.api.ApiParts;
import io.tocsin.api.HttpOptions;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.Route;
import java.util.ArrayList;
import java.util.List;

/// The routes below `/api/v1`.
public final class PrometheusRoutes {
  private static final String BASE = "/api/v1";

  private final List<Route> routes = new ArrayList<>();
  private final ApiParts parts;
  private final Cors cors;

  private PrometheusRoutes(ApiParts parts, Cors cors) {
    this.parts = parts;
    this.cors = cors;
  }

  public static List<Route> of(ApiParts parts, HttpOptions options) {
    var routes = new PrometheusRoutes(parts, new Cors(options.outside().corsOrigin()));
    routes.queries(options);
    routes.labels();
    routes.targets();
    routes.status();
    routes.rest();
    return List.copyOf(routes.routes);
  }

  private void get(String path, String what, Envelope.Call call) {
    routes.add(Route.reading("GET", BASE + path, what, Envelope.of(call, cors)));
  }

  /// A call whose parameters may be too long for an address.
  private void form(String path, String what, Envelope.Call call) {
    get(path, what, call);
    routes.add(Route.reading("POST", BASE + path, what, Envelope.of(call, cors)));
  }

  private void queries(HttpOptions options) {
    var queries =
        new QueryEndpoints(
            parts.queries(),
            parts.clock(),
            options.queries().timeoutMillis(),
            options.queries().lookbackMillis());
    form("/query", "evaluates a query at one time", queries::instant);
    form("/query_range", "evaluates a query over a range", queries::range);
    var promql = new PromqlEndpoints(parts.promql());
    form("/query_exemplars", "finds exemplars", promql::exemplars);
    form("/format_query", "lays out a query", promql::format);
    form("/parse_query", "shows the tree of a query", promql::parse);
  }

  private void labels() {
    var labels = new LabelEndpoints(parts.store(), parts.promql());
    form("/labels", "lists label names", labels::names);
    form("/series", "lists series", labels::series);
    get("/label/{name}/values", "lists values of a label", labels::values);
  }

  private void targets() {
    var targets = new TargetEndpoints(parts.targets(), parts.promql());
    get("/scrape_pools", "lists scrape pools", targets::pools);
    get("/targets", "lists targets with their last scrape", targets::targets);
    get("/targets/metadata", "lists what targets say of their metrics", targets::targetMetadata);
    get("/metadata", "lists what is known of metrics", targets::metadata);
  }

  private void status() {
    var status = new StatusEndpoints(parts.status(), parts.tsdb(), parts.clock());
    get("/status/config", "shows the configuration in force", status::config);
    get("/status/flags", "shows flags", status::flags);
    get("/status/runtimeinfo", "shows facts of the process", status::runtime);
    get("/status/buildinfo", "shows the version", status::build);
    get("/status/tsdb", "shows counts of the series store", status::tsdb);
    get("/status/walreplay", "shows how far the log was read", status::walReplay);
  }

  private void rest() {
    var rules = new RuleEndpoints();
    get("/rules", "lists rules", rules::rules);
    get("/alerts", "lists alerts", rules::alerts);
    get("/alertmanagers", "lists receivers of alerts", rules::alertmanagers);
    var write = new WriteEndpoint(parts.remoteWrite());
    routes.add(
        Route.changing("POST", BASE + "/write", "takes samples by remote write", write::write));
    routes.add(Route.reading("OPTIONS", BASE + "/*", "answers browsers' questions", this::options));
    for (var method : List.of("GET", "POST", "PUT", "DELETE")) {
      var path = BASE + "/*";
      routes.add(
          Route.reading(method, path, "says that there is nothing", Envelope.of(this::none, cors)));
    }
  }

  private void options(Exchange exchange) {
    cors.apply(exchange);
    exchange.send(204);
  }

  private void none(Exchange exchange) {
    throw new ApiError(ApiError.Type.NOT_FOUND, "path: " + exchange.path() + " is not known");
  }
}
