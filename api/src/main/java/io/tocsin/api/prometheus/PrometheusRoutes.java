package io.tocsin.api.prometheus;

import io.tocsin.api.ApiParts;
import io.tocsin.api.HttpOptions;
import io.tocsin.api.http.Cors;
import io.tocsin.api.http.Endpoint;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.Route;
import io.tocsin.api.remoteread.ReadEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The routes below `/api/v1`, and federation.
public final class PrometheusRoutes {
  private static final String BASE = "/api/v1";
  private static final String SEARCH =
      "match[] search[] fuzz_threshold fuzz_alg case_sensitive sort_by sort_dir include_score"
          + " start end limit batch_size";

  private final List<Route> routes = new ArrayList<>();
  private final ApiParts parts;
  private final HttpOptions options;
  private final Cors cors;
  private final Selectors selectors;

  private PrometheusRoutes(ApiParts parts, HttpOptions options) {
    this.parts = parts;
    this.options = options;
    this.cors = new Cors(options.outside().corsOrigin());
    this.selectors = new Selectors(parts.promql());
  }

  public static List<Route> of(ApiParts parts, HttpOptions options) {
    var routes = new PrometheusRoutes(parts, options);
    routes.queries();
    routes.running();
    routes.labels();
    routes.searches();
    routes.targets();
    routes.status();
    routes.rules();
    routes.remote();
    routes.admin();
    routes.notices();
    routes.rest();
    return List.copyOf(routes.routes);
  }

  private void add(String method, String path, String what, Envelope.Call call, String names) {
    routes.add(Route.reading(method, BASE + path, what, Envelope.of(call, cors)).with(names));
  }

  private void get(String path, String what, Envelope.Call call) {
    add("GET", path, what, call, "");
  }

  private void get(String path, String what, Envelope.Call call, String names) {
    add("GET", path, what, call, names);
  }

  /// A call whose parameters may be too long for an address.
  private void form(String path, String what, Envelope.Call call, String names) {
    add("GET", path, what, call, names);
    add("POST", path, what, call, names);
  }

  private void change(String method, String path, String what, Envelope.Call call, String names) {
    routes.add(Route.changing(method, BASE + path, what, Envelope.of(call, cors)).with(names));
  }

  private QueryEndpoints queryEndpoints() {
    var defaults = options.queries();
    return new QueryEndpoints(
        parts.queries(), parts.clock(), defaults.timeoutMillis(), defaults.lookbackMillis());
  }

  private void queries() {
    var queries = queryEndpoints();
    form(
        "/query",
        "evaluates a query at one time",
        queries::instant,
        "query! time timeout limit lookback_delta stats");
    form(
        "/query_range",
        "evaluates a query over a range",
        queries::range,
        "query! start! end! step! timeout limit lookback_delta stats nocache");
    var exemplars = new ExemplarEndpoint(parts.exemplars(), parts.promql());
    form("/query_exemplars", "finds exemplars", exemplars::answer, "query! start end");
    var promql = new PromqlEndpoints(parts.promql());
    form("/format_query", "lays out a query", promql::format, "query!");
    form("/parse_query", "shows the tree of a query", promql::parse, "query!");
  }

  private void running() {
    var queries = queryEndpoints();
    get("/queries", "lists running queries", queries::running);
    change("DELETE", "/queries/{id}", "ends a running query", queries::cancel, "");
    change("POST", "/queries/{id}/cancel", "ends a running query", queries::cancel, "");
  }

  private void labels() {
    var labels = new LabelEndpoints(parts.store(), selectors);
    form("/labels", "lists label names", labels::names, "match[] start end limit");
    form("/series", "lists series", labels::series, "match[]! start end limit");
    get(
        "/label/{name}/values",
        "lists values of a label",
        labels::values,
        "match[] start end limit");
  }

  private void searches() {
    var search =
        new SearchEndpoints(
            parts.store(),
            selectors,
            parts.targets(),
            parts.metadata(),
            options.queries().searchMax(),
            parts.clock());
    form(
        "/search/metric_names",
        "searches metric names",
        search::metricNames,
        SEARCH + " include_metadata");
    form("/search/label_names", "searches label names", search::labelNames, SEARCH);
    form(
        "/search/label_values",
        "searches values of a label",
        search::labelValues,
        "label! " + SEARCH);
  }

  private void targets() {
    var targets = new TargetEndpoints(parts.targets(), parts.metadata(), parts.promql());
    get("/scrape_pools", "lists scrape pools", targets::pools);
    get("/targets", "lists targets with their last scrape", targets::targets, "state scrapePool");
    get(
        "/targets/metadata",
        "lists what targets say of their metrics",
        targets::targetMetadata,
        "match_target metric limit");
    get(
        "/metadata",
        "lists what is known of metrics",
        targets::metadata,
        "limit limit_per_metric metric");
    var relabel = new RelabelEndpoints(parts.targets());
    get("/scrape_pools/config", "shows how a pool is scraped", relabel::config, "scrapePool!");
    get(
        "/targets/relabel_steps",
        "shows what a pool's rules make of a target",
        relabel::steps,
        "scrapePool! labels!");
  }

