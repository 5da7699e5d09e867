package io.tocsin.security;

import org.jspecify.annotations.Nullable;

/// Someone who may sign in. Times are in milliseconds since the epoch.
///
/// @param kind local, or of an OpenID provider
/// @param lastSeen when the user signed in last; null for never
public record User(
    String name, Role role, Caller.Kind kind, long created, @Nullable Long lastSeen) {
  /// Returns the user as someone who asks.
  public Caller caller() {
    return Caller.person(name, role, kind);
  }
}
