package io.tocsin.security;

import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogReader;
import io.tocsin.catalog.CatalogWriter;
import io.tocsin.catalog.Row;
import io.tocsin.kit.Clock;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The users that are kept here: those with a password, and those that an OpenID provider has
/// brought. Names differ by more than their letters' case. Safe for use by many threads.
public final class Users {
  static final String TABLE =
      """
      CREATE TABLE security_user (
        name TEXT PRIMARY KEY COLLATE NOCASE,
        role TEXT NOT NULL,
        hash TEXT,
        subject TEXT UNIQUE,
        created INTEGER NOT NULL,
        seen INTEGER
      ) STRICT, WITHOUT ROWID;
      """;

  private static final String COLUMNS =
      "SELECT name, role, subject, created, seen FROM security_user";
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,63}");
  private static final int USERS_MAX = 10_000;
  private static final long AGAIN_NANOS = 1_000_000_000;

  private final Catalog catalog;
  private final Passwords passwords;
  private final AuditLog audit;
  private final Clock clock;
  private volatile boolean any;
  private volatile long askedNanos;
  private volatile boolean asked;

  Users(Catalog catalog, Passwords passwords, AuditLog audit, Clock clock) {
    this.catalog = catalog;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
  }

  /// Tells whether there is a user. One that another process adds is seen within a second; once
  /// there is one there always is, because the last administrator stays.
  public boolean any() {
    if (any) {
      return true;
    }
    long now = clock.nanos();
    if (!asked || now - askedNanos > AGAIN_NANOS) {
      any = catalog.read(rows -> rows.has("SELECT 1 FROM security_user"));
      askedNanos = now;
      asked = true;
    }
    return any;
  }

  /// Returns all users by name.
  public List<User> list() {
    return catalog.read(rows -> rows.list(COLUMNS + " ORDER BY name", Users::user));
  }

  /// Returns the user, null where there is none of that name.
  public @Nullable User find(String name) {
    return catalog.read(rows -> find(rows, name));
  }

  static @Nullable User find(CatalogReader rows, String name) {
    return rows.first(COLUMNS + " WHERE name = ?", Users::user, name);
  }

  private static User user(Row row) {
    boolean local = row.textOrNull("subject") == null;
    return new User(
        row.text("name"),
        Role.parse(row.text("role")),
        local ? Caller.Kind.LOCAL : Caller.Kind.OIDC,
        row.integer("created"),
        row.integerOrNull("seen"));
  }

  /// Adds a user with a password. The first one has to be an administrator.
  ///
  /// @throws SecurityRefusal if the name or password cannot be used, or the name is taken
  public void add(Actor by, String name, Role role, String password) {
    checkName(name);
    var hash = passwords.hash(password);
    catalog.write(rows -> {
      boolean first = !rows.has("SELECT 1 FROM security_user");
      if (first && role != Role.ADMIN) {
        throw SecurityRefusal.invalid(
            "role: " + role.word() + " (expected: admin, for the first user)");
      }
      insert(rows, new NewUser(name, role, hash, null));
      audit.add(rows, by, "user.add", name, "role " + role.word());
      return null;
    });
    any = true;
  }

  /// Adds an administrator where there is no user at all.
  ///
  /// @throws SecurityRefusal if there is one, or the name or password cannot be used
  void addFirst(Actor by, String name, String password) {
    checkName(name);
    var hash = passwords.hash(password);
    catalog.write(rows -> {
      if (rows.has("SELECT 1 FROM security_user")) {
        throw linkUsed();
      }
      insert(rows, new NewUser(name, Role.ADMIN, hash, null));
      audit.add(rows, by, "user.add", name, "role admin, by the one-time link");
      return null;
    });
    any = true;
  }

  static SecurityRefusal linkUsed() {
    return SecurityRefusal.forbidden("link: used (expected: to sign in as a user)");
  }

  private record NewUser(String name, Role role, @Nullable String hash, @Nullable String subject) {}

  private void insert(CatalogWriter rows, NewUser user) {
    if (rows.has("SELECT 1 FROM security_user WHERE name = ?", user.name())) {
      throw new SecurityRefusal(
          SecurityRefusal.Kind.TAKEN, "user: " + user.name() + " (expected: a name not in use)");
    }
    if (rows.number("SELECT count(*) FROM security_user") >= USERS_MAX) {
      throw SecurityRefusal.forbidden("users: " + USERS_MAX + " are there (expected: fewer)");
    }
    rows.change(
        "INSERT INTO security_user (name, role, hash, subject, created) VALUES (?, ?, ?, ?, ?)",
        user.name(),
        user.role().word(),
        user.hash(),
        user.subject(),
        clock.millis());
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw SecurityRefusal.invalid(
          "user name: "
              + name
              + " (expected: 1 to 64 letters, digits and . _ @ + - that begin with a letter or"
              + " digit)");
    }
  }

  /// Gives a user another role, from the next request on.
  ///
  /// @throws SecurityRefusal if there is no such user, it is the last administrator, or the role is
  ///   the provider's to give
  public void role(Actor by, String name, Role role) {
    catalog.write(rows -> {
      var user = required(rows, name);
      if (user.kind() == Caller.Kind.OIDC) {
        throw SecurityRefusal.forbidden(
            "user: " + name + ": the OpenID provider says the role (expected: a local user)");
      }
      if (user.role() == role) {
        return null;
      }
      rows.change("UPDATE security_user SET role = ? WHERE name = ?", role.word(), name);
      keepAnAdministrator(rows, name);
      audit.add(rows, by, "user.role", name, "from " + user.role().word() + " to " + role.word());
      return null;
    });
  }

  private static User required(CatalogReader rows, String name) {
    var user = find(rows, name);
    if (user == null) {
      throw SecurityRefusal.missing("user: " + name + " (expected: the name of a user)");
    }
    return user;
  }

  private static void keepAnAdministrator(CatalogReader rows, String name) {
    if (!rows.has("SELECT 1 FROM security_user WHERE role = 'admin'")) {
      throw SecurityRefusal.forbidden(
          "user: " + name + ": the last administrator (expected: another one before)");
    }
  }

  /// Gives a local user another password, and ends the user's sessions.
  ///
  /// @throws SecurityRefusal if there is no such user or the password cannot be used
  public void password(Actor by, String name, String password) {
    var hash = passwords.hash(password);
    catalog.write(rows -> {
      if (required(rows, name).kind() != Caller.Kind.LOCAL) {
        throw SecurityRefusal.forbidden(
            "user: " + name + ": signs in elsewhere (expected: a local user)");
      }
      rows.change("UPDATE security_user SET hash = ? WHERE name = ?", hash, name);
      Sessions.endAll(rows, name);
      audit.add(rows, by, "user.password", name, "");
      return null;
    });
  }

  /// Removes a user, and ends the user's sessions.
  ///
  /// @throws SecurityRefusal if there is no such user, or it is the last administrator
  public void remove(Actor by, String name) {
    catalog.write(rows -> {
      required(rows, name);
      rows.change("DELETE FROM security_user WHERE name = ?", name);
      keepAnAdministrator(rows, name);
      Sessions.endAll(rows, name);
      audit.add(rows, by, "user.remove", name, "");
      return null;
    });
  }

  /// Returns the local user whose password this is, null if it is nobody's. Slow on purpose, unless
  /// the password was right lately.
  @Nullable User check(String name, String password) throws InterruptedException {
    var hash = hash(name);
    boolean remembered = hash != null && passwords.isRemembered(name, password, hash);
    if (!remembered && !passwords.isRight(name, password, hash)) {
      return null;
    }
    return find(name);
  }

  /// Tells, without the cost of a check, whether the password was right lately and still is.
  boolean isRemembered(String name, String password) {
    var hash = hash(name);
    return hash != null && passwords.isRemembered(name, password, hash);
  }

  private @Nullable String hash(String name) {
    return catalog.read(rows ->
        rows.<String>first(
            "SELECT hash FROM security_user WHERE name = ? AND hash IS NOT NULL",
            row -> row.text("hash"),
            name));
  }

  /// Keeps that a user has signed in.
  void seen(CatalogWriter rows, String name) {
    rows.change("UPDATE security_user SET seen = ? WHERE name = ?", clock.millis(), name);
  }

  /// Takes a user that an OpenID provider vouches for: a new one is added, a known one gets the
  /// name and role that the provider says.
  ///
  /// @param subject the provider's name and the user's there, which never change
  /// @throws SecurityRefusal if the name cannot be used, or belongs to another user
  User vouched(Actor by, String subject, String name, Role role) {
    checkName(name);
    var user =
        catalog.write(rows -> {
          var known = rows.first(COLUMNS + " WHERE subject = ?", Users::user, subject);
          if (known == null) {
            insert(rows, new NewUser(name, role, null, subject));
            audit.add(rows, by, "user.add", name, "role " + role.word() + ", by OpenID");
          } else if (!known.name().equals(name) || known.role() != role) {
            rename(rows, known, name);
            rows.change(
                "UPDATE security_user SET role = ? WHERE subject = ?", role.word(), subject);
            var detail = "from " + known.role().word() + " to " + role.word() + ", by OpenID";
            audit.add(rows, by, "user.role", name, detail);
          }
          return required(rows, name);
        });
    any = true;
    return Objects.requireNonNull(user);
  }

  private static void rename(CatalogWriter rows, User known, String name) {
    if (known.name().equals(name)) {
      return;
    }
    var other = find(rows, name);
    if (other != null && !other.name().equals(known.name())) {
      throw new SecurityRefusal(
          SecurityRefusal.Kind.TAKEN, "user: " + name + " (expected: a name not in use)");
    }
    Sessions.endAll(rows, known.name());
    rows.change("UPDATE security_user SET name = ? WHERE name = ?", name, known.name());
  }
}
