package io.tocsin.collect.scrape;

import io.tocsin.collect.config.HttpSettings.SecretText;
import io.tocsin.collect.config.HttpSettings.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Opens TLS as a pool's `tls_config` asks. Certificates are read when a connection is opened, at
/// most once until their text changes. Safe for use by many threads.
final class Tls {
  private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
  private static final String[] JAVA_VERSIONS = {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"};
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END");

  private final TlsSettings settings;
  private final SecretReader secrets;
  private @Nullable Context context;

  private record Context(String material, SSLContext ssl) {}

  Tls(TlsSettings settings, SecretReader secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /// Does the handshake over a connected socket.
  SSLSocket over(Socket socket, String host, int port) throws IOException {
    var name = settings.serverName().isEmpty() ? host : settings.serverName();
    var tls = (SSLSocket) context().getSocketFactory().createSocket(socket, name, port, true);
    var parameters = tls.getSSLParameters();
    if (!settings.insecureSkipVerify()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (!name.contains(":") && !name.matches("[0-9.]+")) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    parameters.setProtocols(versions());
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }

  private String[] versions() {
    var min = settings.minVersion().isEmpty() ? "TLS12" : settings.minVersion();
    var max = settings.maxVersion().isEmpty() ? "TLS13" : settings.maxVersion();
    int from = VERSIONS.indexOf(min);
    int to = Math.max(from, VERSIONS.indexOf(max));
    return List.of(JAVA_VERSIONS).subList(from, to + 1).toArray(String[]::new);
  }

  private synchronized SSLContext context() throws IOException {
    var ca = text(settings.ca());
    var certificate = text(settings.certificate());
    var key = text(settings.key());
    var material = ca + '\n' + certificate + '\n' + key;
    var known = context;
    if (known != null && known.material().equals(material)) {
      return known.ssl();
    }
    try {
      var ssl = SSLContext.getInstance("TLS");
      ssl.init(keys(certificate, key), trust(ca), null);
      context = new Context(material, ssl);
      return ssl;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("tls_config: " + e.getMessage(), e);
    }
  }

  private String text(@Nullable SecretText text) throws IOException {
    return text == null ? "" : secrets.read(text);
  }

  private TrustManager @Nullable [] trust(String ca) throws GeneralSecurityException, IOException {
    if (settings.insecureSkipVerify()) {
      return new TrustManager[] {new TrustsAll()};
    }
    if (ca.isEmpty()) {
      return null;
    }
    var store = emptyStore();
    int number = 0;
    for (var certificate : certificates(ca)) {
      store.setCertificateEntry("ca" + number++, certificate);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(String certificate, String key)
      throws GeneralSecurityException, IOException {
    if (certificate.isEmpty()) {
      return null;
    }
    var store = emptyStore();
    var chain = certificates(certificate).toArray(Certificate[]::new);
    store.setKeyEntry("client", privateKey(key), new char[0], chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(String pem) throws GeneralSecurityException {
    var bytes = pem.getBytes(StandardCharsets.US_ASCII);
    var factory = CertificateFactory.getInstance("X.509");
    return new ArrayList<>(factory.generateCertificates(new ByteArrayInputStream(bytes)));
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    var match = PEM.matcher(pem);
    if (!match.find() || !match.group(1).equals("PRIVATE KEY")) {
      throw new GeneralSecurityException(
          "key is no PKCS#8 (expected: BEGIN PRIVATE KEY; convert it with openssl pkcs8 -topk8"
              + " -nocrypt)");
    }
    var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(match.group(2)));
    var last = new GeneralSecurityException("key");
    for (var algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException another) {
        last = another;
      }
    }
    throw new GeneralSecurityException("key is unknown (expected: RSA, EC or Ed25519)", last);
  }

  /// For `insecure_skip_verify`. The extended class, because the JDK checks host names itself for
  /// any other.
  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
