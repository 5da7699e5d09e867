package io.tocsin.security;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the sign-in is set up with.
///
/// @param webUsers bcrypt hashes by name, of a web configuration file
/// @param sessions how long they last
/// @param auditMillis how long lines of the audit log are kept
/// @param auditLines how many lines of it are kept at most
/// @param oidc null where there is no OpenID provider
public record SecurityOptions(
    Map<String, String> webUsers,
    Sessions.Times sessions,
    long auditMillis,
    long auditLines,
    @Nullable OidcOptions oidc) {
  private static final long HOUR = 3_600_000;

  /// No users elsewhere; sessions end after half a day without use, and after 30 days; the audit
  /// log goes back a year.
  public static final SecurityOptions DEFAULT =
      new SecurityOptions(
          Map.of(), new Sessions.Times(12 * HOUR, 720 * HOUR), 8760 * HOUR, 1_000_000, null);

  public SecurityOptions {
    webUsers = Map.copyOf(webUsers);
  }
}
