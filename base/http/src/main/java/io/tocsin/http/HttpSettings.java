package io.tocsin.http;

import io.tocsin.kit.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a server is asked over HTTP; what Prometheus and Alertmanager call `http_config`.
///
/// @param http2 whether HTTP/2 may be spoken; accepted and kept, HTTP/1.1 is what is spoken
/// @param headers sent with every request
public record HttpSettings(
    @Nullable Credentials credentials,
    boolean followRedirects,
    boolean http2,
    TlsSettings tls,
    ProxySettings proxy,
    Map<String, List<SecretText>> headers) {
  public static final HttpSettings DEFAULT =
      new HttpSettings(null, true, true, TlsSettings.DEFAULT, ProxySettings.NONE, Map.of());

  /// Returns these settings with other credentials.
  public HttpSettings withCredentials(Credentials other) {
    return new HttpSettings(other, followRedirects, http2, tls, proxy, headers);
  }

  /// A text that stands in the configuration or in a file, which is read again for every use so
  /// that it can be exchanged; exactly one of the two is set.
  public record SecretText(@Nullable Secret text, @Nullable Path file) {
    /// Returns a text of the configuration.
    public static SecretText of(String text) {
      return new SecretText(new Secret(text), null);
    }
  }

  /// Who is asking.
  public sealed interface Credentials {
    /// RFC 7617.
    record Basic(SecretText username, SecretText password) implements Credentials {}

    /// A header `Authorization: TYPE CREDENTIALS`.
    record Authorization(String type, SecretText credentials) implements Credentials {}

    /// A token that an authorization server gives to clients it knows, RFC 6749 4.4, or for an
    /// assertion that the client signs, RFC 7523 2.1.
    ///
    /// @param secret the client's; null where it signs
    /// @param assertion what to sign with; null where the secret is shown
    record OAuth2(
        String clientId,
        @Nullable SecretText secret,
        @Nullable Assertion assertion,
        URI tokenUrl,
        List<String> scopes,
        Map<String, String> parameters,
        HttpSettings http)
        implements Credentials {}

    /// What a client signs to show who it is.
    ///
    /// @param algorithm RS256, RS384 or RS512
    /// @param claims further ones, each as text
    record Assertion(
        SecretText key,
        String keyId,
        String algorithm,
        String issuer,
        String audience,
        Map<String, String> claims) {}
  }

  /// Each of certificate and key stands in the configuration as PEM or in a file; null where there
  /// is none.
  public record TlsSettings(
      @Nullable SecretText ca,
      @Nullable SecretText certificate,
      @Nullable SecretText key,
      String serverName,
      boolean insecureSkipVerify,
      String minVersion,
      String maxVersion) {
    public static final TlsSettings DEFAULT = new TlsSettings(null, null, null, "", false, "", "");
  }

  /// Through whom servers are reached.
  ///
  /// @param url null where there is none; a password in it is a secret, so never print it
  /// @param exceptions hosts that are asked directly, as in the environment's `NO_PROXY`
  /// @param fromEnvironment whether `HTTP_PROXY` and the like say all this
  /// @param connectHeaders sent to the proxy when it shall connect to a TLS server
  public record ProxySettings(
      @Nullable URI url,
      String exceptions,
      boolean fromEnvironment,
      Map<String, List<Secret>> connectHeaders) {
    public static final ProxySettings NONE = new ProxySettings(null, "", false, Map.of());

    @Override
    public String toString() {
      return "ProxySettings[" + (url == null ? "none" : Address.of(url)) + "]";
    }
  }
}
