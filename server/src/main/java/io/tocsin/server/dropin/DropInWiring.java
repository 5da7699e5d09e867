package io.tocsin.server.dropin;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.AlertingParts;
import io.tocsin.api.DropIn;
import io.tocsin.api.HttpLimits;
import io.tocsin.api.HttpOptions;
import io.tocsin.api.Lifecycle;
import io.tocsin.api.Outside;
import io.tocsin.api.QueryDefaults;
import io.tocsin.api.WebConfig;
import io.tocsin.api.WebConfigFile;
import io.tocsin.api.WebhookSecrets;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Resources;
import io.tocsin.server.Address;
import io.tocsin.server.Arguments;
import io.tocsin.server.Listening;
import io.tocsin.server.UsageException;
import io.tocsin.server.notify.Notifying;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The parts of a running drop-in, opened in their order and closed in reverse.
final class DropInWiring implements Closeable {
  private static final int GETS_MIN = 8;

  private final Resources opened = new Resources();
  private final Arguments arguments;
  private final Clock clock;
  private final Address listen;
  private volatile @Nullable Notifying alerting;
  private int port;

  private DropInWiring(Arguments arguments, Clock clock) {
    this.arguments = arguments;
    this.clock = clock;
    this.listen = Address.parse(arguments.value("web.listen-address", "127.0.0.1:9093"));
  }

  /// Starts everything; when this returns, requests are answered.
  static DropInWiring start(Arguments arguments, Lifecycle lifecycle, Clock clock)
      throws IOException {
    var wiring = new DropInWiring(arguments, clock);
    try {
      wiring.open(lifecycle);
      return wiring;
    } catch (IOException | RuntimeException e) {
      try {
        wiring.close();
      } catch (IOException later) {
        e.addSuppressed(later);
      }
      throw e;
    }
  }

  private void open(Lifecycle lifecycle) throws IOException {
    var metrics = new PrometheusRegistry();
    var http = http();
    var listening = opened.add(new Listening(http, metrics, clock));
    port = listening.await().port();
    var options = DropInOptions.options(arguments, externalUrl());
    var folder = Path.of(arguments.value("storage.path", "data/"));
    var place =
        new Notifying.Place(
            Path.of(arguments.value("config.file", "alertmanager.yml")),
            folder,
            folder.resolve("outbox"));
    var running = opened.add(Notifying.open(place, options, clock, metrics));
    alerting = running;
    var parts = running.parts(member(), null, WebhookSecrets.NONE);
    listening.await().serve(new DropIn(parts, lifecycle, metrics, gets()));
    new WarmUp(port, http.outside().routePrefix()).run();
  }

  /// Reads the configuration again and puts it in force.
  ///
  /// @throws IllegalArgumentException if it is bad; the old one stays in force
  void reload() {
    var running = alerting;
    if (running != null) {
      running.reload();
    }
  }

  private int gets() {
    int asked = DropInOptions.number(arguments, "web.get-concurrency");
    return asked > 0 ? asked : Math.max(GETS_MIN, Runtime.getRuntime().availableProcessors());
  }

  /// Without `cluster.listen-address` there is no cluster, otherwise this process is its only
  /// member.
  private AlertingParts.Member member() {
    var off =
        arguments.has("cluster.listen-address")
            && arguments.value("cluster.listen-address", "").isEmpty();
    var name = arguments.value("cluster.peer-name", UUID.randomUUID().toString());
    return off ? AlertingParts.Member.NONE : new AlertingParts.Member(name, address());
  }

  private HttpOptions http() throws IOException {
    var external = arguments.value("web.external-url", "");
    var url = external.isEmpty() ? null : url(external);
    var path = url == null || url.getPath() == null ? "" : url.getPath();
    var prefix = arguments.value("web.route-prefix", path).replaceAll("/+$", "");
    var hosts =
        Stream.of(arguments.value("web.allowed-hosts", "").split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    var file = arguments.value("web.config.file", "");
    return new HttpOptions(
        listen.host(),
        listen.port(),
        new Outside(
            url,
            prefix.isEmpty() || prefix.startsWith("/") ? prefix : "/" + prefix,
            List.copyOf(hosts),
            null),
        true,
        arguments.isSet("insecure"),
        QueryDefaults.PROMETHEUS,
        file.isEmpty() ? WebConfig.NONE : WebConfigFile.read(Path.of(file)),
        HttpLimits.defaults());
  }

  private static URI url(String text) {
    try {
      var url = URI.create(text);
      if ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw refused(text);
    }
    throw refused(text);
  }

  private static UsageException refused(String url) {
    return new UsageException(
        "web.external-url: " + url + " (expected: http://HOST[:PORT][/PATH], or https://…)");
  }

  private String externalUrl() {
    var given = arguments.value("web.external-url", "").replaceAll("/+$", "");
    return given.isEmpty() ? "http://" + hostName() + ":" + port : given;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /// Returns the address it listens on, as `HOST:PORT`.
  String address() {
    var host = listen.host().isEmpty() ? "[::]" : listen.host();
    return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
