package io.tocsin.api.access;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.security.Caller;
import io.tocsin.security.Role;
import io.tocsin.security.Security;
import io.tocsin.security.User;
import java.io.IOException;
import java.util.Set;

/// The users.
final class UserEndpoints {
  private final Security security;

  UserEndpoints(Security security) {
    this.security = security;
  }

  void list(Exchange exchange) throws IOException {
    var users = security.users().list();
    Answers.send(
        exchange,
        200,
        json -> {
          json.beginArray();
          for (var user : users) {
            write(json, user);
          }
          for (var name : security.webUserNames()) {
            json.beginObject()
                .field("name", name)
                .field("role", Role.ADMIN.word())
                .field("kind", Words.of(Caller.Kind.WEBCONFIG))
                .endObject();
          }
          json.endArray();
        });
  }

  private static void write(JsonWriter json, User user) throws IOException {
    json.beginObject()
        .field("name", user.name())
        .field("role", user.role().word())
        .field("kind", Words.of(user.kind()))
        .field("created", user.created());
    Answers.time(json, "lastSeen", user.lastSeen());
    json.endObject();
  }

  void add(Exchange exchange) throws IOException {
    var fields = Fields.of(exchange, Set.of("name", "role", "password"));
    var name = fields.text("name");
    var role = Role.parse(fields.text("role"));
    security.users().add(exchange.actor(), name, role, fields.text("password"));
    var user = security.users().find(name);
    if (user != null) {
      Answers.send(exchange, 201, json -> write(json, user));
    }
  }

  void change(Exchange exchange) throws IOException {
    var fields = Fields.of(exchange, Set.of("role"));
    var name = exchange.pathValue();
    security.users().role(exchange.actor(), name, Role.parse(fields.text("role")));
    var user = security.users().find(name);
    if (user != null) {
      Answers.send(exchange, 200, json -> write(json, user));
    }
  }

  void remove(Exchange exchange) {
    security.users().remove(exchange.actor(), exchange.pathValue());
    exchange.send(204);
  }

  /// Users change their own password when they show the old one; administrators anybody's.
  void password(Exchange exchange) throws IOException, InterruptedException {
    var fields = Fields.of(exchange, Set.of("password", "old"));
    var name = exchange.pathValue();
    var caller = exchange.caller();
    boolean own =
        caller != null
            && caller.kind() == Caller.Kind.LOCAL
            && caller.name().equalsIgnoreCase(name);
    if (own) {
      var old = fields.text("old");
      if (security.check(name, old, exchange.address()) == null) {
        throw new HttpError(403, "old: not the password (expected: the one until now)");
      }
    } else if (caller == null || caller.role() != Role.ADMIN) {
      throw new HttpError(403, "user: " + name + " (expected: yourself, or an administrator)");
    }
    security.users().password(exchange.actor(), name, fields.text("password"));
    if (own && caller != null && !exchange.cookie(Cookies.SESSION).isEmpty()) {
      // all sessions have ended, and the one that asked for it goes on as a new one
      var begun = security.begin(caller, exchange.address(), exchange.header("User-Agent"));
      Cookies.set(exchange, Cookies.SESSION, begun.secret(), security.sessions().wholeSeconds());
    }
    exchange.send(204);
  }
}
