package io.tocsin.security;

import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.SecretText;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An OpenID provider that users may sign in at, and what its users may do here.
///
/// @param name of the provider, for the button
/// @param issuer as its tokens name it; its `.well-known/openid-configuration` is below
/// @param client what this server is to the provider
/// @param scopes asked for; `openid` is always among them
/// @param nameClaim of the token, whose value is the user's name
/// @param roleClaim of the token, whose value, or one of whose values, gives the role
/// @param roles what values of that claim give which role; `*` stands for any
/// @param http how the provider is asked
public record OidcOptions(
    String name,
    URI issuer,
    Client client,
    List<String> scopes,
    String nameClaim,
    String roleClaim,
    Map<Role, List<String>> roles,
    HttpSettings http) {
  /// A client of the provider.
  ///
  /// @param secret null for a client without one
  public record Client(String id, @Nullable SecretText secret) {}

  public OidcOptions {
    scopes = List.copyOf(scopes);
    roles = Map.copyOf(roles);
  }

  /// Returns the highest role that these values give, null where they give none.
  @Nullable Role role(List<String> values) {
    Role best = null;
    for (var role : Role.values()) {
      var wanted = roles.getOrDefault(role, List.of());
      if (wanted.contains("*") || wanted.stream().anyMatch(values::contains)) {
        best = role;
      }
    }
    return best;
  }
}
