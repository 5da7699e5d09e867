package io.tocsin.http;

import io.tocsin.http.HttpSettings.Credentials;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Fetches tokens from an authorization server and keeps each until shortly before it is over, RFC
/// 6749 4.4 and RFC 7523 2.1. Safe for use by many threads; one fetches, the others wait for it.
final class OAuth2Tokens {
  static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final long MARGIN_MILLIS = 10_000;
  private static final int ANSWER_MAX_BYTES = 1 << 20;

  private final Credentials.OAuth2 client;
  private final HttpSurroundings surroundings;
  private final HttpSender sender;
  private @Nullable Token token;

  private record Token(String secret, String header, long endMillis) {
    @Override
    public String toString() {
      return "Token until " + endMillis;
    }
  }

  OAuth2Tokens(Credentials.OAuth2 client, HttpSurroundings surroundings) {
    this.client = client;
    this.surroundings = surroundings;
    this.sender = new HttpSender(client.http(), surroundings);
  }

  synchronized String header(Deadline deadline) throws IOException {
    var proof = client.secret() == null ? "" : surroundings.secrets().read(client.secret());
    var known = token;
    long now = surroundings.clock().millis();
    if (known != null && known.secret().equals(proof) && now < known.endMillis()) {
      return known.header();
    }
    var fresh = fetch(proof, deadline, now);
    token = fresh;
    return fresh.header();
  }

  private Token fetch(String secret, Deadline deadline, long now) throws IOException {
    var form = form();
    HttpAnswer answer;
    if (client.assertion() != null) {
      form.put("grant_type", JWT_BEARER);
      form.put("assertion", JwtAssertion.of(client, surroundings));
      answer = ask(form, null, deadline);
    } else {
      answer = ask(form, Authorizer.basic(encoded(client.clientId()), encoded(secret)), deadline);
      if (!answer.isSuccess()) {
        // Some servers want the client among the parameters, and nothing tells which.
        form.put("client_id", client.clientId());
        form.put("client_secret", secret);
        answer = ask(form, null, deadline);
      }
    }
    if (!answer.isSuccess()) {
      throw new IOException("oauth2: cannot fetch token: status " + answer.statusLine());
    }
    return token(answer, secret, now);
  }

  private Map<String, String> form() {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    if (!client.scopes().isEmpty()) {
      form.put("scope", String.join(" ", client.scopes()));
    }
    form.putAll(client.parameters());
    return form;
  }

  private HttpAnswer ask(Map<String, String> form, @Nullable String header, Deadline deadline)
      throws IOException {
    var body = new StringJoiner("&");
    form.forEach((name, value) -> body.add(encoded(name) + "=" + encoded(value)));
    var ask =
        new HttpAsk(
            "POST",
            client.tokenUrl(),
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            body.toString().getBytes(StandardCharsets.UTF_8),
            deadline.leftMillis(),
            ANSWER_MAX_BYTES);
    return sender.send(header == null ? ask : ask.with("Authorization", header));
  }

  /// JSON is YAML, whose reader we have.
  private static Token token(HttpAnswer answer, String secret, long now) throws IOException {
    try {
      var object = Yaml.parse("token", answer.text()).entries();
      var text = text(object.get("access_token"));
      if (text.isEmpty()) {
        throw new IOException("oauth2: the answer has no access_token");
      }
      var type = text(object.get("token_type"));
      var lifetime = text(object.get("expires_in"));
      long seconds = lifetime.matches("[0-9]{1,12}") ? Long.parseLong(lifetime) : 0;
      long end = seconds == 0 ? Long.MAX_VALUE : now + seconds * 1000 - MARGIN_MILLIS;
      boolean bearer = type.isEmpty() || type.equalsIgnoreCase("bearer");
      return new Token(secret, (bearer ? "Bearer" : type) + " " + text, end);
    } catch (IllegalArgumentException e) {
      throw new IOException("oauth2: the answer is no JSON object", e);
    }
  }

  private static String text(@Nullable YamlNode node) {
    return node == null ? "" : node.text();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
