package io.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class ConnectErrorTest {
  private static String text(IOException cause) {
    var error = ConnectError.of(cause, "db.example", 9100);
    assertThat(error).hasCause(cause);
    return error.getMessage();
  }

  private static IOException tls(Throwable cause) {
    var handshake = new SSLHandshakeException("(certificate_unknown) PKIX path");
    handshake.initCause(new CertificateException("PKIX path", cause));
    return handshake;
  }

  @Test
  void networkErrorsNameTheAddress() {
    assertThat(text(new UnknownHostException("db.example")))
        .isEqualTo("lookup db.example: no such host");
    assertThat(text(new ConnectException("Connection refused")))
        .isEqualTo("connect db.example:9100: connection refused");
    assertThat(text(new NoRouteToHostException("No route to host")))
        .isEqualTo("connect db.example:9100: no route to host");
    assertThat(text(new SocketException("Network is unreachable")))
        .isEqualTo("connect db.example:9100: network is unreachable");
    assertThat(ConnectError.of(new ConnectException("Connection refused"), "::1", 80))
        .hasMessage("connect [::1]:80: connection refused");
    assertThat(text(new SocketException()))
        .isEqualTo("connect db.example:9100: java.net.SocketException");
  }

  @Test
  void certificatesAreRefusedForAReason() {
    assertThat(text(tls(new CertPathBuilderException("unable to find"))))
        .startsWith("tls: certificate signed by unknown authority");
    assertThat(text(tls(new CertificateExpiredException("NotAfter: yesterday"))))
        .isEqualTo("tls: certificate has expired: NotAfter: yesterday");
    assertThat(text(tls(new CertificateNotYetValidException("NotBefore: tomorrow"))))
        .isEqualTo("tls: certificate is not yet valid: NotBefore: tomorrow");
    assertThat(text(tls(new CertificateException("No name matching db.example found"))))
        .isEqualTo("tls: certificate is not for db.example: no name matching db.example found");
  }

  @Test
  void whateverElseTlsSaysIsKept() {
    assertThat(text(new SSLException("Unsupported or unrecognized SSL message")))
        .isEqualTo("tls: the server does not speak TLS (expected: scheme http?)");
    assertThat(text(new SSLHandshakeException("Received fatal alert: bad_certificate")))
        .isEqualTo("tls: received fatal alert: bad_certificate");
  }
}
