package io.tocsin.security;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The users of a web configuration file: administrators, with bcrypt hashes. Safe for use by many
/// threads.
public final class WebUsers {
  private final Map<String, String> hashes;
  private final Passwords passwords;

  /// @param hashes by user name
  public WebUsers(Map<String, String> hashes) {
    this(hashes, new Passwords());
  }

  WebUsers(Map<String, String> hashes, Passwords passwords) {
    this.hashes = Map.copyOf(hashes);
    this.passwords = passwords;
  }

  public boolean isEmpty() {
    return hashes.isEmpty();
  }

  /// Returns the user whose password this is, null if it is nobody's.
  public @Nullable Caller check(String name, String password) throws InterruptedException {
    boolean right =
        isRemembered(name, password) || passwords.isRight(name, password, hashes.get(name));
    return right ? caller(name) : null;
  }

  /// Tells, without the cost of a check, whether the password was right lately.
  boolean isRemembered(String name, String password) {
    var hash = hashes.get(name);
    return hash != null && passwords.isRemembered(name, password, hash);
  }

  private static Caller caller(String name) {
    return Caller.person(name, Role.ADMIN, Caller.Kind.WEBCONFIG);
  }

  List<String> names() {
    return hashes.keySet().stream().sorted().toList();
  }

  /// Returns the hash of a user, null where there is none.
  @Nullable String hash(String name) {
    return hashes.get(name);
  }
}
