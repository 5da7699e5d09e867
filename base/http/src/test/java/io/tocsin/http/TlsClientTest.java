package io.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Yaml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Asks a server that wants a client certificate; both use one that the JDK's keytool makes for
/// `localhost`.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class TlsClientTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;

  private static SSLContext context;
  private HttpsServer server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    for (var algorithm : List.of("EC", "RSA")) {
      var keys = keys(algorithm);
      var key = keys.getKey("s", PASSWORD).getEncoded();
      pem(algorithm + ".crt", "CERTIFICATE", keys.getCertificate("s").getEncoded());
      pem(algorithm + ".key", "PRIVATE KEY", key);
      pem(algorithm + "-old.key", algorithm + " PRIVATE KEY", old(algorithm, key));
      if (algorithm.equals("EC")) {
        context = context(keys);
      }
    }
  }

  /// Takes the older form of a key out of its envelope.
  private static byte[] old(String algorithm, byte[] envelope) {
    // The key is the last element, of type 4: its tag and length stand before it.
    int header = algorithm.equals("RSA") ? 26 : 25;
    var inner = Arrays.copyOfRange(envelope, header, envelope.length);
    return algorithm.equals("RSA") ? inner : withCurve(inner);
  }

  /// The JDK leaves the curve out of the inner key; openssl writes it: P-384 here.
  private static byte[] withCurve(byte[] inner) {
    byte[] curve = {(byte) 0xa0, 7, 6, 5, 0x2b, (byte) 0x81, 4, 0, 0x22};
    int head = inner[1] < 0 ? 3 : 2;
    var out = new ByteArrayOutputStream();
    int length = inner.length - head + curve.length;
    out.write(0x30);
    if (length > 127) {
      out.write(0x81);
    }
    out.write(length);
    out.write(inner, head, inner.length - head);
    out.writeBytes(curve);
    return out.toByteArray();
  }

  private static KeyStore keys(String algorithm) throws Exception {
    var store = folder.resolve(algorithm + ".p12");
    var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var arguments =
        "-genkeypair -alias s -keyalg "
            + algorithm
            + (algorithm.equals("EC") ? " -groupname secp384r1" : " -keysize 2048")
            + " -dname CN=localhost -ext san=dns:localhost -storetype PKCS12 -storepass changeit"
            + " -validity 2 -keystore";
    var command = new ProcessBuilder(tool);
    command.command().addAll(List.of(arguments.split(" ", -1)));
    command.command().add(store.toString());
    assertThat(command.inheritIO().start().waitFor()).isZero();
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static void pem(String file, String type, byte[] der) throws IOException {
    var encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + type + "-----\n" + encoded + "\n-----END " + type + "-----\n");
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (var algorithm : List.of("EC", "RSA")) {
      var file = folder.resolve(algorithm + ".crt");
      if (Files.exists(file)) {
        trusted.setCertificateEntry(algorithm, Pem.certificates(Files.readString(file)).getFirst());
      }
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var made = SSLContext.getInstance("TLS");
    made.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    return made;
  }

  @BeforeEach
  void begin() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            var ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setNeedClientAuth(true);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private String ask(String host, String yaml) throws IOException {
    var place = new ConfigPlace(folder, LocalFiles.disk(), (node, what) -> {});
    var settings = new HttpReader(place).readAll(Yaml.parse("h.yml", yaml));
    var surroundings = new HttpSurroundings(LocalFiles.disk(), Clock.system(), "Tocsin/test");
    try (var sender = new HttpSender(settings, surroundings)) {
      var uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
      return sender.send(HttpAsk.get(uri, 10_000)).text();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC.key", "EC-old.key"})
  void aClientShowsItsCertificate(String key) throws IOException {
    var tls = "ca_file: EC.crt, cert_file: EC.crt, key_file: " + key;
    assertThat(ask("localhost", "{tls_config: {" + tls + "}}")).isEqualTo("ok");
  }

  @Test
  void anOldRsaKeyIsRead() throws Exception {
    var key = Pem.privateKey(Files.readString(folder.resolve("RSA-old.key")));
    assertThat(key).isEqualTo(Pem.privateKey(Files.readString(folder.resolve("RSA.key"))));
  }

  @Test
  void withoutACertificateTheServerDoesNotAnswer() {
    assertThatThrownBy(() -> ask("localhost", "{tls_config: {ca_file: EC.crt}}"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void theNameToCheckCanBeGiven() throws IOException {
    var tls = "ca_file: EC.crt, cert_file: EC.crt, key_file: EC.key";
    assertThatThrownBy(() -> ask("127.0.0.1", "{tls_config: {" + tls + "}}"))
        .hasMessageStartingWith("tls: certificate is not for 127.0.0.1: ");
    assertThat(ask("127.0.0.1", "{tls_config: {server_name: localhost, " + tls + "}}"))
        .isEqualTo("ok");
  }

  @Test
  void aProxyIsAskedForATunnel() throws Exception {
    var heads = new CopyOnWriteArrayList<String>();
    try (var proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> tunnel(proxy, heads));
      var yaml =
          "{proxy_url: \"http://me:pw@127.0.0.1:"
              + proxy.getLocalPort()
              + "\", proxy_connect_header: {X-Tenant: [t1]}, tls_config: {ca_file: EC.crt,"
              + " cert_file: EC.crt, key_file: EC.key}}";
      assertThat(ask("localhost", yaml)).isEqualTo("ok");
    }
    int port = server.getAddress().getPort();
    assertThat(heads)
        .containsExactly(
            "CONNECT localhost:"
                + port
                + " HTTP/1.1\r\nHost: localhost:"
                + port
                + "\r\nProxy-Authorization: Basic bWU6cHc=\r\nX-Tenant: t1\r\n\r\n");
  }

  private void tunnel(ServerSocket proxy, List<String> heads) {
    try (var client = proxy.accept();
        var onward = new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) client.getInputStream().read());
      }
      heads.add(head.toString());
      client.getOutputStream().write("HTTP/1.1 200 Go on\r\n\r\n".getBytes());
      var back = Thread.startVirtualThread(() -> copy(onward, client));
      copy(client, onward);
      back.join();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
  }
}
