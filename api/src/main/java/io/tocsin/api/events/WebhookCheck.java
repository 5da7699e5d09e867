package io.tocsin.api.events;

import io.tocsin.api.WebhookSecrets;
import io.tocsin.api.WebhookSecrets.Sender;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.HttpError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets in only webhooks that prove that they know the secret, where there is one: GitHub signs the
/// body, GitLab sends a token. What is compared takes the same time whatever differs.
final class WebhookCheck {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookCheck.class);
  private static final String SIGNATURE = "X-Hub-Signature-256";
  private static final String TOKEN = "X-Gitlab-Token";
  private static final String ALGORITHM = "HmacSHA256";

  private final WebhookSecrets secrets;

  WebhookCheck(WebhookSecrets secrets) {
    this.secrets = secrets;
  }

  /// Returns the body of who proved it.
  ///
  /// @throws HttpError if it did not prove it, or if the secret cannot be read
  byte[] body(Exchange exchange, Sender sender) throws IOException {
    var body = exchange.body();
    var secret = secret(sender);
    if (secret != null) {
      switch (sender) {
        case GITHUB -> compare(exchange, SIGNATURE, "sha256=" + hmac(secret, body));
        case GITLAB -> compare(exchange, TOKEN, secret);
      }
    }
    return body;
  }

  private @Nullable String secret(Sender sender) {
    try {
      var secret = secrets.of(sender);
      return secret == null ? null : secret.reveal();
    } catch (IOException e) {
      LOG.atError()
          .addKeyValue("sender", sender.toString().toLowerCase(Locale.ROOT))
          .addKeyValue("reason", e.getMessage())
          .log("the secret of a webhook cannot be read");
      throw new HttpError(503, "webhook: its secret cannot be read (expected: see the log)");
    }
  }

  private static void compare(Exchange exchange, String header, String expected) {
    var given = exchange.header(header);
    if (given.isEmpty()) {
      throw new HttpError(401, header + ": missing (expected: the webhook's secret is set)");
    }
    if (!MessageDigest.isEqual(bytes(given), bytes(expected))) {
      throw new HttpError(401, header + ": does not fit (expected: the secret that is set here)");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hmac(String secret, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(secret), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
