package io.tocsin.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A map of known keys. Every reader notes the key it asks for; [#done] then refuses the keys that
/// nobody asked for, with the nearest that somebody did. For one thread.
public final class YamlSection {
  private final YamlNode node;
  private final Map<String, YamlNode> entries;
  private final Set<String> known = new LinkedHashSet<>();

  YamlSection(YamlNode node, Map<String, YamlNode> entries) {
    this.node = node;
    this.entries = entries;
  }

  public YamlNode node() {
    return node;
  }

  /// Returns what stands under the key, or null where the key is missing.
  public @Nullable YamlNode find(String key) {
    known.add(key);
    return entries.get(key);
  }

  /// Tells whether the key is there with a value.
  public boolean has(String key) {
    var found = find(key);
    return found != null && !found.isNothing();
  }

  /// Returns what stands under the key.
  public YamlNode require(String key) {
    var found = find(key);
    if (found == null || found.isNothing()) {
      throw node.refusal(key + " is missing");
    }
    return found;
  }

  public String text(String key, String otherwise) {
    var found = find(key);
    return found == null ? otherwise : found.text();
  }

  public boolean bool(String key, boolean otherwise) {
    var found = find(key);
    return (found == null || found.isNothing()) ? otherwise : found.bool();
  }

  public long integer(String key, long otherwise) {
    var found = find(key);
    return (found == null || found.isNothing()) ? otherwise : found.integer();
  }

  public double number(String key, double otherwise) {
    var found = find(key);
    return (found == null || found.isNothing()) ? otherwise : found.number();
  }

  public long durationMillis(String key, long otherwise) {
    var found = find(key);
    return (found == null || found.isNothing()) ? otherwise : found.durationMillis();
  }

  public long bytes(String key, long otherwise) {
    var found = find(key);
    return (found == null || found.isNothing()) ? otherwise : found.bytes();
  }

  public Secret secret(String key) {
    return new Secret(text(key, ""));
  }

  /// Returns the entries of the list under the key; none where it is missing.
  public List<YamlNode> list(String key) {
    var found = find(key);
    return found == null ? List.of() : found.items();
  }

  public List<String> texts(String key) {
    var texts = new ArrayList<String>();
    for (var item : list(key)) {
      texts.add(item.text());
    }
    return List.copyOf(texts);
  }

  /// Returns the map of texts under the key, in the order of the file; empty where it is missing.
  public Map<String, String> textMap(String key) {
    var found = find(key);
    var map = new LinkedHashMap<String, String>();
    if (found != null) {
      found.entries().forEach((name, value) -> map.put(name, value.text()));
    }
    return map;
  }

  /// Refuses the first key that nobody asked for.
  public void done() {
    for (var entry : entries.entrySet()) {
      if (!known.contains(entry.getKey())) {
        var nearest = NearestName.of(entry.getKey(), known);
        throw entry
            .getValue()
            .refusal(nearest.isEmpty() ? "unknown key" : "unknown key (expected: " + nearest + ")");
      }
    }
  }
}
