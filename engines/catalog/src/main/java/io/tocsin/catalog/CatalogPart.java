package io.tocsin.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The tables of one store: how they came to be what they are. Immutable.
///
/// @param name of the store, which its tables' names begin with
/// @param migrations SQL scripts, each of which leads from one version to the next; the first makes
///   the tables. One that was released is never changed: another is added
public record CatalogPart(String name, List<String> migrations) {
  public CatalogPart {
    if (!name.matches("[a-z]{1,32}")) {
      throw new IllegalArgumentException("catalog part: " + name + " (expected: small letters)");
    }
    migrations = List.copyOf(migrations);
  }

  /// Returns the version that the last migration leads to; 0 where there is none.
  int version() {
    return migrations.size();
  }

  static void checkNames(List<CatalogPart> parts) {
    Set<String> names = new HashSet<>();
    for (var part : parts) {
      if (!names.add(part.name())) {
        throw new IllegalArgumentException("catalog part: " + part.name() + " comes twice");
      }
    }
  }
}
