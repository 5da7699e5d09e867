package io.tocsin.api.access;

import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import io.tocsin.catalog.CatalogException;
import io.tocsin.security.Oidc;
import io.tocsin.security.Security;
import io.tocsin.security.SecurityRefusal;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Signing in at an OpenID provider: the way there, and the way back.
final class OidcEndpoints {
  private static final long COOKIE_SECONDS = 600;
  private static final int NEXT_MAX = 2000;

  private final Security security;

  OidcEndpoints(Security security) {
    this.security = security;
  }

  void start(Exchange exchange) throws IOException {
    exchange.set("Cache-Control", "no-store");
    var oidc = security.oidc();
    if (oidc == null) {
      throw new HttpError(
          404, "oidc: no provider (expected: tocsin.auth.oidc in the configuration)");
    }
    try {
      var back = URI.create(exchange.externalUrl() + "/oidc/callback");
      var start = oidc.start(back, below(exchange.parameters().value("next")));
      Cookies.set(exchange, Cookies.OIDC, start.cookie(), COOKIE_SECONDS);
      exchange.redirect(302, start.to().toString());
    } catch (SecurityRefusal e) {
      refuse(exchange, String.valueOf(e.getMessage()));
    }
  }

  /// Returns the path if it is one of ours: nobody is led elsewhere.
  private static String below(String path) {
    boolean own =
        path.startsWith("/")
            && !path.startsWith("//")
            && path.length() <= NEXT_MAX
            && path.chars().noneMatch(c -> c == '\\' || c <= ' ' || c >= 127);
    return own ? path : "/";
  }

  void callback(Exchange exchange) throws IOException, InterruptedException {
    exchange.set("Cache-Control", "no-store");
    var oidc = security.oidc();
    if (oidc == null) {
      throw new HttpError(
          404, "oidc: no provider (expected: tocsin.auth.oidc in the configuration)");
    }
    var parameters = exchange.parameters();
    var answer =
        new Oidc.Answer(
            parameters.value("state"),
            parameters.value("code"),
            parameters.value("error"),
            parameters.value("iss"),
            exchange.cookie(Cookies.OIDC));
    var next = oidc.next(answer.state());
    Cookies.set(exchange, Cookies.OIDC, "", 0);
    try {
      var agent = exchange.header("User-Agent");
      var begun = security.vouched(answer, exchange.address(), agent);
      Cookies.set(exchange, Cookies.SESSION, begun.secret(), security.sessions().wholeSeconds());
      exchange.redirect(302, exchange.base() + next);
    } catch (SecurityRefusal | CatalogException e) {
      refuse(exchange, Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  /// The page to sign in shows what is wrong.
  private static void refuse(Exchange exchange, String why) {
    var text = URLEncoder.encode(why, StandardCharsets.UTF_8);
    exchange.redirect(302, exchange.base() + "/login?error=" + text);
  }
}
