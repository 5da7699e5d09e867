package io.tocsin.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why a connection was not made, in words for whoever looks after the server: the JDK's own name
/// the host alone where it is not known, and the parts of its certificate check.
final class ConnectError {
  private ConnectError() {}

  static IOException of(IOException cause, String host, int port) {
    return new IOException(text(cause, host, port), cause);
  }

  private static String text(IOException cause, String host, int port) {
    if (cause instanceof UnknownHostException) {
      return "lookup " + host + ": no such host";
    }
    if (cause instanceof SSLException) {
      return "tls: " + tls(cause, host);
    }
    var address = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    if (cause instanceof ConnectException && says(cause).startsWith("Connection refused")) {
      return "connect " + address + ": connection refused";
    }
    return "connect " + address + ": " + lower(says(cause));
  }

  private static String tls(IOException cause, String host) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      switch (e) {
        case CertPathBuilderException _ -> {
          return "certificate signed by unknown authority (expected: known to ca_file or system)";
        }
        case CertificateExpiredException _ -> {
          return "certificate has expired: " + says(e);
        }
        case CertificateNotYetValidException _ -> {
          return "certificate is not yet valid: " + says(e);
        }
        case CertificateException wrong when says(wrong).startsWith("No ") -> {
          return "certificate is not for " + host + ": " + lower(says(wrong));
        }
        default -> {}
      }
    }
    return says(cause).startsWith("Unsupported or unrecognized SSL message")
        ? "the server does not speak TLS (expected: scheme http?)"
        : lower(says(cause));
  }

  private static String says(@Nullable Throwable e) {
    var message = e == null ? null : e.getMessage();
    return message == null ? String.valueOf(e) : message;
  }

  private static String lower(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
