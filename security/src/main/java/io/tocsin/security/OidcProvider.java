package io.tocsin.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.tocsin.http.HttpAsk;
import io.tocsin.http.HttpSender;
import io.tocsin.http.HttpSurroundings;
import io.tocsin.kit.Clock;
import io.tocsin.kit.JsonReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks an OpenID provider: what it offers, a token for a code, its keys, and what it knows of a
/// user. What it offers and its keys are kept for an hour. Safe for use by many threads.
final class OidcProvider implements Closeable {
  private static final long ASK_MILLIS = 10_000;
  private static final int ANSWER_BYTES = 1 << 20;
  private static final long KEPT_NANOS = 3_600_000_000_000L;
  private static final long KEYS_AGAIN_NANOS = 60_000_000_000L;

  /// Signatures of the provider's own keys; none that a client's secret, or nothing, makes.
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcOptions options;
  private final HttpSurroundings around;
  private final HttpSender sender;
  private final Clock clock;
  private @Nullable Kept<Map<String, @Nullable Object>> offer;
  private @Nullable Kept<JWKSet> keys;

  private record Kept<T>(T value, long nanos) {}

  OidcProvider(OidcOptions options, HttpSurroundings around, Clock clock) {
    this.options = options;
    this.around = around;
    this.sender = new HttpSender(options.http(), around);
    this.clock = clock;
  }

  /// What a browser brought, and what the sign-in was begun with.
  record Code(String code, URI back, String verifier, String nonce) {}

  URI authorizationEndpoint() throws IOException {
    return endpoint("authorization_endpoint");
  }

  private URI endpoint(String name) throws IOException {
    if (offer().get(name) instanceof String url && url.matches("https?://.+")) {
      return URI.create(url);
    }
    throw new IOException("provider: no " + name + " (expected: an OpenID provider)");
  }

  private synchronized Map<String, @Nullable Object> offer() throws IOException {
    var known = offer;
    if (known != null && clock.nanos() - known.nanos() < KEPT_NANOS) {
      return known.value();
    }
    var issuer = options.issuer().toString();
    var url = issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration";
    var found = json(get(URI.create(url)), "provider");
    if (!issuer.equals(found.get("issuer"))) {
      throw new IOException(
          "provider: issuer " + found.get("issuer") + " (expected: " + issuer + ")");
    }
    offer = new Kept<>(found, clock.nanos());
    return found;
  }

  private HttpAsk get(URI uri) {
    return new HttpAsk(
        "GET", uri, Map.of("Accept", "application/json"), new byte[0], ASK_MILLIS, ANSWER_BYTES);
  }

  private String text(HttpAsk ask, String what) throws IOException {
    var answer = sender.send(ask);
    if (!answer.isSuccess() || answer.cut()) {
      throw new IOException(what + ": " + answer.statusLine() + error(answer.text()));
    }
    return answer.text();
  }

