package io.tocsin.api.http;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.tocsin.api.WebConfig;

/// TLS as the web configuration asks for it.
public final class ServerTls {
  private ServerTls() {}

  /// Reads the files.
  ///
  /// @throws IllegalArgumentException if a file does not hold what it should
  /// @throws java.io.UncheckedIOException if a file cannot be read
  public static Tls of(WebConfig.Tls config) {
    var tls =
        Tls.builder()
            .privateKey(PemFiles.key(config.keyFile()))
            .privateKeyCertChain(PemFiles.certificates(config.certFile()))
            .clientAuth(clientAuth(config.clientAuth()))
            .enabledProtocols(config.protocols());
    if (!config.cipherSuites().isEmpty()) {
      tls.enabledCipherSuites(config.cipherSuites());
    }
    var ca = config.clientCaFile();
    if (ca != null) {
      tls.trust(PemFiles.certificates(ca));
    }
    return tls.build();
  }

  private static TlsClientAuth clientAuth(WebConfig.ClientAuth auth) {
    return switch (auth) {
      case NONE -> TlsClientAuth.NONE;
      case OPTIONAL -> TlsClientAuth.OPTIONAL;
      case REQUIRED -> TlsClientAuth.REQUIRED;
    };
  }
}
