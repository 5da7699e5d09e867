package io.tocsin.api.access;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.security.Caller;
import io.tocsin.security.Role;
import io.tocsin.security.Security;
import io.tocsin.security.Sessions;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Signing in and out, and who is there.
final class SessionEndpoints {
  private final Security security;

  SessionEndpoints(Security security) {
    this.security = security;
  }

  /// Tells who asks, and how to sign in: always, to everybody.
  void show(Exchange exchange) throws IOException {
    var secret = exchange.cookie(Cookies.SESSION);
    var session = secret.isEmpty() ? null : security.sessions().find(secret);
    send(exchange, exchange.caller(), session);
  }

  private void send(Exchange exchange, @Nullable Caller caller, Sessions.@Nullable Begun session)
      throws IOException {
    boolean users = security.hasUsers();
    var oidc = security.oidc();
    Answers.send(
        exchange,
        200,
        json -> {
          json.beginObject();
          json.field("open", !users && caller != null);
          json.field("setup", !users && caller == null);
          user(json.name("user"), caller);
          json.field("csrf", session == null ? "" : session.csrf());
          json.name("oidc");
          if (oidc == null) {
            json.nothing();
          } else {
            json.beginObject().field("name", oidc.name()).field("path", "/oidc/start").endObject();
          }
          json.field("passwordLogin", security.hasPasswords());
          json.endObject();
        });
  }

  private static void user(JsonWriter json, @Nullable Caller caller) throws IOException {
    if (caller == null || caller.kind() == Caller.Kind.EVERYBODY) {
      json.nothing();
      return;
    }
    json.beginObject()
        .field("name", caller.name())
        .field("role", caller.role().word())
        .field("kind", Words.of(caller.kind()))
        .endObject();
  }

  void signIn(Exchange exchange) throws IOException, InterruptedException {
    var fields = Fields.of(exchange, Set.of("name", "password"));
    if (!security.hasUsers()) {
      throw new HttpError(403, "session: no user yet (expected: a user to sign in as)");
    }
    var caller = security.check(fields.text("name"), fields.text("password"), exchange.address());
    if (caller == null) {
      throw new HttpError(401, "name or password: not known (expected: those of a user)");
    }
    begin(exchange, caller);
  }

  private void begin(Exchange exchange, Caller caller) throws IOException {
    var begun = security.begin(caller, exchange.address(), exchange.header("User-Agent"));
    Cookies.set(exchange, Cookies.SESSION, begun.secret(), security.sessions().wholeSeconds());
    send(exchange, caller, begun);
  }

  void signOut(Exchange exchange) throws IOException {
    var secret = exchange.cookie(Cookies.SESSION);
    var session = secret.isEmpty() ? null : security.sessions().find(secret);
    if (session != null) {
      security.sessions().end(exchange.actor(), session);
    }
    Cookies.set(exchange, Cookies.SESSION, "", 0);
    send(exchange, null, null);
  }

  /// Makes the first administrator, for whoever has the one-time link.
  void setUp(Exchange exchange) throws IOException {
    var fields = Fields.of(exchange, Set.of("link", "name", "password"));
    var name = fields.text("name");
    security.setUp(fields.text("link"), name, fields.text("password"), exchange.address());
    begin(exchange, Caller.person(name, Role.ADMIN, Caller.Kind.LOCAL));
  }

  /// Lists sessions: one's own, or for administrators those of everybody.
  void list(Exchange exchange) throws IOException {
    var wanted = exchange.parameters().value("user");
    var user = isAdmin(exchange) ? wanted : exchange.actor().name();
    var sessions = security.sessions().list(user);
    Answers.send(
        exchange,
        200,
        json -> {
          json.beginArray();
          for (var session : sessions) {
            json.beginObject()
                .field("id", session.id())
                .field("user", session.user())
                .field("kind", Words.of(session.kind()))
                .field("created", session.created())
                .field("seen", session.seen())
                .field("expires", session.expires())
                .field("address", session.address())
                .field("agent", session.agent())
                .endObject();
          }
          json.endArray();
        });
  }

  void revoke(Exchange exchange) {
    var owner = isAdmin(exchange) ? "" : exchange.actor().name();
    security.sessions().revoke(exchange.actor(), Words.id(exchange.pathValue()), owner);
    exchange.send(204);
  }

  private static boolean isAdmin(Exchange exchange) {
    var caller = exchange.caller();
    return caller != null && caller.role() == Role.ADMIN;
  }
}
