package io.tocsin.http;

import io.tocsin.http.HttpSettings.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/// Signs who a client is, RFC 7519 and RFC 7523 3.
final class JwtAssertion {
  private static final long LIFETIME_SECONDS = 3_600;

  private JwtAssertion() {}

  static String of(Credentials.OAuth2 client, HttpSurroundings surroundings) throws IOException {
    var how = client.assertion();
    if (how == null) {
      throw new IOException("oauth2: no client_certificate_key");
    }
    long now = surroundings.clock().millis() / 1000;
    var header = new LinkedHashMap<String, String>();
    header.put("alg", text(how.algorithm()));
    header.put("typ", text("JWT"));
    if (!how.keyId().isEmpty()) {
      header.put("kid", text(how.keyId()));
    }
    var claims = new LinkedHashMap<String, String>();
    claims.put("iss", text(how.issuer()));
    claims.put("sub", text(client.clientId()));
    claims.put(
        "aud", text(how.audience().isEmpty() ? client.tokenUrl().toString() : how.audience()));
    if (!client.scopes().isEmpty()) {
      claims.put("scope", text(String.join(" ", client.scopes())));
    }
    claims.put("iat", Long.toString(now));
    claims.put("exp", Long.toString(now + LIFETIME_SECONDS));
    how.claims().forEach((name, value) -> claims.put(name, text(value)));
    var signed = base64(object(header)) + "." + base64(object(claims));
    try {
      var signature = Signature.getInstance("SHA" + how.algorithm().substring(2) + "withRSA");
      signature.initSign(Pem.privateKey(surroundings.secrets().read(how.key())));
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IOException("oauth2: client_certificate_key: " + e.getMessage(), e);
    }
  }

  private static byte[] object(Map<String, String> fields) {
    var out = new StringJoiner(",", "{", "}");
    fields.forEach((name, value) -> out.add(text(name) + ":" + value));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