  private void status() {
    var status = new StatusEndpoints(parts.status(), parts.tsdb(), parts.clock());
    get("/status/config", "shows the configuration in force", status::config);
    get("/status/flags", "shows flags", status::flags);
    get("/status/runtimeinfo", "shows facts of the process", status::runtime);
    get("/status/buildinfo", "shows the version", status::build);
    get("/status/tsdb", "shows counts of the series store", status::tsdb, "limit");
    get("/status/tsdb/blocks", "lists blocks of the series store", status::blocks);
    get("/status/walreplay", "shows how far the log was read", status::walReplay);
    var own = new SelfMetricsEndpoint(parts.metrics());
    get("/status/self_metrics", "shows this process' metrics", own::answer, "metric_name_pattern");
    get("/features", "lists what this server can do", status::features);
  }

  private void rules() {
    var rules = new RuleEndpoints(parts.rules(), parts.alertmanagers(), parts.promql());
    get(
        "/rules",
        "lists rules",
        rules::rules,
        "type rule_name[] rule_group[] file[] exclude_alerts match[] group_limit"
            + " group_next_token");
    var defaults = options.queries();
    var preview =
        new RulePreviewEndpoint(
            parts.queries(), parts.clock(), defaults.timeoutMillis(), defaults.lookbackMillis());
    form(
        "/rules/preview",
        "says when rules would have fired",
        preview::answer,
        "rule expr for keep_firing_for days start end step");
    get("/alerts", "lists alerts", rules::alerts);
    get("/alertmanagers", "lists receivers of alerts", rules::alertmanagers);
  }

  private void remote() {
    var write = new WriteEndpoint(parts.remoteWrite());
    routes.add(
        Route.changing("POST", BASE + "/write", "takes samples by remote write", write::write));
    var external = parts.status();
    var read =
        new ReadEndpoint(
            parts.store(), external::externalLabels, options.queries().reads(), parts.metrics());
    routes.add(Route.reading("POST", BASE + "/read", "gives samples by remote read", read));
    var federate =
        new FederateEndpoint(
            parts.store(),
            parts.promql(),
            external::externalLabels,
            options.queries().lookbackMillis(),
            parts.clock(),
            parts.metrics());
    routes.add(
        Route.reading("GET", "/federate", "shows the newest samples of series", federate::answer)
            .with("match[]"));
  }

  private void admin() {
    var admin = new AdminEndpoints(parts.admin(), parts.promql());
    for (var method : List.of("POST", "PUT")) {
      change(
          method,
          "/admin/tsdb/delete_series",
          "deletes series",
          admin::deleteSeries,
          "match[]! start end");
      change(
          method,
          "/admin/tsdb/clean_tombstones",
          "frees the space of what was deleted",
          admin::cleanTombstones,
          "");
      change(method, "/admin/tsdb/snapshot", "copies the store", admin::snapshot, "skip_head");
    }
    boolean anybody = parts.admin() != null || !options.web().users().isEmpty();
    var backup = new BackupEndpoint(parts.backups(), anybody);
    change("POST", "/admin/backup", "sends a backup of everything", backup::send, "");
  }

  private void notices() {
    var notices = new NoticeEndpoints(parts.notices());
    get("/notifications", "lists what everybody should know", notices::list);
    get("/notifications/live", "tells it as it happens", notices::live);
  }

  /// Returns the route that describes all of these, and itself.
  public static Route description(ApiParts parts, HttpOptions options, List<Route> others) {
    var all = new ArrayList<>(others);
    var cors = new Cors(options.outside().corsOrigin());
    var document = new OpenApiDocument(options.outside().routePrefix(), BASE);
    var route =
        Route.reading(
            "GET",
            BASE + "/openapi.yaml",
            "describes this interface",
            exchange -> {
              cors.apply(exchange);
              var text = document.of(all, parts.status().build().version());
              var bytes = text.getBytes(StandardCharsets.UTF_8);
              exchange.send(200, "application/yaml; charset=utf-8", bytes);
            });
    all.add(route);
    return route;
  }

  private void rest() {
    routes.add(Route.reading("OPTIONS", BASE + "/*", "answers browsers' questions", this::options));
    Endpoint none = Envelope.of(this::none, cors);
    for (var method : List.of("GET", "POST", "PUT", "DELETE")) {
      routes.add(Route.reading(method, BASE + "/*", "says that there is nothing", none));
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
