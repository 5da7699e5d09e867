package io.tocsin.notify.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate of `localhost` that nobody but its own authority trusts.
///
/// @param store with the key
/// @param authority the certificate alone, as PEM
record TestCertificate(Path store, Path authority) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  static TestCertificate make(Path folder) throws Exception {
    var made = new TestCertificate(folder.resolve("s.p12"), folder.resolve("ca.pem"));
    var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var arguments =
        "-genkeypair -alias s -keyalg EC -dname CN=localhost -ext san=dns:localhost -storetype"
            + " PKCS12 -storepass changeit -validity 2 -keystore";
    var command = new ProcessBuilder(tool);
    command.command().addAll(List.of(arguments.split(" ", -1)));
    command.command().add(made.store.toString());
    assertThat(command.inheritIO().start().waitFor()).isZero();
    var keys = made.keys();
    var encoded = Base64.getMimeEncoder().encodeToString(keys.getCertificate("s").getEncoded());
    Files.writeString(
        made.authority,
        "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    return made;
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  /// Returns what a server shows itself with.
  SSLContext tls() throws IOException, GeneralSecurityException {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys(), PASSWORD);
    var tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return tls;
  }
}
