package io.tocsin.security;

import java.util.Set;

/// Who is asking, and what for. Immutable.
///
/// @param scopes what for; all of them unless it is a token
public record Caller(String name, Role role, Kind kind, Set<Scope> scopes) {
  /// Where the name comes from.
  public enum Kind {
    /// A user with a password here.
    LOCAL,
    /// A user of an OpenID provider.
    OIDC,
    /// A user of a web configuration file.
    WEBCONFIG,
    /// A program.
    TOKEN,
    /// Nobody is told apart: there are no users yet, or the server was told not to ask.
    EVERYBODY
  }

  /// Whoever asks a server that asks nobody for a name.
  public static final Caller EVERYBODY = person("anonymous", Role.ADMIN, Kind.EVERYBODY);

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /// Returns someone whose role is the only bound.
  public static Caller person(String name, Role role, Kind kind) {
    return new Caller(name, role, kind, Scope.ALL);
  }

  /// Tells whether that is allowed.
  public boolean may(Access access) {
    return role.covers(access.role()) && scopes.contains(access.scope());
  }
}
