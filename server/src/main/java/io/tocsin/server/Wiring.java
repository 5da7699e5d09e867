package io.tocsin.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.api.AlertingParts;
import io.tocsin.api.ApiParts;
import io.tocsin.api.HttpLimits;
import io.tocsin.api.HttpOptions;
import io.tocsin.api.HttpServer;
import io.tocsin.api.Lifecycle;
import io.tocsin.api.Notices;
import io.tocsin.api.Outside;
import io.tocsin.api.PageParts;
import io.tocsin.api.PageStores;
import io.tocsin.api.PromqlText;
import io.tocsin.api.QueryDefaults;
import io.tocsin.api.QueryRunner;
import io.tocsin.api.ReadLimits;
import io.tocsin.api.RemoteWrite;
import io.tocsin.api.SettingsSource;
import io.tocsin.api.WebConfig;
import io.tocsin.api.WebConfigFile;
import io.tocsin.api.WebhookSecrets;
import io.tocsin.catalog.Catalog;
import io.tocsin.collect.ReadFiles;
import io.tocsin.collect.RemoteWriteReceiver;
import io.tocsin.collect.Scraper;
import io.tocsin.collect.SelfScrape;
import io.tocsin.collect.WriteAnswer;
import io.tocsin.dashboards.BuiltInBoards;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.kit.Clock;
import io.tocsin.kit.FsDirectory;
import io.tocsin.kit.Resources;
import io.tocsin.model.AlertSink;
import io.tocsin.notify.AlertmanagerOptions;
import io.tocsin.notify.EventStore;
import io.tocsin.promql.EngineOptions;
import io.tocsin.promql.PromqlEngine;
import io.tocsin.rules.AlertSender;
import io.tocsin.rules.Anomalies;
import io.tocsin.rules.RuleOptions;
import io.tocsin.rules.RuleParts;
import io.tocsin.rules.RuleTemplates;
import io.tocsin.rules.Rules;
import io.tocsin.security.Security;
import io.tocsin.server.access.AccessSettings;
import io.tocsin.server.access.Accounts;
import io.tocsin.server.access.SetupAddress;
import io.tocsin.server.backup.BackupPart;
import io.tocsin.server.backup.LiveBackups;
import io.tocsin.server.backup.Place;
import io.tocsin.server.backup.Restore;
import io.tocsin.server.backup.Stores;
import io.tocsin.server.notify.Notifying;
import io.tocsin.server.notify.SecretFiles;
import io.tocsin.server.pages.BoardFiles;
import io.tocsin.server.pages.ConfigSource;
import io.tocsin.server.pages.SettingsPage;
import io.tocsin.server.pages.StorePage;
import io.tocsin.server.rules.Alerting;
import io.tocsin.server.rules.EngineQueries;
import io.tocsin.server.rules.RuleLoading;
import io.tocsin.server.rules.SavedRules;
import io.tocsin.tsdb.Tsdb;
import io.tocsin.tsdb.TsdbOptions;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The running program: every big part, constructed here and nowhere else, in the order of the
/// tree, closed in reverse.
final class Wiring implements Closeable {
  /// The series store's folder in the data directory.
  static final String STORE = Stores.SERIES;

  private static final int EVENTS_MAX = 100_000;

  private final Resources opened;
  private final HttpServer http;
  private final boolean tls;
  private final Security security;

  private Wiring(Resources opened, HttpServer http, boolean tls, Security security) {
    this.opened = opened;
    this.http = http;
    this.tls = tls;
    this.security = security;
  }

  /// Starts everything; when this returns, requests are answered.
  static Wiring start(
      Settings settings, Configuration configuration, Lifecycle lifecycle, Clock clock)
      throws IOException {
    var opened = new Resources();
    try {
      var options = http(settings);
      var metrics = new PrometheusRegistry();
      var listening = opened.add(new Listening(options, metrics, clock));
      var given = new Given(settings, configuration, options, lifecycle, clock, metrics);
      return open(opened, listening, given);
    } catch (IOException | RuntimeException e) {
      try {
        opened.close();
      } catch (IOException later) {
        e.addSuppressed(later);
      }
      throw e;
    }
  }

