package io.tocsin.security;

import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogException;
import io.tocsin.catalog.Row;
import io.tocsin.kit.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tokens of programs. They are administrators' to make and to take away, and outlive whoever
/// made them. Safe for use by many threads.
public final class Tokens {
  static final String TABLE =
      """
      CREATE TABLE security_token (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        hash TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL,
        scopes TEXT NOT NULL,
        created INTEGER NOT NULL,
        created_by TEXT NOT NULL,
        expires INTEGER,
        used INTEGER
      ) STRICT;
      """;

  /// What every token begins with, so that one that got lost is found.
  public static final String PREFIX = "tocsin_";

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final int TOKENS_MAX = 1000;
  private static final int NAME_MAX = 100;
  private static final long USED_STEP_MILLIS = 60_000;

  private final Catalog catalog;
  private final AuditLog audit;
  private final Clock clock;
  private final Randomness randomness = new Randomness();

  Tokens(Catalog catalog, AuditLog audit, Clock clock) {
    this.catalog = catalog;
    this.audit = audit;
    this.clock = clock;
  }

  /// Makes a token.
  ///
  /// @throws SecurityRefusal if what is wished for cannot be, or the name is taken
  public ApiToken.Made add(Actor by, ApiToken.Wish wish) {
    check(wish);
    var secret = PREFIX + randomness.secret();
    var made =
        catalog.write(rows -> {
          if (rows.has("SELECT 1 FROM security_token WHERE name = ?", wish.name())) {
            throw new SecurityRefusal(
                SecurityRefusal.Kind.TAKEN,
                "token: " + wish.name() + " (expected: a name not in use)");
          }
          if (rows.number("SELECT count(*) FROM security_token") >= TOKENS_MAX) {
            throw SecurityRefusal.forbidden(
                "tokens: " + TOKENS_MAX + " are there (expected: fewer)");
          }
          rows.change(
              "INSERT INTO security_token"
                  + " (name, hash, role, scopes, created, created_by, expires)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?)",
              wish.name(),
              Randomness.hash(secret),
              wish.role().word(),
              Scope.words(wish.scopes()),
              clock.millis(),
              by.name(),
              wish.expires());
          long id = rows.lastId();
          audit.add(rows, by, "token.add", wish.name(), describe(wish));
          return rows.first("SELECT * FROM security_token WHERE id = ?", Tokens::token, id);
        });
    return new ApiToken.Made(Objects.requireNonNull(made), secret);
  }

  private static String describe(ApiToken.Wish wish) {
    return "role " + wish.role().word() + ", scopes " + Scope.words(wish.scopes());
  }

  private void check(ApiToken.Wish wish) {
    var name = wish.name();
    boolean printable = name.chars().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > NAME_MAX || !printable) {
      throw SecurityRefusal.invalid(
          "token name: " + name + " (expected: 1 to " + NAME_MAX + " characters)");
    }
    var expires = wish.expires();
    if (expires != null && expires <= clock.millis()) {
      throw SecurityRefusal.invalid("expires: " + expires + " (expected: a time to come)");
    }
  }

  /// Returns all tokens, also those whose time is up, by name.
  public List<ApiToken> list() {
    return catalog.read(
        rows -> rows.list("SELECT * FROM security_token ORDER BY name", Tokens::token));
  }

  private static ApiToken token(Row row) {
    return new ApiToken(
        row.integer("id"),
        row.text("name"),
        Role.parse(row.text("role")),
        Scope.parse(List.of(row.text("scopes").split(" ", -1))),
        row.integer("created"),
        row.text("created_by"),
        row.integerOrNull("expires"),
        row.integerOrNull("used"));
  }

  /// Takes a token away.
  ///
  /// @throws SecurityRefusal if there is none
  public void revoke(Actor by, long id) {
    catalog.write(rows -> {
      var token = rows.first("SELECT * FROM security_token WHERE id = ?", Tokens::token, id);
      if (token == null) {
        throw SecurityRefusal.missing("token: " + id + " (expected: the id of a token)");
      }
      rows.change("DELETE FROM security_token WHERE id = ?", id);
      audit.add(rows, by, "token.revoke", token.name(), "");
      return null;
    });
  }

  /// Returns the program that this token lets in, null if none.
  @Nullable Caller find(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return null;
    }
    long now = clock.millis();
    var hash = Randomness.hash(secret);
    var token =
        catalog.read(rows ->
            rows.first(
                "SELECT * FROM security_token WHERE hash = ?"
                    + " AND (expires IS NULL OR expires > ?)",
                Tokens::token,
                hash,
                now));
    if (token == null) {
      return null;
    }
    var used = token.used();
    if (used == null || now - used > USED_STEP_MILLIS) {
      touch(token.id(), now);
    }
    return new Caller(token.name(), token.role(), Caller.Kind.TOKEN, token.scopes());
  }

  private void touch(long id, long now) {
    try {
      catalog.write(
          rows -> rows.change("UPDATE security_token SET used = ? WHERE id = ?", now, id));
    } catch (CatalogException e) {
      LOG.atWarn().addKeyValue("err", e.getMessage()).log("cannot keep that a token is used");
    }
  }
}
