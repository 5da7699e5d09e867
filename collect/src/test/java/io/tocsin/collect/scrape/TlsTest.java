package io.tocsin.collect.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Scrapes over TLS with a certificate that the JDK's keytool makes for `localhost`.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;

  private static SSLContext context;
  private HttpsServer server;
  private ScrapeFixture fixture;

  @BeforeAll
  static void makeCertificate() throws Exception {
    var store = folder.resolve("server.p12");
    keytool(store);
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    var encoded = Base64.getMimeEncoder().encodeToString(keys.getCertificate("s").getEncoded());
    Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
  }

  @BeforeEach
  void begin() throws IOException {
    fixture = new ScrapeFixture();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write("a 1\n".getBytes());
          exchange.close();
        });
    server.start();
  }

  private static void keytool(Path store) throws IOException, InterruptedException {
    var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var arguments =
        "-genkeypair -alias s -keyalg EC -dname CN=localhost -ext san=dns:localhost -storetype"
            + " PKCS12 -storepass changeit -validity 2 -keystore";
    var command = new ProcessBuilder(tool);
    command.command().addAll(List.of(arguments.split(" ", -1)));
    command.command().add(store.toString());
    assertThat(command.inheritIO().start().waitFor()).isZero();
  }

  @AfterEach
  void end() throws IOException {
    fixture.close();
    server.stop(0);
  }

  private String scrape(String host, String tls) throws InterruptedException {
    fixture.applyFile(
        "scrape_configs: [{job_name: job, scrape_interval: 10s, scheme: https, tls_config: {"
            + tls
            + "}, static_configs: [{targets: [\""
            + host
            + ":"
            + server.getAddress().getPort()
            + "\"]}]}]");
    fixture.scrape();
    return fixture.only().lastError();
  }

  @Test
  void aKnownAuthorityIsTrusted() throws Exception {
    assertThat(scrape("localhost", "ca_file: \"" + folder.resolve("ca.pem") + "\"")).isEmpty();
  }

  @Test
  void anUnknownAuthorityIsNot() throws Exception {
    assertThat(scrape("localhost", "")).startsWith("tls: certificate signed by unknown authority");
  }

  @Test
  void theHostNameMustBeTheCertificates() throws Exception {
    var ca = "ca_file: \"" + folder.resolve("ca.pem") + "\"";
    assertThat(scrape("127.0.0.1", ca)).startsWith("tls: certificate is not for 127.0.0.1: ");
  }

  @Test
  void aServerWithoutTlsIsNamedAsSuch() throws Exception {
    try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answerPlainly(plain));
      fixture.applyFile(
          "scrape_configs: [{job_name: job, scrape_interval: 10s, scheme: https,"
              + " static_configs: [{targets: [\"127.0.0.1:"
              + plain.getLocalPort()
              + "\"]}]}]");
      fixture.scrape();
    }
    assertThat(fixture.only().lastError())
        .isEqualTo("tls: the server does not speak TLS (expected: scheme http?)");
  }

  private static void answerPlainly(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getInputStream().read(new byte[1000]);
      socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
      socket.getInputStream().read(new byte[1000]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    assertThat(scrape("localhost", "ca_file: /nowhere/ca.pem")).startsWith("/nowhere/ca.pem: ");
  }

  @Test
  void theNameToCheckCanBeGiven() throws Exception {
    var ca = "server_name: localhost, ca_file: \"" + folder.resolve("ca.pem") + "\"";
    assertThat(scrape("127.0.0.1", ca)).isEmpty();
  }

  @Test
  void checkingCanBeSwitchedOff() throws Exception {
    assertThat(scrape("127.0.0.1", "insecure_skip_verify: true")).isEmpty();
  }
}
