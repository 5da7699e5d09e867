package io.tocsin.api.access;

import io.tocsin.api.access.AccessRule.Anonymous;
import io.tocsin.api.http.Credentials;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.Gate;
import io.tocsin.api.http.Route;
import io.tocsin.catalog.CatalogException;
import io.tocsin.security.Access;
import io.tocsin.security.Caller;
import io.tocsin.security.Security;
import io.tocsin.security.Sessions;
import io.tocsin.security.Throttled;
import io.tocsin.security.Tokens;
import org.jspecify.annotations.Nullable;

/// Holds requests to the [AccessTable]. Users show a name and a password, a token, or the cookie of
/// a session; without users everybody may do everything, but from this machine only.
public final class AccessGate implements Gate {
  /// The header that a page shows beside the cookie.
  static final String CSRF = "X-Tocsin-Csrf";

  private final Security security;
  private final AccessTable table;
  private final Place place;

  /// Where the server is.
  ///
  /// @param isOpen whether other machines reach its address
  /// @param isLifted whether nobody has to be known while there is no user, wherever from
  /// @param externalUrl how browsers reach it, without a slash at its end; empty for its own
  ///   address
  /// @param base path that browsers see before every route, without a slash at its end
  public record Place(boolean isOpen, boolean isLifted, String externalUrl, String base) {}

  public AccessGate(Security security, AccessTable table, Place place) {
    this.security = security;
    this.table = table;
    this.place = place;
  }

  /// Who asks, and what was wrong with what they showed.
  ///
  /// @param session by whose cookie; null where it is none's
  /// @param isWrong whether something was shown that lets nobody in
  private record Known(@Nullable Caller caller, Sessions.@Nullable Begun session, boolean isWrong) {
    static final Known NOBODY = new Known(null, null, false);
    static final Known WRONG = new Known(null, null, true);

    static Known of(@Nullable Caller caller) {
      return caller == null ? WRONG : new Known(caller, null, false);
    }
  }

  @Override
  public boolean admits(Exchange exchange, Route route) throws InterruptedException {
    exchange.place(place.externalUrl(), place.base());
    var rule = table.rule(route);
    if (!security.hasUsers()) {
      return admitsWithoutUsers(exchange, rule);
    }
    Known known;
    try {
      known = known(exchange);
    } catch (Throttled e) {
      exchange.set("Retry-After", Long.toString(e.seconds()));
      exchange.sendText(429, e.getMessage() + "\n");
      return false;
    } catch (CatalogException e) {
      exchange.sendText(503, "users: cannot be read (expected: a later request)\n");
      return false;
    }
    if (known.caller() != null) {
      exchange.caller(known.caller());
    }
    return admits(exchange, rule, known) && isFromItsPage(exchange, route, known);
  }

  private boolean admitsWithoutUsers(Exchange exchange, AccessRule rule) {
    boolean open = place.isLifted() || !(place.isOpen() || exchange.isForwarded());
    if (open) {
      exchange.caller(Caller.EVERYBODY);
      return true;
    }
    boolean page =
        rule.who() == Anonymous.PAGE
            && (exchange.path().equals("/setup") || isFile(exchange.path()));
    if (page || rule.who() == Anonymous.PROBE || rule.who() == Anonymous.SET_UP) {
      return true;
    }
    exchange.sendText(
        403,
        "setup: no user yet (expected: the one-time link that the server printed when it started,"
            + " or tocsin users add)\n");
    return false;
  }

  /// Pages have no dot in their last part; files of the pages do.
  private static boolean isFile(String path) {
    return path.indexOf('.', path.lastIndexOf('/') + 1) >= 0;
  }

  private Known known(Exchange exchange) throws InterruptedException {
    return switch (Credentials.of(exchange.header("Authorization"))) {
      case Credentials.Basic(var name, var password) when password.startsWith(Tokens.PREFIX) ->
          // for programs that know nothing but names and passwords
          Known.of(security.check(password));
      case Credentials.Basic(var name, var password) ->
          Known.of(security.check(name, password, exchange.address()));
      case Credentials.Bearer(var token) -> Known.of(security.check(token));
      case Credentials.Unknown() -> Known.WRONG;
      case Credentials.None() -> byCookie(exchange);
    };
  }

  private Known byCookie(Exchange exchange) {
    var secret = exchange.cookie(Cookies.SESSION);
    var session = secret.isEmpty() ? null : security.sessions().find(secret);
    return session == null ? Known.NOBODY : new Known(session.caller(), session, false);
  }

  private boolean admits(Exchange exchange, AccessRule rule, Known known) {
    var access = rule.access();
    var caller = known.caller();
    boolean anonymous =
        switch (rule.who()) {
          case NOBODY -> false;
          case PROBE -> !security.hasWebUsers();
          case PAGE -> !security.hasWebUsers() || exchange.isOfBrowser();
          case SIGN_IN, SET_UP -> true;
        };
    if (anonymous || (caller != null && (access == null || caller.may(access)))) {
      return true;
    }
    if (caller == null || access == null) {
      unknown(exchange, known.isWrong());
    } else {
      exchange.sendText(403, words(caller, access) + "\n");
    }
    return false;
  }

  private static void unknown(Exchange exchange, boolean wrong) {
    // a browser would show a window of its own, where the page has a better one
    if (!exchange.isOfBrowser()) {
      exchange.set("WWW-Authenticate", "Basic");
    }
    exchange.sendText(
        401, wrong ? "Unauthorized: nobody's name and password, or token\n" : "Unauthorized\n");
  }

  private static String words(Caller caller, Access access) {
    return caller.role().covers(access.role())
        ? "token: "
            + caller.name()
            + " (expected: one with the scope "
            + access.scope().word()
            + ")"
        : "role: " + caller.role().word() + " (expected: " + access.role().word() + ")";
  }

  /// A browser sends a cookie with whatever any page asks; only ours know the token.
  private boolean isFromItsPage(Exchange exchange, Route route, Known known) {
    var session = known.session();
    boolean signsIn = exchange.method().equals("POST") && table.rule(route).access() == null;
    if (session == null
        || !route.changes()
        || signsIn
        || security.sessions().isFromItsPage(session, exchange.header(CSRF))) {
      return true;
    }
    exchange.sendText(403, CSRF + ": not this session's (expected: csrf of /api/v1/session)\n");
    return false;
  }

  @Override
  public void answered(Exchange exchange, Route route, int status) {
    if (status < 400 && table.rule(route).isKept()) {
      var what = exchange.changed().isEmpty() ? exchange.pathValue() : exchange.changed();
      var action = route.method() + " " + route.path();
      security.audit().record(exchange.actor(), action, what, route.what());
    }
  }
}
