package io.tocsin.security;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogException;
import io.tocsin.catalog.CatalogPart;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.kit.Clock;
import java.io.Closeable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may do what: the users, their sessions, the tokens, and the record of changes. Safe for use
/// by many threads.
public final class Security implements Closeable {
  /// Its tables.
  public static final CatalogPart PART =
      new CatalogPart(
          "security", List.of(Users.TABLE + Sessions.TABLE + Tokens.TABLE + AuditLog.TABLE));

  private static final Logger LOG = LoggerFactory.getLogger(Security.class);
  private static final long PRUNE_NANOS = 3_600_000_000_000L;
  private static final int REFUSED_LINES_MAX = 10;
  private static final long REFUSED_NANOS = 60_000_000_000L;

  private final Users users;
  private final WebUsers webUsers;
  private final Sessions sessions;
  private final Tokens tokens;
  private final AuditLog audit;
  private final @Nullable Oidc oidc;
  private final SetupLink setupLink = new SetupLink();
  private final LoginLimit limit;
  private final Catalog catalog;
  private final Clock clock;
  private final SecurityMetrics metrics;
  private final Thread pruner;
  private long refusedSince;
  private int refusedLines;

  /// @param around how an OpenID provider is asked
  public Security(
      Catalog catalog,
      SecurityOptions options,
      HttpSurroundings around,
      Clock clock,
      PrometheusRegistry registry) {
    var passwords = new Passwords();
    this.catalog = catalog;
    this.clock = clock;
    metrics = new SecurityMetrics(registry);
    var bounds = new AuditLog.Bounds(options.auditMillis(), options.auditLines());
    audit = new AuditLog(catalog, bounds, clock, metrics);
    users = new Users(catalog, passwords, audit, clock);
    webUsers = new WebUsers(options.webUsers(), passwords);
    sessions = new Sessions(catalog, webUsers, audit, options.sessions(), clock);
    tokens = new Tokens(catalog, audit, clock);
    limit = new LoginLimit(clock);
    oidc = options.oidc() == null ? null : new Oidc(options.oidc(), around, clock);
    refusedSince = clock.nanos();
    pruner = Thread.ofVirtual().name("audit-prune").unstarted(this::prune);
  }

  /// Begins to delete old lines of the audit log, now and then.
  public void start() {
    pruner.start();
  }

  private void prune() {
    try {
      while (true) {
        clock.sleepNanos(PRUNE_NANOS);
        pruneNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void pruneNow() {
    try {
      audit.prune();
    } catch (CatalogException e) {
      LOG.atWarn().addKeyValue("err", e.getMessage()).log("cannot shorten the audit log");
    }
  }

  public Users users() {
    return users;
  }

  public Sessions sessions() {
    return sessions;
  }

  public Tokens tokens() {
    return tokens;
  }

  public AuditLog audit() {
    return audit;
  }

  /// Returns the OpenID provider that users may sign in at, null where there is none.
  public @Nullable Oidc oidc() {
    return oidc;
  }

  public SetupLink setupLink() {
    return setupLink;
  }

  /// Tells whether users are told apart here: there are some, or some may come from elsewhere.
  public boolean hasUsers() {
    return !webUsers.isEmpty() || oidc != null || users.any();
  }

  /// Tells whether a web configuration file has users.
  public boolean hasWebUsers() {
    return !webUsers.isEmpty();
  }

  /// Returns the names of the users of a web configuration file, sorted.
  public List<String> webUserNames() {
    return webUsers.names();
  }

  /// Tells whether a name and a password may let someone in.
  public boolean hasPasswords() {
    return !webUsers.isEmpty() || users.any();
  }

  /// Makes the first administrator, for whoever shows the one-time link.
  ///
  /// @throws SecurityRefusal if it is another link, or there is a user already
  public void setUp(String link, String name, String password, String address) {
    limit.check("", address);
    if (!setupLink.is(link)) {
      limit.failed("", address);
      throw SecurityRefusal.forbidden(
          "link: not the one that was printed (expected: the link of the server's last start)");
    }
    if (hasUsers()) {
      throw Users.linkUsed();
    }
    users.addFirst(new Actor(name, address), name, password);
  }

  /// Returns whose name and password these are, null if nobody's. Slow on purpose, unless they were
  /// right lately.
  ///
  /// @throws Throttled if too many have gone wrong before
  public @Nullable Caller check(String name, String password, String address)
      throws InterruptedException {
    boolean web = webUsers.hash(name) != null;
    if (web ? webUsers.isRemembered(name, password) : users.isRemembered(name, password)) {
      return web ? webUsers.check(name, password) : local(name, password);
    }
    try {
      limit.check(key(name), network(address));
    } catch (Throttled e) {
      metrics.throttled.inc();
      throw e;
    }
    long start = clock.nanos();
    var caller = web ? webUsers.check(name, password) : local(name, password);
    metrics.checkSeconds.observe((clock.nanos() - start) / 1e9);
    if (caller == null) {
      refused(name, address);
    } else {
      limit.succeeded(key(name));
    }
    metrics
        .signIns
        .labelValues(web ? "webconfig" : "local", caller == null ? "refused" : "let in")
        .inc();
    return caller;
  }

  private @Nullable Caller local(String name, String password) throws InterruptedException {
    var user = users.check(name, password);
    return user == null ? null : user.caller();
  }

  private static String key(String name) {
    return name.length() > 64 ? name.substring(0, 64) : name.toLowerCase(Locale.ROOT);
  }

  /// Of IPv6 whoever has one address has the 2^64 beside it.
  private static String network(String address) {
    var parts = address.split(":", -1);
    return parts.length < 5 ? address : String.join(":", List.of(parts).subList(0, 4));
  }

  /// Who guesses must not fill the disk: of many refusals only some are kept, all are counted.
  private void refused(String name, String address) {
    limit.failed(key(name), network(address));
    synchronized (this) {
      long now = clock.nanos();
      if (now - refusedSince > REFUSED_NANOS) {
        refusedSince = now;
        refusedLines = 0;
      }
      if (++refusedLines > REFUSED_LINES_MAX) {
        return;
      }
    }
    audit.record(new Actor(key(name), address), "session.refused", key(name), "");
  }

  /// Returns the program whose token this is, null if none.
  public @Nullable Caller check(String token) {
    return tokens.find(token);
  }

  /// Begins a session of someone who was let in.
  public Sessions.Begun begin(Caller caller, String address, String agent) {
    var begun = sessions.begin(caller, address, agent);
    if (caller.kind() != Caller.Kind.WEBCONFIG) {
      catalog.write(rows -> {
        users.seen(rows, caller.name());
        return null;
      });
    }
    return begun;
  }

  /// Ends the sign-in at the OpenID provider, and begins a session.
  ///
  /// @throws SecurityRefusal if the provider does not vouch for whoever asks, or the user may not
  ///   come in
  public Sessions.Begun vouched(Oidc.Answer answer, String address, String agent)
      throws InterruptedException {
    try {
      var identity = Objects.requireNonNull(oidc).identity(answer);
      var actor = new Actor(identity.name(), address);
      var user = users.vouched(actor, identity.subject(), identity.name(), identity.role());
      metrics.signIns.labelValues("oidc", "let in").inc();
      return begin(user.caller(), address, agent);
    } catch (SecurityRefusal e) {
      metrics.signIns.labelValues("oidc", "refused").inc();
      throw e;
    }
  }

  @Override
  public void close() {
    pruner.interrupt();
    var provider = oidc;
    if (provider != null) {
      provider.close();
    }
  }
}
