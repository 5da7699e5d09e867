package io.tocsin.http;

import io.tocsin.http.HttpSettings.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Says who is asking: makes the header `Authorization`. Safe for use by many threads.
public final class Authorizer {
  private final @Nullable Credentials credentials;
  private final SecretReader secrets;
  private final @Nullable OAuth2Tokens tokens;

  public Authorizer(HttpSettings settings, HttpSurroundings surroundings) {
    this.credentials = settings.credentials();
    this.secrets = surroundings.secrets();
    this.tokens =
        credentials instanceof Credentials.OAuth2 oauth2
            ? new OAuth2Tokens(oauth2, surroundings)
            : null;
  }

  /// Returns the value of the header, null where there is none to send. Files are read, and a token
  /// is fetched where the last one is over.
  public @Nullable String header(Deadline deadline) throws IOException {
    return switch (credentials) {
      case Credentials.Basic basic ->
          basic(secrets.read(basic.username()), secrets.read(basic.password()));
      case Credentials.Authorization other ->
          other.type() + " " + secrets.read(other.credentials());
      case Credentials.OAuth2 _ -> tokens == null ? null : tokens.header(deadline);
      case null -> null;
    };
  }

  static String basic(String user, String password) {
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
