package io.tocsin.api.access;

import io.tocsin.api.http.Exchange;

/// The cookies of browsers: for this server's path alone, and out of reach of scripts.
final class Cookies {
  /// Holds the secret of a session.
  static final String SESSION = "tocsin_session";

  /// Holds what binds a sign-in elsewhere to this browser.
  static final String OIDC = "tocsin_oidc";

  private Cookies() {}

  /// Gives the browser a cookie.
  ///
  /// @param seconds how long it is kept; below 0 until the browser ends, 0 to delete it
  static void set(Exchange exchange, String name, String value, long seconds) {
    var text =
        name
            + "="
            + value
            + "; Path="
            + exchange.base()
            + "/"
            + (seconds < 0 ? "" : "; Max-Age=" + seconds)
            + "; HttpOnly; SameSite=Lax"
            + (exchange.isSecure() ? "; Secure" : "");
    exchange.add("Set-Cookie", text);
  }
}
