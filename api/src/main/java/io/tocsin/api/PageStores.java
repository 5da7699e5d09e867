package io.tocsin.api;

import io.tocsin.api.boards.BoardStore;
import io.tocsin.api.boards.SnapshotStore;
import io.tocsin.api.saved.SavedRuleStore;
import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogPart;
import io.tocsin.kit.Clock;
import java.util.List;

/// What is made on the pages and kept in the catalog: dashboards, frozen pages, rules. Safe for use
/// by many threads.
public final class PageStores {
  private final BoardStore boards;
  private final SnapshotStore snapshots;
  private final SavedRuleStore rules;

  /// @param catalog with the tables of [#parts]
  public PageStores(Catalog catalog, Clock clock) {
    this.boards = new BoardStore(catalog, clock);
    this.snapshots = new SnapshotStore(catalog, clock);
    this.rules = new SavedRuleStore(catalog, clock);
  }

  /// Returns the tables, for the catalog to be opened with.
  public static List<CatalogPart> parts() {
    return List.of(BoardStore.part(), SnapshotStore.part(), SavedRuleStore.part());
  }

  BoardStore boards() {
    return boards;
  }

  SnapshotStore snapshots() {
    return snapshots;
  }

  SavedRuleStore ruleStore() {
    return rules;
  }

  /// A rule file that was saved.
  ///
  /// @param yaml Prometheus' form, or plain language
  public record RuleText(String name, String yaml) {}

  /// Returns the newest version of each rule file, by name.
  public List<RuleText> rules() {
    return rules.list().stream().map(saved -> new RuleText(saved.name(), saved.yaml())).toList();
  }
}
