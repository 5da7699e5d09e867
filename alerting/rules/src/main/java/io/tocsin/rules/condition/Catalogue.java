package io.tocsin.rules.condition;

import io.tocsin.kit.NearestName;
import io.tocsin.kit.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names that conditions may use. A name is found in any case, and with blanks or hyphens where
/// it has underscores. Immutable.
public final class Catalogue {
  private static final int NAMES_MAX = 10_000;
  private static final int LISTED_MAX = 6;

  public static final Catalogue EMPTY = new Catalogue(Map.of());

  private final Map<String, CatalogueEntry> entries;
  private final Map<String, String> names = new LinkedHashMap<>();

  private Catalogue(Map<String, CatalogueEntry> entries) {
    this.entries = entries;
    entries.keySet().forEach(name -> names.put(folded(name), name));
  }

  /// Reads a map of names to PromQL or to entries with metric or expr, kind, unit, help.
  ///
  /// @throws io.tocsin.kit.ConfigException if it is something else, or too large
  public static Catalogue read(YamlNode node) {
    var entries = new LinkedHashMap<String, CatalogueEntry>();
    for (var entry : node.entries().entrySet()) {
      if (entries.size() == NAMES_MAX) {
        throw entry.getValue().refusal("one name more (expected: at most " + NAMES_MAX + ")");
      }
      entries.put(entry.getKey(), CatalogueEntry.read(entry.getValue()));
    }
    return new Catalogue(entries);
  }

  /// Returns a catalogue that knows the other's names too; of a name in both, this one's stays.
  public Catalogue with(Catalogue other) {
    var all = new LinkedHashMap<>(entries);
    other.entries.forEach(all::putIfAbsent);
    return new Catalogue(all);
  }

  Catalogue with(String name, CatalogueEntry entry) {
    return with(new Catalogue(Map.of(name, entry)));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  /// Returns the name as the catalogue has it, or null where it knows none.
  @Nullable String find(String written) {
    return names.get(folded(written));
  }

  CatalogueEntry entry(String name) {
    var entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("name: " + name + " (expected: " + known() + ")");
    }
    return entry;
  }

  /// Returns what to expect in place of an unknown name: the nearest of any of the spellings.
  String nearest(List<String> spellings) {
    for (var spelling : spellings) {
      var nearest = NearestName.of(folded(spelling), names.keySet());
      var name = names.get(nearest);
      if (name != null) {
        return name;
      }
    }
    return known();
  }

  /// Returns the names for a message.
  String known() {
    if (entries.isEmpty()) {
      return "a name of the catalogue, which is empty";
    }
    var first = entries.keySet().stream().limit(LISTED_MAX).toList();
    var listed = String.join(", ", first);
    int more = entries.size() - first.size();
    return "a name of the catalogue: " + listed + (more > 0 ? " and " + more + " more" : "");
  }
}