  /// What the caller of [#start] handed in.
  private record Given(
      Settings settings,
      Configuration configuration,
      HttpOptions http,
      Lifecycle lifecycle,
      Clock clock,
      PrometheusRegistry metrics) {}

  private static Wiring open(Resources opened, Listening listening, Given given)
      throws IOException {
    var settings = given.settings();
    var configuration = given.configuration();
    var clock = given.clock();
    var metrics = given.metrics();
    var data = Path.of(settings.text("data", "data"));
    Restore.refuseUnfinished(Place.of(data));
    var accounts = opened.add(accounts(data, given, given.http()));
    var tsdb = opened.add(store(data, given));
    tsdb.start();
    var engine = new PromqlEngine(tsdb, engine(settings), clock, metrics);
    var own = own(settings);
    var self = opened.add(new SelfScrape(tsdb, clock, metrics, own));
    var scraper = opened.add(scraper(tsdb, given, own.instance()));
    configuration.bound(tsdb);
    int port = listening.await().port();
    var notifying = opened.add(notifying(given, externalUrl(settings, own.instance(), port)));
    var events = opened.add(events(given));
    var alerting = opened.add(alerting(tsdb, engine, given, notifying.alertmanager()));
    var targets = new AllTargets(List.of(self, scraper));
    var notices = notices(given);
    var open = accounts.await();
    var security = open.security();
    var pages = new PageStores(open.catalog(), clock);
    var health = new HealthChecks(tsdb, targets, configuration, HealthChecks.Disk.of(data), clock);
    var parts =
        new ApiParts(
            tsdb,
            QueryRunner.of(engine),
            PromqlText.ofParser(),
            targets,
            remoteWrite(settings, new RemoteWriteReceiver(tsdb, clock, metrics)),
            tsdb.exemplars(),
            tsdb.metadata(),
            new StorePage(tsdb),
            settings.isSet("web.enable-admin-api") ? new StoreChanges(tsdb, data, clock) : null,
            notifying.parts(member(own.instance(), port), events, webhooks(settings)),
            alerting.source(),
            alerting.alertmanagers(),
            backups(stores(tsdb, open.catalog(), notifying, events), data, given),
            pages(given, pages, settings(given, tsdb, events, notifying)),
            security,
            new StatusPage(configuration, settings, own.instance()),
            health,
            given.lifecycle(),
            notices,
            metrics,
            clock);
    var http = opened.add(listening.await());
    http.serve(parts);
    // only now: what follows would share the processor with the rest of the start
    configuration.drive(scraper);
    configuration.follow(notifying);
    configuration.alert(alerting, pages::rules, externalUrl(settings, own.instance(), port));
    self.start();
    security.start();
    opened.add(new IdleHeap(IdleHeap.Heap.ofProcess(), engine::dropIdle, clock)).start();
    return new Wiring(opened, http, given.http().web().tls() != null, security);
  }

  private static Tsdb store(Path data, Given given) throws IOException {
    var options = tsdb(given.settings(), given.configuration());
    return Tsdb.open(data.resolve(STORE), options, given.clock(), given.metrics());
  }

  private static Accounts accounts(Path data, Given given, HttpOptions http) {
    return new Accounts(
        data.resolve(Stores.CATALOG),
        new AccessSettings(given.settings()::text).options(http.web().users()),
        new HttpSurroundings(ReadFiles.disk(), given.clock(), "Tocsin/" + Version.current()),
        given.clock(),
        given.metrics());
  }

  private static List<BackupPart> stores(
      Tsdb tsdb, Catalog catalog, Notifying notifying, EventStore events) {
    return Stores.running(
        tsdb,
        Stores.catalog(catalog),
        Stores.alerts(notifying.alertmanager()),
        Stores.outbox(notifying.channels()),
        Stores.events(events));
  }

