package io.tocsin.server.access;

import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.ProxySettings;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.http.HttpSettings.TlsSettings;
import io.tocsin.kit.Durations;
import io.tocsin.security.OidcOptions;
import io.tocsin.security.Role;
import io.tocsin.security.SecurityOptions;
import io.tocsin.security.Sessions;
import io.tocsin.server.UsageException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The section `tocsin: auth:` of the configuration file.
public final class AccessSettings {
  /// Keys of the section, which no option of the command line overrides.
  public static final List<String> KEYS =
      List.of(
          "auth.session.idle",
          "auth.session.lifetime",
          "auth.audit.retention",
          "auth.oidc.name",
          "auth.oidc.issuer",
          "auth.oidc.client-id",
          "auth.oidc.client-secret-file",
          "auth.oidc.scopes",
          "auth.oidc.name-claim",
          "auth.oidc.role-claim",
          "auth.oidc.roles.admin",
          "auth.oidc.roles.editor",
          "auth.oidc.roles.viewer",
          "auth.oidc.ca-file",
          "auth.oidc.proxy-url");

  private static final long LINES_MAX = 1_000_000;

  private final BinaryOperator<String> values;

  /// @param values returns the value of a key, or what is given beside it
  public AccessSettings(BinaryOperator<String> values) {
    this.values = values;
  }

  /// Returns what the key's value has to be where this one cannot be used, otherwise nothing.
  public static String expected(String key, String value) {
    return switch (key) {
      case "auth.session.idle", "auth.session.lifetime", "auth.audit.retention" ->
          isDuration(value) ? "" : "a duration above 0, as in 12h or 30d";
      case "auth.oidc.issuer", "auth.oidc.proxy-url" ->
          isUrl(value) ? "" : "a URL, as in https://login.example.org";
      default -> "";
    };
  }

  private static boolean isDuration(String text) {
    try {
      return Durations.parse(text) > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isUrl(String text) {
    try {
      var url = URI.create(text);
      return url.getHost() != null && List.of("http", "https").contains(url.getScheme());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Returns what the sign-in is set up with.
  ///
  /// @param webUsers of the web configuration file
  /// @throws UsageException if something is missing
  public SecurityOptions options(Map<String, String> webUsers) {
    return new SecurityOptions(
        webUsers,
        new Sessions.Times(
            millis("auth.session.idle", "12h"), millis("auth.session.lifetime", "30d")),
        millis("auth.audit.retention", "365d"),
        LINES_MAX,
        oidc());
  }

  private long millis(String key, String otherwise) {
    return Durations.parse(values.apply(key, otherwise));
  }

  private @Nullable OidcOptions oidc() {
    var issuer = values.apply("auth.oidc.issuer", "");
    if (issuer.isEmpty()) {
      var stray = KEYS.stream().filter(key -> key.startsWith("auth.oidc."));
      stray
          .filter(key -> !values.apply(key, "").isEmpty())
          .findFirst()
          .ifPresent(key -> {
            throw new UsageException(
                "tocsin." + key + ": no issuer (expected: tocsin.auth.oidc.issuer beside it)");
          });
      return null;
    }
    return oidc(issuer);
  }

  private OidcOptions oidc(String issuer) {
    var secret = values.apply("auth.oidc.client-secret-file", "");
    return new OidcOptions(
        values.apply("auth.oidc.name", "OpenID"),
        URI.create(issuer),
        new OidcOptions.Client(
            required("auth.oidc.client-id", "the name of this client at the provider"),
            secret.isEmpty() ? null : new SecretText(null, Path.of(secret))),
        scopes(),
        values.apply("auth.oidc.name-claim", "preferred_username"),
        values.apply("auth.oidc.role-claim", "groups"),
        roles(),
        http());
  }

  private String required(String key, String expected) {
    var value = values.apply(key, "");
    if (value.isEmpty()) {
      throw new UsageException("tocsin." + key + ": missing (expected: " + expected + ")");
    }
    return value;
  }

  private List<String> scopes() {
    var asked = values.apply("auth.oidc.scopes", "openid profile email").strip().split("[ ,]+", -1);
    return Stream.concat(Stream.of("openid"), Stream.of(asked)).distinct().toList();
  }

  private Map<Role, List<String>> roles() {
    var roles = new EnumMap<Role, List<String>>(Role.class);
    for (var role : Role.values()) {
      var text = values.apply("auth.oidc.roles." + role.word(), "");
      var names = Stream.of(text.split(",", -1)).map(String::strip);
      roles.put(role, names.filter(name -> !name.isEmpty()).toList());
    }
    if (roles.values().stream().allMatch(List::isEmpty)) {
      throw new UsageException(
          "tocsin.auth.oidc.roles: none (expected: values of the role claim below admin, editor or"
              + " viewer; * for any)");
    }
    return roles;
  }

  private HttpSettings http() {
    var ca = values.apply("auth.oidc.ca-file", "");
    var proxy = values.apply("auth.oidc.proxy-url", "");
    var plain = TlsSettings.DEFAULT;
    var tls =
        new TlsSettings(
            ca.isEmpty() ? null : new SecretText(null, Path.of(ca)),
            plain.certificate(),
            plain.key(),
            plain.serverName(),
            false,
            plain.minVersion(),
            plain.maxVersion());
    var through =
        proxy.isEmpty()
            ? ProxySettings.NONE
            : new ProxySettings(URI.create(proxy), "", false, Map.of());
    return new HttpSettings(null, true, true, tls, through, Map.of());
  }
}
