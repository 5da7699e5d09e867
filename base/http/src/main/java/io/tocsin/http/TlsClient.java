package io.tocsin.http;

import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.http.HttpSettings.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
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

/// Opens TLS as a `tls_config` asks. Certificates are read when a connection is opened, at most
/// once until their text changes. Safe for use by many threads.
public final class TlsClient {
  private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
  private static final String[] JAVA_VERSIONS = {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"};

  private final TlsSettings settings;
  private final SecretReader secrets;
  private @Nullable Context context;

  private record Context(String material, SSLContext ssl) {}

  public TlsClient(TlsSettings settings, SecretReader secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /// Does the handshake over a connected socket, which it closes with the one it returns.
  public SSLSocket over(Socket socket, String host, int port) throws IOException {
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
    for (var certificate : Pem.certificates(ca)) {
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
    var chain = Pem.certificates(certificate).toArray(Certificate[]::new);
    store.setKeyEntry("client", Pem.privateKey(key), new char[0], chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
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