  private static AlertingParts.Member member(String name, int port) {
    return new AlertingParts.Member(name, name + ":" + port);
  }

  private static LiveBackups backups(List<BackupPart> stores, Path data, Given given)
      throws IOException {
    return new LiveBackups(stores, data, Version.current(), given.clock(), given.metrics());
  }

  private static PageParts pages(Given given, PageStores stores, SettingsSource settings) {
    var configuration = given.configuration();
    var rules = new SavedRules(() -> configuration.state().config(), configuration::takeUpRules);
    return new PageParts(stores, boards(given), rules, settings);
  }

  /// The patterns are relative to the folder of the configuration file.
  private static BoardFiles boards(Given given) {
    var file = given.configuration().name();
    var folder = file.isEmpty() ? null : Path.of(file).toAbsolutePath().getParent();
    var patterns =
        Stream.of(given.settings().text("dashboards", "").split(",", -1))
            .map(String::strip)
            .filter(pattern -> !pattern.isEmpty())
            .map(pattern -> folder == null ? pattern : folder.resolve(pattern).toString())
            .toList();
    return new BoardFiles(patterns, ReadFiles.disk(), BuiltInBoards::all, given.clock());
  }

  private static SettingsSource settings(
      Given given, Tsdb tsdb, EventStore events, Notifying notifying) {
    return new SettingsPage(
        Path.of(given.settings().text("data", "data")),
        List.of(
            SettingsPage.series(Stores.SERIES, tsdb, () -> retention(given)),
            SettingsPage.events(
                Stores.EVENTS, events, given.settings().millis("events.retention", "90d"))),
        new ConfigPage(given.configuration(), notifying));
  }

  private static SettingsPage.Retention retention(Given given) {
    var bounds = TsdbBounds.of(given.settings(), given.configuration().state().config());
    return new SettingsPage.Retention(bounds.retentionMillis(), bounds.retentionBytes());
  }

  /// The configuration's files, for the page that shows and changes them.
  private record ConfigPage(Configuration configuration, Notifying notifying)
      implements ConfigSource {
    @Override
    public List<ConfigSource.Place> places() {
      var places = new ArrayList<>(configuration.places());
      var alerting = notifying.file();
      if (alerting != null) {
        places.add(new ConfigSource.Place(SettingsSource.Kind.ALERTING, alerting));
      }
      return places;
    }

    @Override
    public void check(SettingsSource.ConfigFile file, String text) {
      switch (file.kind()) {
        case MAIN -> Configuration.check(Path.of(file.path()), text);
        case RULES -> RuleLoading.check(file.path(), text, configuration.state().config());
        case ALERTING ->
            Notifying.check(file.path(), text, notifying.alertmanager().options().matchers());
      }
    }

    @Override
    public void reload() {
      configuration.reload();
    }

    @Override
    public long loadedMillis() {
      return configuration.state().loadedMillis();
    }
  }

  private static Notices notices(Given given) {
    var notices =
        new Notices(
            whole(given.settings(), "web.max-notifications-subscribers", 16),
            given.clock(),
            given.metrics());
    given.configuration().tell(notices);
    return notices;
  }

  private static RemoteWrite remoteWrite(Settings settings, RemoteWriteReceiver receiver) {
    if (settings.isSet(Features.REMOTE_WRITE)) {
      return (body, type, encoding) -> receiver.write(body, body.length, type, encoding);
    }
    var refused = "remote write receiver needs to be enabled with --" + Features.REMOTE_WRITE;
    return (_, _, _) -> new WriteAnswer(404, refused, 0);
  }

  private static Scraper scraper(Tsdb tsdb, Given given, String instance) {
    return new Scraper(
        tsdb,
        given.clock(),
        given.metrics(),
        ReadFiles.disk(),
        "Tocsin/" + Version.current(),
        instance,
        given.settings().hasFeature(Features.TYPE_LABELS));
  }

