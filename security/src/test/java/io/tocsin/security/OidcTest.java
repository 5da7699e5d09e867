package io.tocsin.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.catalog.Catalog;
import io.tocsin.http.HttpSettings;
import io.tocsin.http.HttpSettings.SecretText;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.http.LocalFiles;
import io.tocsin.kit.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a provider must say to be believed: one that signs whatever a test wants, over real
/// sockets.
class OidcTest {
  private static final URI BACK = URI.create("http://127.0.0.1:9090/oidc/callback");

  @TempDir Path folder;
  private HttpServer provider;
  private String issuer;
  private RSAKey key;
  private volatile String idToken = "";
  private volatile String userInfo = "{}";
  private volatile Map<String, String> asked = Map.of();
  private volatile String authorization = "";
  private final AtomicInteger keysAsked = new AtomicInteger();
  private Catalog catalog;
  private Security security;

  /// Makes what a provider says of a user.
  private interface Change {
    void of(JWTClaimsSet.Builder claims);
  }

  @BeforeEach
  void start() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + provider.getAddress().getPort();
    answer(
        "/.well-known/openid-configuration",
        () ->
            """
            {"issuer": "%1$s", "authorization_endpoint": "%1$s/auth?a=b",
             "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/keys",
             "userinfo_endpoint": "%1$s/me"}
            """
                .formatted(issuer));
    answer(
        "/keys",
        () -> {
          keysAsked.incrementAndGet();
          return new JWKSet(key.toPublicJWK()).toString();
        });
    answer("/token", () -> "{\"id_token\":\"" + idToken + "\",\"access_token\":\"a\"}");
    answer("/me", () -> userInfo);
    provider.start();
    var registry = new PrometheusRegistry();
    var clock = Clock.system();
    catalog = Catalog.open(folder, List.of(Security.PART), clock, registry);
    var plain = SecurityOptions.DEFAULT;
    var options =
        new SecurityOptions(
            Map.of(), plain.sessions(), plain.auditMillis(), plain.auditLines(), oidc());
    var around = new HttpSurroundings(LocalFiles.disk(), clock, "test");
    security = new Security(catalog, options, around, clock, registry);
  }

  private OidcOptions oidc() {
    return new OidcOptions(
        "Company",
        URI.create(issuer),
        new OidcOptions.Client("tocsin", SecretText.of("s e+cret")),
        List.of("openid", "profile"),
        "preferred_username",
        "realm.groups",
        Map.of(Role.ADMIN, List.of("ops", "root"), Role.VIEWER, List.of("*")),
        HttpSettings.DEFAULT);
  }

  /// Says something at a path.
  private interface Text {
    String get();
  }

  private void answer(String path, Text text) {
    provider.createContext(path, exchange -> answer(exchange, text));
  }

  private void answer(HttpExchange exchange, Text text) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (!body.isEmpty()) {
        asked = form(body);
        authorization = exchange.getRequestHeaders().getFirst("Authorization");
      }
      var bytes = text.get().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Map<String, String> form(String text) {
    var form = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      var parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  @AfterEach
  void stop() throws IOException {
    provider.stop(0);
    security.close();
    catalog.close();
  }

  private record Begun(Oidc.Start start, Map<String, String> sent) {}

  private Begun begin() {
    var start = security.oidc().start(BACK, "/explore?q=up");
    return new Begun(start, form(start.to().getRawQuery()));
  }

  private JWTClaimsSet.Builder claims(Begun begun) {
    long now = System.currentTimeMillis();
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience("tocsin")
        .subject("42")
        .claim("nonce", begun.sent().get("nonce"))
        .claim("preferred_username", "ann")
        .claim("realm", Map.of("groups", List.of("dev", "ops")))
        .issueTime(new Date(now))
        .expirationTime(new Date(now + 60_000));
  }

  private String signed(JWTClaimsSet claims) throws JOSEException {
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static Oidc.Answer back(Begun begun) {
    return new Oidc.Answer(begun.sent().get("state"), "code", "", "", begun.start().cookie());
  }

  private Sessions.Begun end(Begun begun) throws InterruptedException {
    return security.vouched(back(begun), "192.0.2.1", "browser");
  }

  private Sessions.Begun signIn(Change change) throws Exception {
    var begun = begin();
    var claims = claims(begun);
    change.of(claims);
    idToken = signed(claims.build());
    return end(begun);
  }

  private void assertRefused(String message, Change change) {
    assertThatThrownBy(() -> signIn(change))
        .isInstanceOf(SecurityRefusal.class)
        .hasMessageContaining(message);
    assertThat(security.users().list()).isEmpty();
    assertThat(security.sessions().list("")).isEmpty();
  }

  @Test
  void whomTheProviderVouchesForIsLetIn() throws Exception {
    assertThat(security.hasUsers()).isTrue();
    var begun = begin();
    assertThat(begun.start().to().toString()).startsWith(issuer + "/auth?a=b&response_type=code&");
    assertThat(begun.sent())
        .containsEntry("client_id", "tocsin")
        .containsEntry("redirect_uri", BACK.toString())
        .containsEntry("scope", "openid profile")
        .containsEntry("code_challenge_method", "S256");
    assertThat(security.oidc().next(begun.sent().get("state"))).isEqualTo("/explore?q=up");
    idToken = signed(claims(begun).build());
    var session = end(begun);
    assertThat(session.caller()).isEqualTo(Caller.person("ann", Role.ADMIN, Caller.Kind.OIDC));
    assertThat(security.sessions().find(session.secret()).caller()).isEqualTo(session.caller());
    assertThat(asked)
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("code", "code")
        .containsEntry("redirect_uri", BACK.toString())
        .doesNotContainKeys("client_secret");
    assertThat(Randomness.hash(asked.get("code_verifier")))
        .isEqualTo(begun.sent().get("code_challenge"));
    var pair = java.util.Base64.getDecoder().decode(authorization.substring(6));
    assertThat(new String(pair, StandardCharsets.UTF_8)).isEqualTo("tocsin:s+e%2Bcret");
  }

  @Test
  void aTokenThatIsNotForThisSignInIsRefused() {
    assertRefused("nonce", claims -> claims.claim("nonce", "other"));
    assertRefused("nonce", claims -> claims.claim("nonce", null));
    assertRefused("aud claim", claims -> claims.audience("other"));
    assertRefused("another client", claims -> claims.audience(List.of("tocsin", "other")));
    assertRefused("another client", claims -> claims.claim("azp", "other"));
    assertRefused("iss", claims -> claims.issuer("http://evil.example"));
    assertRefused("sub", claims -> claims.subject(null));
    assertRefused(
        "Expired", claims -> claims.expirationTime(new Date(System.currentTimeMillis() - 120_000)));
    assertRefused("exp", claims -> claims.expirationTime(null));
  }

  @Test
  void aTokenThatTheProviderHasNotSignedIsRefused() throws Exception {
    var begun = begin();
    var claims = claims(begun).build();
    idToken = new PlainJWT(claims).serialize();
    assertThatThrownBy(() -> end(begun)).isInstanceOf(SecurityRefusal.class);

    var second = begin();
    var mac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(second).build());
    mac.sign(new MACSigner("s e+cret".repeat(8)));
    idToken = mac.serialize();
    assertThatThrownBy(() -> end(second)).isInstanceOf(SecurityRefusal.class);

    var third = begin();
    var other = new RSAKeyGenerator(2048).keyID("k1").generate();
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims(third).build());
    jwt.sign(new RSASSASigner(other));
    idToken = jwt.serialize();
    assertThatThrownBy(() -> end(third)).isInstanceOf(SecurityRefusal.class);
    assertThat(security.users().list()).isEmpty();
  }

  @Test
  void stateAndCookieBindASignInToItsBrowser() throws Exception {
    var begun = begin();
    idToken = signed(claims(begun).build());
    var good = back(begun);
    for (var bad :
        List.of(
            new Oidc.Answer("other", "code", "", "", good.cookie()),
            new Oidc.Answer("", "code", "", "", good.cookie()))) {
      assertThatThrownBy(() -> security.vouched(bad, "", "")).hasMessageContaining("not begun");
    }
    var stolen = new Oidc.Answer(good.state(), "code", "", "", "other");
    assertThatThrownBy(() -> security.vouched(stolen, "", "")).hasMessageContaining("not begun");
    // a state is good for one try, right or wrong
    assertThatThrownBy(() -> security.vouched(good, "", "")).hasMessageContaining("not begun");
  }

  @Test
  void whatTheProviderSaysInsteadOfACodeIsShown() {
    var begun = begin();
    var state = begun.sent().get("state");
    var denied = new Oidc.Answer(state, "", "access_denied", "", begun.start().cookie());
    assertThatThrownBy(() -> security.vouched(denied, "", ""))
        .hasMessage("sign-in: the provider says access_denied");
    var again = begin();
    var mixed =
        new Oidc.Answer(again.sent().get("state"), "c", "", "http://evil", again.start().cookie());
    assertThatThrownBy(() -> security.vouched(mixed, "", "")).hasMessageContaining("issuer");
  }

  @Test
  void rolesFollowTheProvider() throws Exception {
    var admin = signIn(claims -> {});
    assertThat(admin.caller().role()).isEqualTo(Role.ADMIN);
    signIn(claims -> claims.subject("43").claim("preferred_username", "bob"));
    assertThat(security.users().find("bob").role()).isEqualTo(Role.ADMIN);
    var viewer = signIn(claims -> claims.claim("realm", Map.of("groups", "dev")));
    assertThat(viewer.caller().role()).isEqualTo(Role.VIEWER);
    assertThat(security.sessions().find(admin.secret()).caller().role()).isEqualTo(Role.VIEWER);
    // another person under a name that is taken
    assertThatThrownBy(() -> signIn(claims -> claims.subject("44")))
        .hasMessageContaining("user: ann (expected: a name not in use)");
    assertThat(security.users().list()).extracting(User::name).containsExactly("ann", "bob");
  }

  @Test
  void whatTheTokenDoesNotSayIsAsked() throws Exception {
    userInfo = "{\"sub\":\"42\",\"realm\":{\"groups\":[\"root\"]}}";
    var session = signIn(claims -> claims.claim("realm", null));
    assertThat(session.caller().role()).isEqualTo(Role.ADMIN);
    userInfo = "{\"sub\":\"41\",\"realm\":{\"groups\":[\"root\"]}}";
    assertThatThrownBy(() -> signIn(claims -> claims.claim("realm", null)))
        .hasMessageContaining("of another user");
  }

  @Test
  void keysAreAskedForOnceAMinuteAtMost() throws Exception {
    signIn(claims -> {});
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    // nobody makes us ask for every forged token
    assertThatThrownBy(() -> signIn(claims -> {})).isInstanceOf(SecurityRefusal.class);
    assertThat(keysAsked).hasValue(1);
  }
}
