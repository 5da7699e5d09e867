package io.tocsin.api.http;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Knows users by name and password. A bcrypt check is slow on purpose, so a password that was
/// right is remembered as a digest, and only a few checks run at once. Safe for use by many
/// threads.
final class BasicAuth {
  private static final int REMEMBERED_MAX = 100;
  private static final int CHECKS_MAX = 2;

  /// Checked where the user is not known, so that the time of the answer does not tell.
  private static final String NOBODY =
      "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

  private final Map<String, String> hashes;
  private final Semaphore checks = new Semaphore(CHECKS_MAX);
  private final Map<String, Boolean> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  BasicAuth(Map<String, String> hashes) {
    this.hashes = Map.copyOf(hashes);
  }

  /// Tells whether the value of `Authorization` is that of a user; always when there are none.
  boolean allows(String authorization) throws InterruptedException {
    if (hashes.isEmpty()) {
      return true;
    }
    var credentials = decode(authorization);
    int colon = credentials == null ? -1 : credentials.indexOf(':');
    if (credentials == null || colon < 0) {
      return false;
    }
    return isRight(credentials.substring(0, colon), credentials.substring(colon + 1));
  }

  private static @Nullable String decode(String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return null;
    }
    try {
      var bytes = Base64.getDecoder().decode(authorization.substring(6).strip());
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException ignored) {
      return null; // no base64 is no password
    }
  }

  private boolean isRight(String user, String password) throws InterruptedException {
    var known = hashes.get(user);
    var hash = known == null ? NOBODY : known;
    var digest = digest(user, password, hash);
    synchronized (remembered) {
      if (remembered.containsKey(digest)) {
        return true;
      }
    }
    boolean right = check(password, hash) && known != null;
    if (right) {
      synchronized (remembered) {
        remembered.put(digest, true);
      }
    }
    return right;
  }

  private boolean check(String password, String hash) throws InterruptedException {
    checks.acquire();
    try {
      var bytes = password.getBytes(StandardCharsets.UTF_8);
      return bytes.length <= 72
          && BCrypt.verifyer().verify(bytes, hash.getBytes(StandardCharsets.US_ASCII)).verified;
    } finally {
      checks.release();
    }
  }

  private static String digest(String user, String password, String hash) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var part : new String[] {user, password, hash}) {
        sha.update(part.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return Base64.getEncoder().encodeToString(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
