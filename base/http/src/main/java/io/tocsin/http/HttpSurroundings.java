package io.tocsin.http;

import io.tocsin.kit.Clock;

/// What asking others needs of this process.
///
/// @param userAgent how we introduce ourselves, as in `Tocsin/0.1.0`
public record HttpSurroundings(LocalFiles files, Clock clock, String userAgent) {
  /// Returns a reader of the secrets that these files hold.
  public SecretReader secrets() {
    return new SecretReader(files);
  }
}
