package io.tocsin.api;

import io.tocsin.api.WebConfig.ClientAuth;
import io.tocsin.kit.ConfigException;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a Prometheus web configuration file strictly: a key that is not known is an error with its
/// line and the nearest known key.
public final class WebConfigFile {
  private static final Set<String> HEADERS =
      Set.of(
          "Content-Security-Policy",
          "X-Frame-Options",
          "X-Content-Type-Options",
          "X-XSS-Protection",
          "Strict-Transport-Security");

  /// In the order of the versions.
  private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");

  private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private WebConfigFile() {}

  /// Reads the file.
  ///
  /// @throws ConfigException if the file is bad
  /// @throws IOException if it cannot be read
  public static WebConfig read(Path file) throws IOException {
    return parse(file, Files.readString(file));
  }

  /// @param file names the file in messages; paths in it are relative to its folder
  static WebConfig parse(Path file, String text) {
    var root = Yaml.parse(file.toString(), text).section();
    var users = users(root);
    var tlsNode = root.find("tls_server_config");
    var tls = tlsNode == null || tlsNode.isNothing() ? null : tls(tlsNode.section(), folder(file));
    var httpNode = root.find("http_server_config");
    var headers = httpNode == null ? Map.<String, String>of() : headers(httpNode.section());
    root.done();
    return new WebConfig(users, tls, headers);
  }

  private static Path folder(Path file) {
    var parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  private static Map<String, String> users(YamlSection root) {
    var node = root.find("basic_auth_users");
    if (node != null) {
      for (var entry : node.entries().entrySet()) {
        checkHash(entry.getKey(), entry.getValue());
      }
    }
    return root.textMap("basic_auth_users");
  }

  private static void checkHash(String user, YamlNode hash) {
    if (user.isEmpty() || user.contains(":")) {
      throw hash.refuse("a user name without a colon");
    }
    if (!hash.text().matches("\\$2[abxy]?\\$\\d\\d\\$[./A-Za-z0-9]{53}")) {
      // the text itself may be a password in the clear: it is not shown
      throw hash.refusal("no bcrypt hash (expected: $2y$10$ and 53 characters)");
    }
  }

  private static Map<String, String> headers(YamlSection http) {
    http.bool("http2", true); // HTTP/2 needs no switch here: only HTTP/1.1 is spoken
    var node = http.find("headers");
    if (node != null) {
      for (var entry : node.entries().entrySet()) {
        if (!HEADERS.contains(entry.getKey())) {
          throw entry
              .getValue()
              .refuse("one of " + String.join(", ", HEADERS.stream().sorted().toList()));
        }
      }
    }
    var headers = http.textMap("headers");
    http.done();
    return headers;
  }

  private static WebConfig.Tls tls(YamlSection section, Path folder) {
    var cert = folder.resolve(section.require("cert_file").text());
    var key = folder.resolve(section.require("key_file").text());
    var ca = section.text("client_ca_file", "");
    var auth = clientAuth(section, ca.isEmpty());
    var protocols = protocols(section);
    var ciphers = section.texts("cipher_suites");
    section.bool("prefer_server_cipher_suites", true); // the JDK always does
    section.done();
    return new WebConfig.Tls(
        cert, key, auth, ca.isEmpty() ? null : folder.resolve(ca), protocols, ciphers);
  }

  private static ClientAuth clientAuth(YamlSection section, boolean withoutCa) {
    var node = section.find("client_auth_type");
    var auth =
        switch (section.text("client_auth_type", "NoClientCert")) {
          case "", "NoClientCert" -> ClientAuth.NONE;
          case "VerifyClientCertIfGiven" -> ClientAuth.OPTIONAL;
          case "RequireAndVerifyClientCert" -> ClientAuth.REQUIRED;
          default ->
              throw refusal(
                  node, "NoClientCert, VerifyClientCertIfGiven or RequireAndVerifyClientCert");
        };
    if (auth != ClientAuth.NONE && withoutCa) {
      throw refusal(node, "a client_ca_file beside it");
    }
    return auth;
  }

  private static ConfigException refusal(@Nullable YamlNode node, String expected) {
    return node == null ? new ConfigException(expected) : node.refuse(expected);
  }

  private static List<String> protocols(YamlSection section) {
    int min = version(section, "min_version", VERSIONS.indexOf("TLS12"));
    int max = version(section, "max_version", VERSIONS.indexOf("TLS13"));
    if (min > max) {
      throw section.require("max_version").refuse("at least min_version");
    }
    return new ArrayList<>(PROTOCOLS.subList(min, max + 1));
  }

  private static int version(YamlSection section, String key, int otherwise) {
    var node = section.find(key);
    if (node == null || node.isNothing()) {
      return otherwise;
    }
    int version = VERSIONS.indexOf(node.text());
    if (version < 0) {
      throw node.refuse(String.join(", ", VERSIONS));
    }
    return version;
  }
}
