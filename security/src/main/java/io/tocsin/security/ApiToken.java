package io.tocsin.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A token that a program shows to be let in. Times are in milliseconds since the epoch.
///
/// @param id names it, and is no secret
/// @param expires null for never
/// @param used about when it was used last; null for never
public record ApiToken(
    long id,
    String name,
    Role role,
    Set<Scope> scopes,
    long created,
    String createdBy,
    @Nullable Long expires,
    @Nullable Long used) {
  public ApiToken {
    scopes = Set.copyOf(scopes);
  }

  /// Which token to make.
  ///
  /// @param expires null for never
  public record Wish(String name, Role role, Set<Scope> scopes, @Nullable Long expires) {
    public Wish {
      scopes = Set.copyOf(scopes);
    }
  }

  /// A token that was made.
  ///
  /// @param secret to be shown once; it is not kept
  public record Made(ApiToken token, String secret) {}
}
