package io.tocsin.security;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes and checks hashes of passwords: argon2id for users here, bcrypt for those of web
/// configuration files. A check is slow on purpose and takes memory, so only two run at once, and a
/// password that was right is remembered for a while as a digest. Safe for use by many threads.
final class Passwords {
  /// OWASP's smallest setting for argon2id: 19 MiB, two passes, one lane.
  private static final int MEMORY_KIB = 19_456;

  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private static final int CHECKS_MAX = 2;
  private static final long WAIT_SECONDS = 20;
  private static final int REMEMBERED_MAX = 100;
  private static final int LENGTH_MIN = 8;
  private static final int BYTES_MAX = 256;
  private static final int BCRYPT_BYTES_MAX = 72;

  private final SecureRandom random = new SecureRandom();
  private final Semaphore checks = new Semaphore(CHECKS_MAX, true);
  private final String nobody;
  private final String key;
  private final Map<String, Boolean> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  Passwords() {
    key = new Randomness().secret();
    // never the hash of anything: checked where the user is not known, so that the time of the
    // answer does not tell
    nobody =
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(MEMORY_KIB, PASSES, LANES, "A".repeat(22), "A".repeat(43));
  }

  /// Refuses what is too short to be a password, or too long to be meant.
  ///
  /// @throws SecurityRefusal if it is
  static void checkStrength(String password) {
    if (password.codePointCount(0, password.length()) < LENGTH_MIN) {
      throw SecurityRefusal.invalid("password: too short (expected: at least 8 characters)");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
      throw SecurityRefusal.invalid("password: too long (expected: at most 256 bytes)");
    }
  }

  /// Returns the argon2id hash of a password, in the form that names its parameters.
  ///
  /// @throws SecurityRefusal if the password cannot be used
  String hash(String password) {
    checkStrength(password);
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    var argon = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
    return argon.hash(password.getBytes(StandardCharsets.UTF_8), salt).getResult();
  }

  /// Tells whether the password was found right lately, without the cost of a check.
  boolean isRemembered(String user, String password, String hash) {
    synchronized (remembered) {
      return remembered.containsKey(digest(user, password, hash));
    }
  }

  /// Tells whether the password is the user's. It takes as long where there is no such user.
  ///
  /// @param hash of argon2id or bcrypt; null where there is no such user
  /// @throws Throttled if too many checks wait
  boolean isRight(String user, String password, @Nullable String hash) throws InterruptedException {
    if (!checks.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new Throttled("too many sign-ins at once", WAIT_SECONDS);
    }
    boolean right;
    try {
      right = verify(password, hash == null ? nobody : hash) && hash != null;
    } finally {
      checks.release();
    }
    if (right && hash != null) {
      synchronized (remembered) {
        remembered.put(digest(user, password, hash), true);
      }
    }
    return right;
  }

  private static boolean verify(String password, String hash) {
    var bytes = password.getBytes(StandardCharsets.UTF_8);
    if (hash.startsWith("$argon2")) {
      return bytes.length <= BYTES_MAX
          && Argon2Function.getInstanceFromHash(hash)
              .check(bytes, hash.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.length <= BCRYPT_BYTES_MAX
        && BCrypt.verifyer().verify(bytes, hash.getBytes(StandardCharsets.US_ASCII)).verified;
  }

  /// Keyed, so that what is remembered is of no use outside this process.
  private String digest(String user, String password, String hash) {
    return Randomness.derived(key, user + "\0" + password + "\0" + hash);
  }
}
