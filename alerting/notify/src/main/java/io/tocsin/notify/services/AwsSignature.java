package io.tocsin.notify.services;

import io.tocsin.http.HttpAsk;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests as Amazon's services want it: Signature Version 4.
record AwsSignature(AwsCredentials credentials, String region, String service) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// Returns the request with the headers `X-Amz-Date` and `Authorization`.
  HttpAsk sign(HttpAsk ask, long nowMillis) {
    var time = TIME.format(Instant.ofEpochMilli(nowMillis));
    var dated = ask.with("X-Amz-Date", time);
    var whole =
        credentials.token().isEmpty()
            ? dated
            : dated.with("X-Amz-Security-Token", credentials.token());
    var headers = new TreeMap<String, String>();
    whole
        .headers()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value.strip()));
    headers.put("host", whole.uri().getRawAuthority());
    var lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
    var names = String.join(";", headers.keySet());
    var path = whole.uri().getRawPath();
    var query = whole.uri().getRawQuery();
    var canonical =
        String.join(
            "\n",
            whole.method(),
            path == null || path.isEmpty() ? "/" : path,
            query == null ? "" : query,
            lines.toString(),
            names,
            hex(sha256(whole.body())));
    var day = time.substring(0, 8);
    var scope = String.join("/", day, region, service, "aws4_request");
    var hashed = hex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    var toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, hashed);
    var authorization =
        "AWS4-HMAC-SHA256 Credential="
            + credentials.accessKey()
            + "/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + hex(hmac(key(day), toSign));
    return whole.with("Authorization", authorization);
  }

  private byte[] key(String day) {
    var first = ("AWS4" + credentials.secretKey()).getBytes(StandardCharsets.UTF_8);
    return hmac(hmac(hmac(hmac(first, day), region), service), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
