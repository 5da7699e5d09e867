package io.tocsin.collect.config;

import io.tocsin.kit.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a server is asked over HTTP.
///
/// @param headers sent with every request
public record HttpSettings(
    @Nullable Credentials credentials,
    boolean followRedirects,
    TlsSettings tls,
    Map<String, List<SecretText>> headers) {
  public static final HttpSettings DEFAULT =
      new HttpSettings(null, true, TlsSettings.DEFAULT, Map.of());

  /// A text that stands in the configuration or in a file, which is read again for every use so
  /// that it can be exchanged; exactly one of the two is set.
  public record SecretText(@Nullable Secret text, @Nullable Path file) {}

  /// Who is asking.
  public sealed interface Credentials {
    /// RFC 7617.
    record Basic(SecretText username, SecretText password) implements Credentials {}

    /// A header `Authorization: TYPE CREDENTIALS`.
    record Authorization(String type, SecretText credentials) implements Credentials {}
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
}
