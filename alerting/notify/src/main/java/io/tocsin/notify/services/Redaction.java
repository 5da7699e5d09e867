package io.tocsin.notify.services;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Takes secrets out of texts that are kept or shown: as they are, as part of a URL and as part of
/// JSON. For one thread.
final class Redaction {
  private static final String SHOWN = "<secret>";

  private final Set<String> secrets = new LinkedHashSet<>();

  void add(String secret) {
    if (!secret.isEmpty() && !secret.equals(SHOWN)) {
      secrets.add(secret);
      secrets.add(Urls.encoded(secret));
      secrets.add(Urls.step(secret));
      var json = Json.write(secret);
      secrets.add(json.substring(1, json.length() - 1));
    }
  }

  String of(String text) {
    var clean = text;
    for (var secret : longestFirst()) {
      clean = clean.replace(secret, SHOWN);
    }
    return clean;
  }

  /// One secret may be the beginning of another.
  private List<String> longestFirst() {
    return secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }
}
