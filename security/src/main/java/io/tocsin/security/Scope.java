package io.tocsin.security;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What an API token is for; its role bounds it further.
public enum Scope {
  /// Queries, and whatever else is only looked at.
  READ,
  /// Sending samples and events.
  WRITE,
  /// Sending alerts, silences, acknowledgements.
  ALERTS,
  /// Dashboards and rules.
  EDIT,
  /// Users, tokens, backups, deletions, the process itself.
  ADMIN;

  /// All of them: what people have, whose role is their only bound.
  public static final Set<Scope> ALL = Collections.unmodifiableSet(EnumSet.allOf(Scope.class));

  /// Returns it as it is written: `read`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the scopes of these words.
  ///
  /// @throws SecurityRefusal if one is not known, or there is none at all
  public static Set<Scope> parse(Collection<String> words) {
    var scopes = EnumSet.noneOf(Scope.class);
    for (var word : words) {
      var known = ALL.stream().filter(scope -> scope.word().equals(word)).findFirst();
      scopes.add(known.orElseThrow(() -> refused(word)));
    }
    if (scopes.isEmpty()) {
      throw refused("none");
    }
    return Collections.unmodifiableSet(scopes);
  }

  private static SecurityRefusal refused(String word) {
    return SecurityRefusal.invalid(
        "scope: " + word + " (expected: some of read, write, alerts, edit, admin)");
  }

  /// Returns the words, separated by blanks.
  static String words(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
  }
}