  /// Returns what the provider says went wrong; never more than its word for it.
  private static String error(String body) {
    try {
      return JsonReader.read(body) instanceof Map<?, ?> map
              && map.get("error") instanceof String word
              && word.matches("[a-z_]{1,64}")
          ? ": " + word
          : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private Map<String, @Nullable Object> json(HttpAsk ask, String what) throws IOException {
    return map(text(ask, what), what);
  }

  private static Map<String, @Nullable Object> map(String text, String what) throws IOException {
    try {
      if (JsonReader.read(text) instanceof Map<?, ?> map) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(what + ": no JSON in the answer", e);
    }
    throw new IOException(what + ": no JSON object in the answer");
  }

  /// Exchanges a code for what the provider says of the user.
  ///
  /// @throws IOException if it says nothing, or what it says cannot be trusted
  OidcClaims claims(Code code) throws IOException {
    var tokens = json(tokenAsk(code), "token");
    if (!(tokens.get("id_token") instanceof String idToken)) {
      throw new IOException("token: no id_token in the answer");
    }
    var token = map(verified(idToken, code.nonce()).toString(), "token");
    var known = new OidcClaims(token, Map.of());
    boolean whole = known.has(options.nameClaim()) && known.has(options.roleClaim());
    if (whole || !(tokens.get("access_token") instanceof String access)) {
      return known;
    }
    return new OidcClaims(token, userInfo(access, known.text("sub")));
  }

  private HttpAsk tokenAsk(Code code) throws IOException {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", code.code());
    form.put("redirect_uri", code.back().toString());
    form.put("code_verifier", code.verifier());
    var secret = options.client().secret();
    boolean basic = secret != null && offersBasic();
    if (!basic) {
      form.put("client_id", options.client().id());
    }
    if (secret != null && !basic) {
      form.put("client_secret", around.secrets().read(secret));
    }
    var body = Oidc.form(form).getBytes(StandardCharsets.UTF_8);
    var ask =
        new HttpAsk(
            "POST",
            endpoint("token_endpoint"),
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            body,
            ASK_MILLIS,
            ANSWER_BYTES);
    return secret != null && basic
        ? ask.with("Authorization", "Basic " + credentials(around.secrets().read(secret)))
        : ask;
  }

  /// The default where the provider does not say.
  private boolean offersBasic() throws IOException {
    return !(offer().get("token_endpoint_auth_methods_supported") instanceof List<?> methods)
        || methods.contains("client_secret_basic");
  }

  private String credentials(String secret) {
    var pair =
        URLEncoder.encode(options.client().id(), StandardCharsets.UTF_8)
            + ":"
            + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, @Nullable Object> userInfo(String access, String subject) throws IOException {
    if (offer().get("userinfo_endpoint") == null) {
      return Map.of();
    }
    var ask = get(endpoint("userinfo_endpoint")).with("Authorization", "Bearer " + access);
    var more = json(ask, "userinfo");
    if (!subject.equals(more.get("sub"))) {
      throw new IOException("userinfo: of another user");
    }
    return more;
  }

  /// Checks signature, issuer, audience, nonce and times.
  private JWTClaimsSet verified(String idToken, String nonce) throws IOException {
    try {
      return verified(idToken, nonce, keys(false));
    } catch (BadJOSEException first) {
      // its keys may have changed since they were asked for
      try {
        return verified(idToken, nonce, keys(true));
      } catch (BadJOSEException e) {
        e.addSuppressed(first);
        throw new IOException("token: " + e.getMessage(), e);
      }
    }
  }

  private JWTClaimsSet verified(String idToken, String nonce, JWKSet from)
      throws IOException, BadJOSEException {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(from)));
    var exact =
        new JWTClaimsSet.Builder()
            .issuer(options.issuer().toString())
            .claim("nonce", nonce)
            .build();
    processor.setJWTClaimsSetVerifier(new Claims(options.client().id(), exact, clock));
    try {
      var claims = processor.process(idToken, null);
      checkParty(claims);
      return claims;
    } catch (ParseException | JOSEException e) {
      throw new IOException("token: cannot be read", e);
    }
  }

  /// A token for several clients says which one it was made for.
  private void checkParty(JWTClaimsSet claims) throws IOException {
    var party = claims.getClaim("azp");
    boolean several = claims.getAudience().size() > 1;
    if ((several || party != null) && !options.client().id().equals(party)) {
      throw new IOException("token: made for another client");
    }
  }

  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final Clock clock;

    Claims(String clientId, JWTClaimsSet exact, Clock clock) {
      super(clientId, exact, Set.of("sub", "exp", "iat"));
      this.clock = clock;
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // what the library takes
    protected Date currentTime() {
      return new Date(clock.millis());
    }
  }

  private synchronized JWKSet keys(boolean again) throws IOException {
    var known = keys;
    long age = known == null ? Long.MAX_VALUE : clock.nanos() - known.nanos();
    if (known != null && age < (again ? KEYS_AGAIN_NANOS : KEPT_NANOS)) {
      return known.value();
    }
    try {
      var found = JWKSet.parse(text(get(endpoint("jwks_uri")), "keys"));
      keys = new Kept<>(found, clock.nanos());
      return found;
    } catch (ParseException e) {
      throw new IOException("keys: cannot be read", e);
    }
  }

  @Override
  public void close() {
    sender.close();
  }
}
