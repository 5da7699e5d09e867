package io.tocsin.notify.mail;

import java.io.IOException;

/// A mail server that says no, or cannot be talked to.
final class SmtpException extends IOException {
  private final boolean isAuthentication;

  SmtpException(String message) {
    this(message, false);
  }

  /// @param isAuthentication whether it was about who we are
  SmtpException(String message, boolean isAuthentication) {
    super(message);
    this.isAuthentication = isAuthentication;
  }

  boolean isAuthentication() {
    return isAuthentication;
  }
}
