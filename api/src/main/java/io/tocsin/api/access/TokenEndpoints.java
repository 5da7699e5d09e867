package io.tocsin.api.access;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.security.ApiToken;
import io.tocsin.security.Role;
import io.tocsin.security.Scope;
import io.tocsin.security.Security;
import java.io.IOException;
import java.util.Set;

/// The tokens of programs.
final class TokenEndpoints {
  private final Security security;

  TokenEndpoints(Security security) {
    this.security = security;
  }

  void list(Exchange exchange) throws IOException {
    var tokens = security.tokens().list();
    Answers.send(
        exchange,
        200,
        json -> {
          json.beginArray();
          for (var token : tokens) {
            json.beginObject();
            write(json, token);
            json.endObject();
          }
          json.endArray();
        });
  }

  private static void write(JsonWriter json, ApiToken token) throws IOException {
    json.field("id", token.id())
        .field("name", token.name())
        .field("role", token.role().word())
        .name("scopes")
        .strings(token.scopes().stream().sorted().map(Scope::word).toList())
        .field("created", token.created())
        .field("createdBy", token.createdBy());
    Answers.time(json, "expires", token.expires());
    Answers.time(json, "used", token.used());
  }

  /// Makes a token; its secret is in this answer, and nowhere else ever.
  void add(Exchange exchange) throws IOException {
    var fields = Fields.of(exchange, Set.of("name", "role", "scopes", "expires"));
    var wish =
        new ApiToken.Wish(
            fields.text("name"),
            Role.parse(fields.text("role")),
            Scope.parse(fields.texts("scopes")),
            fields.time("expires"));
    var made = security.tokens().add(exchange.actor(), wish);
    Answers.send(
        exchange,
        201,
        json -> {
          json.beginObject();
          write(json, made.token());
          json.field("token", made.secret()).endObject();
        });
  }

  void revoke(Exchange exchange) {
    security.tokens().revoke(exchange.actor(), Words.id(exchange.pathValue()));
    exchange.send(204);
  }
}
