package io.tocsin.api.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/// What a header `Authorization` shows.
public sealed interface Credentials {
  /// RFC 7617.
  record Basic(String name, String password) implements Credentials {
    @Override
    public String toString() {
      return "Basic[" + name + "]";
    }
  }

  /// RFC 6750.
  record Bearer(String token) implements Credentials {
    @Override
    public String toString() {
      return "Bearer[]";
    }
  }

  /// There is no such header.
  record None() implements Credentials {}

  /// There is one, and it cannot be understood.
  record Unknown() implements Credentials {}

  /// Reads the header's value.
  static Credentials of(String authorization) {
    if (authorization.isEmpty()) {
      return new None();
    }
    int space = authorization.indexOf(' ');
    if (space < 0) {
      return new Unknown();
    }
    var rest = authorization.substring(space + 1).strip();
    return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "basic" -> basic(rest);
      case "bearer" -> new Bearer(rest);
      default -> new Unknown();
    };
  }

  private static Credentials basic(String encoded) {
    try {
      var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? new Unknown()
          : new Basic(text.substring(0, colon), text.substring(colon + 1));
    } catch (IllegalArgumentException ignored) {
      return new Unknown(); // no base64 is no password
    }
  }
}
