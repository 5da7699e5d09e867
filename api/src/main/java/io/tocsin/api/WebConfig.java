package io.tocsin.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The content of a Prometheus web configuration file: users, TLS and headers.
///
/// @param users bcrypt hashes by user name; empty when everyone may in
/// @param tls null for plain HTTP
/// @param headers added to every answer
public record WebConfig(Map<String, String> users, @Nullable Tls tls, Map<String, String> headers) {
  /// No users, no TLS, no headers.
  public static final WebConfig NONE = new WebConfig(Map.of(), null, Map.of());

  public WebConfig {
    users = Map.copyOf(users);
    headers = Map.copyOf(headers);
  }

  /// Whether a client must show a certificate, in the words of Go's `tls.ClientAuthType`.
  public enum ClientAuth {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  /// How connections are encrypted.
  ///
  /// @param certFile PEM file with the certificate and those that signed it
  /// @param keyFile PEM file with its private key
  /// @param clientCaFile PEM file with the certificates that may have signed a client's; null for
  ///   none
  /// @param protocols as in `TLSv1.3`; empty for the defaults of the JDK
  /// @param cipherSuites by their IANA names; empty for the defaults of the JDK
  public record Tls(
      Path certFile,
      Path keyFile,
      ClientAuth clientAuth,
      @Nullable Path clientCaFile,
      List<String> protocols,
      List<String> cipherSuites) {
    public Tls {
      protocols = List.copyOf(protocols);
      cipherSuites = List.copyOf(cipherSuites);
    }
  }
}
