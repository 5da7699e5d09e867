package io.tocsin.security;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Secrets that nobody can guess, and what is kept of them. A secret of 256 random bits needs no
/// slow hash: nobody tries them all.
final class Randomness {
  private static final int SECRET_BYTES = 32;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SecureRandom random = new SecureRandom();

  /// Returns 256 random bits as 43 characters of a URL.
  String secret() {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return TEXT.encodeToString(bytes);
  }

  /// Returns what is kept of a secret.
  static String hash(String secret) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return TEXT.encodeToString(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns another secret that follows from this one, and from which this one does not.
  static String derived(String secret, String purpose) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return TEXT.encodeToString(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Compares in a time that does not tell how much is the same.
  static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
