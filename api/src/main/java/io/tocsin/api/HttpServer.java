package io.tocsin.api;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.access.AccessGate;
import io.tocsin.api.access.AccessRoutes;
import io.tocsin.api.access.AccessTable;
import io.tocsin.api.alertmanager.AlertmanagerRoutes;
import io.tocsin.api.events.EventRoutes;
import io.tocsin.api.http.AnyEncoding;
import io.tocsin.api.http.BareHelidon;
import io.tocsin.api.http.ClientLines;
import io.tocsin.api.http.Cors;
import io.tocsin.api.http.FrontDoor;
import io.tocsin.api.http.Gate;
import io.tocsin.api.http.HostPolicy;
import io.tocsin.api.http.HttpMetrics;
import io.tocsin.api.http.Opening;
import io.tocsin.api.http.OriginPolicy;
import io.tocsin.api.http.Refusals;
import io.tocsin.api.http.Route;
import io.tocsin.api.http.RouteTable;
import io.tocsin.api.http.ServerTls;
import io.tocsin.api.http.UiFiles;
import io.tocsin.api.http.WebUsersGate;
import io.tocsin.api.prometheus.PrometheusRoutes;
import io.tocsin.kit.Clock;
import io.tocsin.security.WebUsers;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one HTTP server of the process. Safe for use by many threads.
public final class HttpServer implements Closeable {
  private static final int RECEIVE_BUFFER_BYTES = 256 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpOptions options;
  private final WebServer server;
  private final ClientLines lines;
  private final Opening opening;
  private volatile @Nullable Served served;

  /// What is answered once the parts are there.
  private record Served(RouteTable routes, @Nullable Notices notices) {}

  private HttpServer(HttpOptions options, WebServer server, ClientLines lines, Opening opening) {
    this.options = options;
    this.server = server;
    this.lines = lines;
    this.opening = opening;
  }

  /// Starts to listen. That the process lives, and is not ready, is answered from here on; other
  /// requests wait for [#serve] for ten seconds.
  ///
  /// @throws IllegalArgumentException if it is no address, or a TLS file cannot be used
  /// @throws IllegalStateException if the address is taken
  public static HttpServer listen(HttpOptions options, PrometheusRegistry registry, Clock clock) {
    var address = ListenPolicy.address(options);
    BareHelidon.prepare();
    var users = new WebUsersGate(new WebUsers(options.web().users()));
    var before = new Opening.Served(new RouteTable(ProcessRoutes.whileStarting()), users);
    var opening = new Opening(before, PATIENCE);
    var rules =
        new FrontDoor.Rules(
            new HostPolicy(address, hosts(options)),
            new OriginPolicy(options.outside().externalUrl()),
            options.web().headers(),
            options.outside().routePrefix());
    var metrics = new HttpMetrics(registry);
    var lines = lines(options.limits(), metrics, clock);
    var door = new FrontDoor(opening, rules, lines, metrics, clock);
    return new HttpServer(options, listen(options, address, lines, door), lines, opening);
  }

  /// Starts to answer everything. To be called once.
  ///
  /// @throws IllegalArgumentException if there are no parts that keep users, and [ListenPolicy]
  ///   refuses the address
  public void serve(ApiParts parts) {
    var table = new RouteTable(routes(options, parts));
    served = new Served(table, parts.notices());
    opening.open(new Opening.Served(table, gate(parts, table)));
  }

  private Gate gate(ApiParts parts, RouteTable table) {
    var security = parts.security();
    if (security == null) {
      ListenPolicy.check(options);
      return new WebUsersGate(new WebUsers(options.web().users()));
    }
    var outside = options.outside();
    var external = outside.externalUrl();
    var place =
        new AccessGate.Place(
            !ListenPolicy.address(options).isLoopbackAddress(),
            options.insecure() || ListenPolicy.requiresCertificate(options.web()),
            external == null ? "" : external.toString().replaceAll("/+$", ""),
            outside.pathSeen());
    return new AccessGate(security, AccessTable.of(table.routes()), place);
  }

  /// Starts to answer as an Alertmanager does, and nothing else. To be called once, in place of
  /// [#serve(ApiParts)].
  public void serve(DropIn parts) {
    ListenPolicy.check(options);
    var table = new RouteTable(DropInRoutes.of(parts, new Cors(options.outside().corsOrigin())));
    served = new Served(table, null);
    var users = new WebUsersGate(new WebUsers(options.web().users()));
    opening.open(new Opening.Served(table, users));
  }