  /// The data directory's folders are `alerting` and `outbox`.
  private static Notifying notifying(Given given, String externalUrl) throws IOException {
    var settings = given.settings();
    var data = Path.of(settings.text("data", "data"));
    var place =
        new Notifying.Place(
            settings.path("alertmanager.config"),
            data.resolve(Stores.ALERTS),
            data.resolve(Stores.OUTBOX));
    var options =
        AlertmanagerOptions.DEFAULT
            .withRetention(settings.millis("alertmanager.retention", "120h"))
            .withExternalUrl(externalUrl);
    return Notifying.open(place, options, given.clock(), given.metrics());
  }

  private static WebhookSecrets webhooks(Settings settings) throws IOException {
    var secrets =
        new SecretFiles(
            settings.path("events.github-secret-file"), settings.path("events.gitlab-token-file"));
    secrets.check();
    return secrets;
  }

  private static EventStore events(Given given) throws IOException {
    var settings = given.settings();
    var folder = Path.of(settings.text("data", "data")).resolve(Stores.EVENTS);
    Files.createDirectories(folder);
    return EventStore.open(
        FsDirectory.open(folder),
        EVENTS_MAX,
        settings.millis("events.retention", "90d"),
        given.clock(),
        given.metrics());
  }

  private static Alerting alerting(
      Tsdb tsdb, PromqlEngine engine, Given given, AlertSink inProcess) {
    var settings = given.settings();
    var sender =
        new AlertSender(
            new AlertSender.Options(
                whole(settings, "alertmanager.notification-queue-capacity", 10_000),
                whole(settings, "alertmanager.notification-batch-size", 256),
                settings.isSet("alertmanager.drain-notification-queue-on-shutdown")),
            new HttpSurroundings(ReadFiles.disk(), given.clock(), "Tocsin/" + Version.current()),
            ReadFiles.disk(),
            given.metrics());
    var parts =
        new RuleParts(
            tsdb,
            EngineQueries.of(engine),
            RuleTemplates.prometheus(),
            List.of(sender, inProcess),
            given.clock(),
            given.metrics());
    var options =
        new RuleOptions(
            settings.millis("rules.alert.for-outage-tolerance", "1h"),
            settings.millis("rules.alert.for-grace-period", "10m"),
            settings.millis("rules.alert.resend-delay", "1m"),
            whole(settings, "rules.max-concurrent-evals", 4));
    var anomalies = new Anomalies(EngineQueries.of(engine), tsdb, given.clock(), given.metrics());
    return new Alerting(new Rules(parts, options), anomalies, sender);
  }

  private static int whole(Settings settings, String name, long otherwise) {
    return Math.toIntExact(settings.number(name, otherwise));
  }

  /// Returns how users reach this server: what was said, or the host's name and the port.
  private static String externalUrl(Settings settings, String host, int port) {
    var own = (settings.has("web.config.file") ? "https://" : "http://") + host + ":" + port;
    var url = settings.text("web.external-url", own + prefix(settings, null));
    return url.replaceAll("/+$", "");
  }

  private static TsdbOptions tsdb(Settings settings, Configuration configuration) {
    var file = configuration.state().config();
    var bounds = TsdbBounds.of(settings, file);
    var durability =
        switch (settings.text("durability", "strict")) {
          case "strict" -> TsdbOptions.Durability.STRICT;
          case "relaxed" -> TsdbOptions.Durability.RELAXED;
          default ->
              throw new UsageException(
                  "durability: "
                      + settings.text("durability", "")
                      + " (expected: strict or relaxed)");
        };
    return bounds.on(TsdbOptions.defaults().withDurability(durability));
  }

