package io.tocsin.collect.config;

import io.tocsin.collect.config.HttpSettings.Credentials;
import io.tocsin.collect.config.HttpSettings.SecretText;
import io.tocsin.collect.config.HttpSettings.TlsSettings;
import io.tocsin.kit.Secret;
import io.tocsin.kit.YamlSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the keys that Prometheus calls `http_config`, which stand directly among their owner's.
final class HttpReader {
  private static final Set<String> VERSIONS =
      new LinkedHashSet<>(List.of("TLS10", "TLS11", "TLS12", "TLS13"));
  private static final Set<String> RESERVED =
      Set.of(
          "authorization",
          "host",
          "content-encoding",
          "content-length",
          "content-type",
          "user-agent",
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "www-authenticate",
          "accept-encoding",
          "x-prometheus-remote-write-version",
          "x-prometheus-remote-read-version",
          "x-prometheus-scrape-timeout-seconds");
  private static final String[] SETTINGS = {
    "basic_auth",
    "authorization",
    "oauth2",
    "bearer_token",
    "bearer_token_file",
    "tls_config",
    "follow_redirects",
    "enable_http2",
    "proxy_url",
    "no_proxy",
    "proxy_from_environment",
    "proxy_connect_header",
    "http_headers"
  };

  private final ReadContext context;

  HttpReader(ReadContext context) {
    this.context = context;
  }

  /// Tells whether any of the keys is set.
  static boolean isSet(YamlSection section) {
    boolean set = false;
    for (var key : SETTINGS) {
      set |= section.has(key);
    }
    return set;
  }

  HttpSettings read(YamlSection section) {
    var credentials = credentials(section);
    context.unsupported(section, "proxy_url", "proxy_from_environment", "proxy_connect_header");
    boolean environment = section.bool("proxy_from_environment", false);
    if (section.has("proxy_url") && (environment || section.text("proxy_url", "").isEmpty())) {
      throw section.node().refusal("proxy_url excludes proxy_from_environment");
    }
    section.text("no_proxy", "");
    section.bool("enable_http2", true);
    return new HttpSettings(
        credentials,
        section.bool("follow_redirects", true),
        section.has("tls_config")
            ? tls(section.require("tls_config").section())
            : TlsSettings.DEFAULT,
        headers(section));
  }

  private @Nullable Credentials credentials(YamlSection section) {
    boolean basic = section.has("basic_auth");
    boolean authorization = section.has("authorization");
    boolean oauth2 = section.has("oauth2");
    boolean token = section.has("bearer_token");
    boolean tokenFile = section.has("bearer_token_file");
    int kinds = count(basic, authorization, oauth2, token, tokenFile);
    if (kinds > 1) {
      throw section
          .node()
          .refusal(
              "several credentials (expected: at most one of basic_auth, authorization, oauth2,"
                  + " bearer_token, bearer_token_file)");
    }
    if (oauth2) {
      oauth2(section.require("oauth2").section());
    }
    if (basic) {
      return basic(section.require("basic_auth").section());
    }
    if (authorization) {
      return authorization(section.require("authorization").section());
    }
    var bearer = secretText(section, "bearer_token", "bearer_token_file");
    return bearer == null ? null : new Credentials.Authorization("Bearer", bearer);
  }

  private static int count(boolean... flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }

  private Credentials basic(YamlSection section) {
    var username = secretText(section, "username", "username_file");
    var password = secretText(section, "password", "password_file");
    section.done();
    return new Credentials.Basic(
        username == null ? noText() : username, password == null ? noText() : password);
  }

  private static SecretText noText() {
    return new SecretText(new Secret(""), null);
  }

  private @Nullable Credentials authorization(YamlSection section) {
    var type = section.text("type", "Bearer").strip();
    if (type.toLowerCase(Locale.ROOT).equals("basic")) {
      throw section.node().refusal("type: basic (expected: use basic_auth)");
    }
    var credentials = secretText(section, "credentials", "credentials_file");
    section.done();
    return credentials == null
        ? null
        : new Credentials.Authorization(type.isEmpty() ? "Bearer" : type, credentials);
  }

  private void oauth2(YamlSection section) {
    context.warn(section.node(), "not supported yet");
    section.require("client_id").text();
    section.require("token_url").text();
    secretText(section, "client_secret", "client_secret_file");
    secretText(section, "client_certificate_key", "client_certificate_key_file");
    for (var key :
        List.of(
            "client_certificate_key_id",
            "grant_type",
            "iss",
            "audience",
            "signature_algorithm",
            "no_proxy",
            "proxy_url")) {
      section.text(key, "");
    }
    section.texts("scopes");
    section.textMap("endpoint_params");
    section.find("claims");
    section.bool("proxy_from_environment", false);
    section.find("proxy_connect_header");
    if (section.has("tls_config")) {
      tls(section.require("tls_config").section());
    }
    section.done();
  }

  TlsSettings tls(YamlSection section) {
    var ca = secretText(section, "ca", "ca_file");
    var certificate = secretText(section, "cert", "cert_file");
    var key = secretText(section, "key", "key_file");
    if ((certificate == null) != (key == null)) {
      throw section.node().refusal("a client needs both its certificate and its key");
    }
    var settings =
        new TlsSettings(
            ca,
            certificate,
            key,
            section.text("server_name", ""),
            section.bool("insecure_skip_verify", false),
            version(section, "min_version"),
            version(section, "max_version"));
    section.done();
    return settings;
  }

  private static String version(YamlSection section, String key) {
    return section.has(key) ? ReadContext.oneOf(section.require(key), VERSIONS) : "";
  }

  /// Reads a text that stands under `key`, or in the file that stands under `fileKey`; null where
  /// neither is set.
  @Nullable SecretText secretText(YamlSection section, String key, String fileKey) {
    if (section.has(key) && section.has(fileKey)) {
      throw section.node().refusal("at most one of " + key + " and " + fileKey + " can be set");
    }
    if (section.has(fileKey)) {
      return new SecretText(null, context.existing(section.require(fileKey)));
    }
    return section.has(key) ? new SecretText(section.secret(key), null) : null;
  }

  private Map<String, List<SecretText>> headers(YamlSection section) {
    var headers = new LinkedHashMap<String, List<SecretText>>();
    if (!section.has("http_headers")) {
      return headers;
    }
    section
        .require("http_headers")
        .entries()
        .forEach((name, node) -> {
          if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw node.refusal("reserved header");
          }
          var header = node.section();
          var values = new ArrayList<SecretText>();
          header.texts("values").forEach(v -> values.add(new SecretText(new Secret(v), null)));
          header.texts("secrets").forEach(v -> values.add(new SecretText(new Secret(v), null)));
          for (var file : header.list("files")) {
            values.add(new SecretText(null, context.existing(file)));
          }
          header.done();
          headers.put(name, List.copyOf(values));
        });
    return Map.copyOf(headers);
  }
}