  /// Starts to listen and to answer; see [#listen].
  public static HttpServer start(HttpOptions options, ApiParts parts) {
    var server = listen(options, parts.metrics(), parts.clock());
    server.serve(parts);
    return server;
  }

  private static List<String> hosts(HttpOptions options) {
    var hosts = new ArrayList<>(options.outside().hosts());
    var external = options.outside().externalUrl();
    if (external != null && external.getHost() != null) {
      hosts.add(external.getHost());
    }
    if (!options.host().isEmpty()) {
      hosts.add(options.host());
    }
    return hosts;
  }

  private static List<Route> routes(HttpOptions options, ApiParts parts) {
    var routes = new ArrayList<Route>();
    var alerting = parts.alerting();
    if (alerting != null) {
      // before Prometheus' own, which end with an answer for every other path below /api/v1
      routes.addAll(AlertmanagerRoutes.of(alerting, new Cors(options.outside().corsOrigin())));
      var events = alerting.events();
      if (events != null) {
        routes.addAll(
            EventRoutes.of(events, alerting.webhooks(), alerting.alertmanager(), parts.clock()));
      }
    }
    var security = parts.security();
    if (security != null) {
      routes.addAll(AccessRoutes.of(security));
    }
    routes.addAll(PrometheusRoutes.of(parts, options));
    routes.addAll(new ProcessRoutes(parts, options.lifecycle()).routes());
    var base = options.outside().pathSeen() + "/";
    routes.add(
        Route.reading(
            "GET",
            "/graph",
            "leads from Prometheus' page to ours",
            exchange -> GraphRedirect.answer(exchange, base)));
    routes.add(
        Route.reading(
            "GET",
            "/targets",
            "leads from Prometheus' page to ours",
            exchange -> exchange.redirect(302, base + "scrape-targets")));
    var ui = new UiFiles(HttpServer.class.getClassLoader(), "ui/", base);
    routes.add(Route.reading("GET", "/*", "serves the web pages", ui));
    routes.add(Route.reading("HEAD", "/*", "serves the web pages", ui));
    routes.add(PrometheusRoutes.description(parts, options, routes));
    return routes;
  }

  private static ClientLines lines(HttpLimits limits, HttpMetrics metrics, Clock clock) {
    var protocol =
        Http1Config.builder()
            .maxHeadersSize(limits.headBytes())
            .maxPrologueLength(limits.headBytes())
            // peers accept raw brackets and braces in a query string, and curl -g sends them
            .validatePrologue(false)
            .validatePath(false)
            .build();
    var times = new ClientLines.Times(limits.headTime(), limits.bodyTime(), limits.idleTime());
    var http = Http1ConnectionSelector.builder().config(protocol).build();
    return new ClientLines(http, times, metrics, clock);
  }

  private static WebServer listen(
      HttpOptions options, InetAddress address, ClientLines lines, FrontDoor door) {
    var limits = options.limits();
    var config =
        WebServer.builder()
            .address(address)
            .port(options.port())
            .shutdownHook(false)
            .maxPayloadSize(limits.bodyBytes())
            .maxTcpConnections(limits.connections())
            .maxConcurrentRequests(limits.requests())
            .idleConnectionTimeout(limits.idleTime())
            .contentEncoding(new AnyEncoding())
            .directHandlers(new Refusals(limits.headBytes(), limits.bodyBytes()).handlers())
            // an answer goes out in several writes: the later ones shall not wait until the client
            // has confirmed the first, which it may put off for 40 ms
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            // what Helidon sets otherwise, 4 KiB, makes large bodies crawl
            .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
            .protocolsDiscoverServices(false)
            .addConnectionSelector(lines)
            .routing(HttpRouting.builder().any(door));
    var tls = options.web().tls();
    if (tls != null) {
      config.tls(ServerTls.of(tls));
    }
    var server = config.build().start();
    if (!server.isRunning()) {
      throw new IllegalStateException(
          "listen: "
              + options.host()
              + ":"
              + options.port()
              + " cannot be listened on (expected: an address of this host and a port that is free)");
    }
    return server;
  }

  /// Returns the port that it listens on.
  public int port() {
    return server.port();
  }

  /// Returns the route table, for the reference and its test; empty before [#serve].
  List<Route> routes() {
    var now = served;
    return now == null ? List.of() : now.routes().routes();
  }

  /// Stops taking requests, lets those in progress end for a while, and closes the port.
  @Override
  public void close() {
    var now = served;
    var notices = now == null ? null : now.notices();
    if (notices != null) {
      notices.add(Notices.SHUTTING_DOWN);
      notices.close();
    }
    server.stop();
    lines.close();
  }
}