  private static EngineOptions engine(Settings settings) {
    return new EngineOptions(
            settings.number("query.max-samples", 50_000_000),
            settings.bytes("query.max-memory", "1GiB"),
            settings.millis("query.timeout", "2m"),
            settings.millis("query.lookback-delta", "5m"),
            Math.toIntExact(settings.number("query.max-concurrency", 20)),
            false,
            EngineOptions.DEFAULT.subqueryIntervalMillis(),
            settings.millis("query.slow-threshold", "10s"))
        .withCache(settings.bytes("query.cache-size", "64MiB"));
  }

  private static QueryDefaults queries(Settings settings) {
    var reads = ReadLimits.PROMETHEUS;
    return new QueryDefaults(
        settings.millis("query.timeout", "2m"),
        settings.millis("query.lookback-delta", "5m"),
        Math.toIntExact(settings.number("web.search.max-limit", 10_000)),
        new ReadLimits(
            Math.toIntExact(
                settings.number("storage.remote.read-concurrent-limit", reads.concurrency())),
            settings.number("storage.remote.read-sample-limit", reads.samples()),
            Math.toIntExact(
                settings.number("storage.remote.read-max-bytes-in-frame", reads.frameBytes()))));
  }

  private static SelfScrape.Settings own(Settings settings) {
    var host =
        SelfScrape.Settings.ofThisHost(
            settings.text("environment", "default"), settings.text("service", "tocsin"));
    return new SelfScrape.Settings(
        settings.text("instance", host.instance()), host.environment(), host.service());
  }

  private static HttpOptions http(Settings settings) throws IOException {
    var listen = Address.parse(settings.text("listen", "127.0.0.1:9090"));
    Path webFile = settings.path("web.config.file");
    URI external =
        settings.has("web.external-url") ? URI.create(settings.text("web.external-url", "")) : null;
    var defaults = HttpLimits.defaults();
    var limits =
        new HttpLimits(
            defaults.bodyBytes(),
            defaults.headBytes(),
            Math.toIntExact(settings.number("web.max-connections", 512)),
            defaults.requests(),
            defaults.headTime(),
            defaults.bodyTime(),
            Duration.ofMillis(settings.millis("web.read-timeout", "5m")));
    return new HttpOptions(
        listen.host(),
        listen.port(),
        new Outside(external, prefix(settings, external), hosts(settings), cors(settings)),
        settings.isSet("web.enable-lifecycle"),
        settings.isSet("insecure"),
        queries(settings),
        webFile == null ? WebConfig.NONE : WebConfigFile.read(webFile),
        limits);
  }

  private static List<String> hosts(Settings settings) {
    return Stream.of(settings.text("web.allowed-hosts", "").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /// Prometheus' rule: the route prefix is the external URL's path unless it is given.
  private static String prefix(Settings settings, @Nullable URI external) {
    var path = external == null || external.getPath() == null ? "" : external.getPath();
    var prefix = settings.text("web.route-prefix", path).replaceAll("/+$", "");
    return prefix.isEmpty() || prefix.startsWith("/") ? prefix : "/" + prefix;
  }

  private static @Nullable Pattern cors(Settings settings) {
    return settings.has("web.cors.origin")
        ? Pattern.compile(settings.text("web.cors.origin", ""))
        : null;
  }

  int port() {
    return http.port();
  }

  boolean isSecure() {
    return tls;
  }

  /// Returns the link that makes the administrator, empty where it is of no use: there is a user,
  /// or only this machine reaches the server.
  String setupLink(Settings settings) {
    var listen = Address.parse(settings.text("listen", "127.0.0.1:9090"));
    boolean reached = listen.isOpen() || settings.has("web.external-url");
    if (!reached || settings.isSet("insecure") || security.hasUsers()) {
      return "";
    }
    var own =
        (tls ? "https://" : "http://")
            + SetupAddress.of(listen.host())
            + ":"
            + port()
            + prefix(settings, null);
    var url = settings.text("web.external-url", own).replaceAll("/+$", "");
    return url + "/setup?link=" + security.setupLink().secret();
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
