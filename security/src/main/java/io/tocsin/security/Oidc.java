package io.tocsin.security;

import io.tocsin.http.HttpSurroundings;
import io.tocsin.kit.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sign-in at an OpenID provider: authorization code with PKCE, bound to the browser that began it
/// by a cookie, to the request by state and nonce. Safe for use by many threads.
public final class Oidc implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Oidc.class);
  private static final int PENDING_MAX = 1000;
  private static final long PENDING_NANOS = 600_000_000_000L;

  private final OidcOptions options;
  private final OidcProvider provider;
  private final Clock clock;
  private final Randomness randomness = new Randomness();
  private final Map<String, Pending> pending =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pending> eldest) {
          return size() > PENDING_MAX;
        }
      };

  /// A sign-in that was begun.
  private record Pending(
      String cookieHash, String nonce, String verifier, URI back, String next, long beganNanos) {}

  Oidc(OidcOptions options, HttpSurroundings around, Clock clock) {
    this.options = options;
    this.provider = new OidcProvider(options, around, clock);
    this.clock = clock;
  }

  /// Returns what the provider is called here.
  public String name() {
    return options.name();
  }

  /// Where to send a browser.
  ///
  /// @param cookie what the browser has to show when it comes back
  public record Start(URI to, String cookie) {}

  /// Begins a sign-in.
  ///
  /// @param back where the provider shall send the browser
  /// @param next the page that the user wanted, below this server
  /// @throws SecurityRefusal if the provider cannot be asked
  public Start start(URI back, String next) {
    var cookie = randomness.secret();
    var state = randomness.secret();
    var begun =
        new Pending(
            Randomness.hash(cookie),
            randomness.secret(),
            randomness.secret(),
            back,
            next,
            clock.nanos());
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("response_type", "code");
    parameters.put("client_id", options.client().id());
    parameters.put("redirect_uri", back.toString());
    parameters.put("scope", String.join(" ", options.scopes()));
    parameters.put("state", state);
    parameters.put("nonce", begun.nonce());
    parameters.put("code_challenge", Randomness.hash(begun.verifier()));
    parameters.put("code_challenge_method", "S256");
    var endpoint = asked(provider::authorizationEndpoint).toString();
    synchronized (pending) {
      pending.put(state, begun);
    }
    var to = endpoint + (endpoint.contains("?") ? "&" : "?") + form(parameters);
    return new Start(URI.create(to), cookie);
  }

  static String form(Map<String, String> parameters) {
    var text = new StringBuilder();
    parameters.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : "&")
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return text.toString();
  }

  /// What the browser brings back.
  ///
  /// @param error what the provider says instead of a code; empty for nothing
  /// @param issuer who says that; empty where it does not
  /// @param cookie that the browser shows
  public record Answer(String state, String code, String error, String issuer, String cookie) {}

  /// Whom the provider vouches for.
  ///
  /// @param subject never changes
  record Identity(String subject, String name, Role role) {}

  /// Returns the page that the user wanted when the sign-in of this state began, below this server;
  /// empty where it is not known.
  public String next(String state) {
    synchronized (pending) {
      var begun = pending.get(state);
      return begun == null ? "" : begun.next();
    }
  }

  /// Ends a sign-in.
  ///
  /// @throws SecurityRefusal if it was not begun here, by this browser, a short time ago, or the
  ///   provider does not vouch for the user
  Identity identity(Answer answer) throws InterruptedException {
    var begun = take(answer);
    if (!answer.error().isEmpty()) {
      throw refused("the provider says " + clean(answer.error()));
    }
    if (!answer.issuer().isEmpty() && !answer.issuer().equals(options.issuer().toString())) {
      throw refused("another issuer");
    }
    var claims =
        asked(() ->
            provider.claims(
                new OidcProvider.Code(
                    answer.code(), begun.back(), begun.verifier(), begun.nonce())));
    var subject = options.issuer() + " " + claims.text("sub");
    var role = options.role(claims.texts(options.roleClaim()));
    var name = name(claims);
    if (role == null) {
      throw SecurityRefusal.forbidden(
          "user: "
              + name
              + ": no role here (expected: in claim "
              + options.roleClaim()
              + " one of "
              + options.roles().values().stream().flatMap(List::stream).sorted().toList()
              + ")");
    }
    return new Identity(subject, name, role);
  }

  private String name(OidcClaims claims) {
    for (var claim : List.of(options.nameClaim(), "email", "sub")) {
      var name = claims.text(claim);
      if (!name.isEmpty()) {
        return name;
      }
    }
    throw refused("no name in the token");
  }

  private Pending take(Answer answer) {
    Pending begun;
    synchronized (pending) {
      begun = pending.remove(answer.state());
    }
    boolean known =
        begun != null
            && clock.nanos() - begun.beganNanos() <= PENDING_NANOS
            && Randomness.same(begun.cookieHash(), Randomness.hash(answer.cookie()));
    if (begun == null || !known) {
      throw refused("it was not begun here, or too long ago (expected: to sign in again)");
    }
    return begun;
  }

  /// Asks the provider for something.
  private interface Asking<T> {
    T ask() throws IOException;
  }

  private static <T> T asked(Asking<T> asking) {
    try {
      return asking.ask();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("err", e.getMessage()).log("openid sign-in failed");
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static SecurityRefusal refused(String why) {
    return SecurityRefusal.forbidden("sign-in: " + why);
  }

  private static String clean(@Nullable String text) {
    var known = text == null ? "" : text.replaceAll("[^\\x20-\\x7e]", "?");
    return known.length() > 200 ? known.substring(0, 200) : known;
  }

  @Override
  public void close() {
    provider.close();
  }
}
