package io.tocsin.security;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a provider says of a user: of its token first, then of what it tells besides.
record OidcClaims(Map<String, @Nullable Object> token, Map<String, @Nullable Object> more) {
  /// Returns a claim's text, the empty string where there is none.
  String text(String claim) {
    return find(claim) instanceof String text ? text : "";
  }

  /// Returns the texts of a claim that has one or a list of them.
  List<String> texts(String claim) {
    return switch (find(claim)) {
      case String text -> List.of(text);
      case List<?> list -> list.stream().map(String::valueOf).toList();
      case null, default -> List.of();
    };
  }

  boolean has(String claim) {
    return find(claim) != null;
  }

  private @Nullable Object find(String claim) {
    var found = find(token, claim);
    return found == null ? find(more, claim) : found;
  }

  /// A name with dots is also a path, as in `realm_access.roles`.
  private static @Nullable Object find(Map<?, ?> claims, String claim) {
    var found = claims.get(claim);
    int dot = claim.indexOf('.');
    if (found != null || dot < 0) {
      return found;
    }
    return claims.get(claim.substring(0, dot)) instanceof Map<?, ?> inner
        ? find(inner, claim.substring(dot + 1))
        : null;
  }
}
