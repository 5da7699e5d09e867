package io.tocsin.security;

import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogException;
import io.tocsin.catalog.CatalogReader;
import io.tocsin.catalog.CatalogWriter;
import io.tocsin.catalog.Row;
import io.tocsin.kit.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Browsers that someone has signed in with. A session ends when it is not used for a while, when
/// its time is up, when it is revoked, and when its user goes or gets another password. Safe for
/// use by many threads.
public final class Sessions {
  static final String TABLE =
      """
      CREATE TABLE security_session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hash TEXT NOT NULL UNIQUE,
        user TEXT NOT NULL COLLATE NOCASE,
        kind TEXT NOT NULL,
        mark TEXT NOT NULL,
        created INTEGER NOT NULL,
        seen INTEGER NOT NULL,
        expires INTEGER NOT NULL,
        address TEXT NOT NULL,
        agent TEXT NOT NULL
      ) STRICT;
      CREATE INDEX security_session_user ON security_session (user);
      """;

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final int OF_USER_MAX = 50;
  private static final long SEEN_STEP_MILLIS = 60_000;
  private static final int AGENT_MAX = 200;

  private final Catalog catalog;
  private final WebUsers webUsers;
  private final AuditLog audit;
  private final Times times;
  private final Clock clock;
  private final Randomness randomness = new Randomness();

  /// How long sessions last.
  ///
  /// @param idleMillis without being used
  /// @param wholeMillis at all
  public record Times(long idleMillis, long wholeMillis) {}

  Sessions(Catalog catalog, WebUsers webUsers, AuditLog audit, Times times, Clock clock) {
    this.catalog = catalog;
    this.webUsers = webUsers;
    this.audit = audit;
    this.times = times;
    this.clock = clock;
  }

  /// A session, and what its browser shows to be let in.
  ///
  /// @param secret for a cookie; it is not kept here
  public record Begun(String secret, Caller caller) {
    /// Returns what a page has to show beside the cookie with every change.
    public String csrf() {
      return csrfOf(secret);
    }
  }

  private static String csrfOf(String secret) {
    return Randomness.derived(secret, "csrf");
  }

  /// Returns how long a session lasts at most, for its cookie.
  public long wholeSeconds() {
    return times.wholeMillis() / 1000;
  }

  /// Begins a session; of too many of one user's, the one that was used longest ago ends.
  ///
  /// @param agent what the browser says of itself
  Begun begin(Caller caller, String address, String agent) {
    var secret = randomness.secret();
    long now = clock.millis();
    var hash = caller.kind() == Caller.Kind.WEBCONFIG ? webUsers.hash(caller.name()) : null;
    catalog.write(rows -> {
      rows.change(
          "DELETE FROM security_session WHERE expires <= ? OR seen <= ?",
          now,
          now - times.idleMillis());
      rows.change(
          "DELETE FROM security_session WHERE id IN (SELECT id FROM security_session"
              + " WHERE user = ? ORDER BY seen DESC, id DESC LIMIT -1 OFFSET ?)",
          caller.name(),
          OF_USER_MAX - 1);
      rows.change(
          "INSERT INTO security_session"
              + " (hash, user, kind, mark, created, seen, expires, address, agent)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          Randomness.hash(secret),
          caller.name(),
          caller.kind().name(),
          hash == null ? "" : Randomness.hash(hash),
          now,
          now,
          now + times.wholeMillis(),
          address,
          agent.length() > AGENT_MAX ? agent.substring(0, AGENT_MAX) : agent);
      audit.add(rows, new Actor(caller.name(), address), "session.begin", caller.name(), "");
      return null;
    });
    return new Begun(secret, caller);
  }

  private record Found(Session session, String mark) {}

  /// Returns who has signed in with this secret, null if nobody has, or not any more.
  public @Nullable Begun find(String secret) {
    long now = clock.millis();
    var hash = Randomness.hash(secret);
    var found =
        catalog.read(rows -> {
          var known =
              rows.first(
                  "SELECT * FROM security_session WHERE hash = ? AND expires > ? AND seen > ?",
                  row -> new Found(session(row), row.text("mark")),
                  hash,
                  now,
                  now - times.idleMillis());
          return known == null ? null : new Known(known, caller(rows, known));
        });
    if (found == null || found.caller() == null) {
      return null;
    }
    if (now - found.found().session().seen() > SEEN_STEP_MILLIS) {
      touch(hash, now);
    }
    return new Begun(secret, found.caller());
  }

  private record Known(Found found, @Nullable Caller caller) {}

  /// Returns whoever signed in, with today's role; null where the user has gone.
  private @Nullable Caller caller(CatalogReader rows, Found found) {
    var session = found.session();
    if (session.kind() == Caller.Kind.WEBCONFIG) {
      var hash = webUsers.hash(session.user());
      return hash != null && Randomness.hash(hash).equals(found.mark())
          ? Caller.person(session.user(), Role.ADMIN, Caller.Kind.WEBCONFIG)
          : null;
    }
    var user = Users.find(rows, session.user());
    return user == null || user.kind() != session.kind() ? null : user.caller();
  }

  private void touch(String hash, long now) {
    try {
      catalog.write(
          rows -> rows.change("UPDATE security_session SET seen = ? WHERE hash = ?", now, hash));
    } catch (CatalogException e) {
      // the request is none of its business; the session may end early
      LOG.atWarn().addKeyValue("err", e.getMessage()).log("cannot keep that a session is used");
    }
  }

  /// Tells whether a page has shown what it must to make a change by this session.
  public boolean isFromItsPage(Begun session, String csrf) {
    return Randomness.same(session.csrf(), csrf);
  }

  /// Returns the sessions that have not ended.
  ///
  /// @param user whose; empty for everybody's
  public List<Session> list(String user) {
    long now = clock.millis();
    return catalog.read(rows ->
        rows.list(
            "SELECT * FROM security_session WHERE expires > ? AND seen > ?"
                + " AND (? = '' OR user = ?) ORDER BY seen DESC",
            Sessions::session,
            now,
            now - times.idleMillis(),
            user,
            user));
  }

  private static Session session(Row row) {
    return new Session(
        row.integer("id"),
        row.text("user"),
        Caller.Kind.valueOf(row.text("kind")),
        row.integer("created"),
        row.integer("seen"),
        row.integer("expires"),
        row.text("address"),
        row.text("agent"));
  }

  /// Ends the session of this secret.
  public void end(Actor by, Begun session) {
    catalog.write(rows -> {
      int ended =
          rows.change(
              "DELETE FROM security_session WHERE hash = ?", Randomness.hash(session.secret()));
      if (ended > 0) {
        audit.add(rows, by, "session.end", session.caller().name(), "");
      }
      return null;
    });
  }

  /// Ends a session by its number.
  ///
  /// @param user whose it has to be; empty for anybody's
  /// @throws SecurityRefusal if there is none
  public void revoke(Actor by, long id, String user) {
    catalog.write(rows -> {
      var owner =
          rows.<String>first(
              "SELECT user FROM security_session WHERE id = ? AND (? = '' OR user = ?)",
              row -> row.text("user"),
              id,
              user,
              user);
      if (owner == null) {
        throw SecurityRefusal.missing("session: " + id + " (expected: the id of a session)");
      }
      rows.change("DELETE FROM security_session WHERE id = ?", id);
      audit.add(rows, by, "session.revoke", owner, "session " + id);
      return null;
    });
  }

  static void endAll(CatalogWriter rows, String user) {
    rows.change("DELETE FROM security_session WHERE user = ?", Objects.requireNonNull(user));
  }
}
