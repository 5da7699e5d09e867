package io.tocsin.api.live;

import io.tocsin.api.http.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;

/// What has changed of one topic and was not told yet. Not safe for use by many threads.
final class Changes {
  private static final int NAMES_MAX = 50;
  private static final int NAME_MAX = 200;

  private final Set<String> names = new LinkedHashSet<>();
  private int more;

  void add(String name) {
    var shown = name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name;
    if (names.size() < NAMES_MAX) {
      names.add(shown);
    } else if (!names.contains(shown)) {
      more++;
    }
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /// Returns them as JSON, and begins anew.
  ///
  /// `{"changed":["a","b"],"more":0}`: `more` counts changes whose names are left out.
  byte[] taken() {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      json.beginObject().name("changed").strings(names).field("more", more).endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    names.clear();
    more = 0;
    return out.toByteArray();
  }
}
