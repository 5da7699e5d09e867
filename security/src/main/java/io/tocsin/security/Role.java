package io.tocsin.security;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a user may do; each role may do what those before it may.
public enum Role {
  /// Sees everything but users, tokens and the audit log.
  VIEWER,
  /// Changes dashboards, rules and silences, and takes alerts on.
  EDITOR,
  /// Does everything.
  ADMIN;

  /// Tells whether this role may do what the other one may.
  public boolean covers(Role other) {
    return compareTo(other) >= 0;
  }

  /// Returns it as it is written: `viewer`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the role of a word, null where there is none.
  public static @Nullable Role of(String word) {
    for (var role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    return null;
  }

  /// Returns the role of a word.
  ///
  /// @throws SecurityRefusal if there is none
  public static Role parse(String word) {
    var role = of(word);
    if (role == null) {
      throw SecurityRefusal.invalid("role: " + word + " (expected: viewer, editor or admin)");
    }
    return role;
  }
}
