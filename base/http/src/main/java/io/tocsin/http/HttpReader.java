package io.tocsin.http;

import io.tocsin.http.HttpSettings.Credentials;
import io.tocsin.http.HttpSettings.ProxySettings;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.http.HttpSettings.TlsSettings;
import io.tocsin.kit.Secret;
import io.tocsin.kit.YamlNode;
import io.tocsin.kit.YamlSection;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the keys that Prometheus calls `http_config`: in a section of their own, or among their
/// owner's. Refuses what Prometheus refuses, with a [ConfigException]. For one thread.
public final class HttpReader {
  private static final Set<String> VERSIONS =
      new LinkedHashSet<>(List.of("TLS10", "TLS11", "TLS12", "TLS13"));
  private static final Set<String> PROXIES = Set.of("http", "https", "socks5", "socks5h");
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

  private final ConfigPlace place;

  public HttpReader(ConfigPlace place) {
    this.place = place;
  }

  /// Returns where the file stands that is read.
  public ConfigPlace place() {
    return place;
  }

  /// Tells whether any of the keys is set.
  public static boolean isSet(YamlSection section) {
    boolean set = false;
    for (var key : SETTINGS) {
      set |= section.has(key);
    }
    return set;
  }

  /// Reads a section that has these keys only.
  public HttpSettings readAll(YamlNode node) {
    var section = node.section();
    var settings = read(section);
    section.done();
    return settings;
  }

  /// Reads the keys out of a section that has others too.
  public HttpSettings read(YamlSection section) {
    var proxy = proxy(section);
    var tls = tlsConfig(section);
    return new HttpSettings(
        credentials(section),
        section.bool("follow_redirects", true),
        section.bool("enable_http2", true),
        tls,
        proxy,
        headers(section));
  }

  private TlsSettings tlsConfig(YamlSection section) {
    return section.has("tls_config")
        ? tls(section.require("tls_config").section())
        : TlsSettings.DEFAULT;
  }

  private ProxySettings proxy(YamlSection section) {
    boolean environment = section.bool("proxy_from_environment", false);
    boolean hasUrl = section.has("proxy_url") && !section.text("proxy_url", "").isEmpty();
    var exceptions = section.text("no_proxy", "");
    if (section.has("proxy_url") && (environment || !hasUrl)) {
      throw section.node().refusal("proxy_url excludes proxy_from_environment");
    }
    if (environment && !exceptions.isEmpty()) {
      throw section.node().refusal("proxy_from_environment excludes no_proxy");
    }
    if (!hasUrl && !exceptions.isEmpty()) {
      throw section.node().refusal("no_proxy without proxy_url");
    }
    boolean hasHeaders = section.has("proxy_connect_header");
    if (hasHeaders && !hasUrl && !environment) {
      throw section
          .node()
          .refusal("proxy_connect_header without proxy_url or proxy_from_environment");
    }
    var url = hasUrl ? proxyUrl(section.require("proxy_url")) : null;
    return new ProxySettings(url, exceptions, environment, connectHeaders(section));
  }

  /// As Prometheus and Alertmanager, which accept what is no proxy and fail when it is used.
  private URI proxyUrl(YamlNode node) {
    var uri = uri(node.text());
    if (uri == null || !PROXIES.contains(String.valueOf(uri.getScheme()))) {
      // Not shown: it may hold a password.
      place
          .warnings()
          .accept(node, "no proxy (expected: a URL with http, https or socks5, and a host)");
      return URI.create("none://none");
    }
    return uri;
  }

  private static @Nullable URI uri(String text) {
    try {
      var uri = URI.create(text);
      return uri.getScheme() == null || Address.of(uri).host().isEmpty() ? null : uri;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Map<String, List<Secret>> connectHeaders(YamlSection section) {
    var headers = new LinkedHashMap<String, List<Secret>>();
    if (section.has("proxy_connect_header")) {
      section
          .require("proxy_connect_header")
          .entries()
          .forEach((name, values) ->
              headers.put(name, values.items().stream().map(v -> new Secret(v.text())).toList()));
    }
    return Map.copyOf(headers);
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
      return oauth2(section.require("oauth2").section());
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
        username == null ? SecretText.of("") : username,
        password == null ? SecretText.of("") : password);
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

  private Credentials oauth2(YamlSection section) {
    var clientId = section.require("client_id").text();
    var tokenUrl = httpUrl(section.require("token_url"));
    var secret = secretText(section, "client_secret", "client_secret_file");
    var assertion = assertion(section, clientId);
    if (assertion != null && secret != null) {
      throw section.node().refusal("client_secret excludes client_certificate_key");
    }
    var scopes = section.texts("scopes");
    var parameters = Map.copyOf(section.textMap("endpoint_params"));
    var proxy = proxy(section);
    var http = new HttpSettings(null, true, true, tlsConfig(section), proxy, Map.of());
    section.done();
    return new Credentials.OAuth2(clientId, secret, assertion, tokenUrl, scopes, parameters, http);
  }

  private Credentials.@Nullable Assertion assertion(YamlSection section, String clientId) {
    var key = secretText(section, "client_certificate_key", "client_certificate_key_file");
    var keyId = section.text("client_certificate_key_id", "");
    var algorithm = section.text("signature_algorithm", "RS256");
    var issuer = section.text("iss", "");
    var audience = section.text("audience", "");
    var claims = Map.copyOf(section.textMap("claims"));
    var grant = section.text("grant_type", "client_credentials");
    if (grant.equals("client_credentials") || grant.isEmpty()) {
      return null;
    }
    if (!grant.equals(OAuth2Tokens.JWT_BEARER)) {
      throw section
          .require("grant_type")
          .refuse("client_credentials or " + OAuth2Tokens.JWT_BEARER);
    }
    if (key == null) {
      throw section.node().refusal("client_certificate_key is missing");
    }
    oneOf(section, "signature_algorithm", Set.of("RS256", "RS384", "RS512"));
    return new Credentials.Assertion(
        key, keyId, algorithm, issuer.isEmpty() ? clientId : issuer, audience, claims);
  }

  /// Reads a `tls_config`.
  public TlsSettings tls(YamlSection section) {
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
            oneOf(section, "min_version", VERSIONS),
            oneOf(section, "max_version", VERSIONS));
    section.done();
    return settings;
  }

  private static String oneOf(YamlSection section, String key, Set<String> words) {
    if (!section.has(key)) {
      return "";
    }
    var node = section.require(key);
    if (!words.contains(node.text())) {
      throw node.refuse("one of " + String.join(", ", words));
    }
    return node.text();
  }

  /// Reads a URL that has a host and `http` or `https`.
  public static URI httpUrl(YamlNode node) {
    var uri = uri(node.text());
    if (uri == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw node.refuse("a URL with http or https and a host");
    }
    return uri;
  }

  /// Reads a text that stands under `key`, or in the file that stands under `fileKey`; null where
  /// neither is set.
  public @Nullable SecretText secretText(YamlSection section, String key, String fileKey) {
    if (section.has(key) && section.has(fileKey)) {
      throw section.node().refusal("at most one of " + key + " and " + fileKey + " can be set");
    }
    if (section.has(fileKey)) {
      return new SecretText(null, place.existing(section.require(fileKey)));
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
          header.texts("values").forEach(v -> values.add(SecretText.of(v)));
          header.texts("secrets").forEach(v -> values.add(SecretText.of(v)));
          for (var file : header.list("files")) {
            values.add(new SecretText(null, place.existing(file)));
          }
          header.done();
          headers.put(name, List.copyOf(values));
        });
    return Map.copyOf(headers);
  }
}
