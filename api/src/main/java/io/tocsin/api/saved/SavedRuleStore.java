package io.tocsin.api.saved;

import io.tocsin.api.prometheus.ApiError;
import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogPart;
import io.tocsin.catalog.CatalogReader;
import io.tocsin.catalog.Row;
import io.tocsin.kit.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rule files with their latest versions. A version number is never used again, so that a save
/// cannot hit a file that was deleted and made anew. Safe for use by many threads.
public final class SavedRuleStore {
  private static final int FILES_MAX = 500;
  private static final int VERSIONS_MAX = 50;
  private static final String COLUMNS =
      "r.name AS name, r.version AS version, v.updated AS updated, v.updated_by AS updated_by,"
          + " v.message AS message, v.yaml AS yaml";
  private static final String NEWEST =
      "SELECT " + COLUMNS + " FROM rule r JOIN rule_version v USING (name, version)";

  private final Catalog catalog;
  private final Clock clock;

  public SavedRuleStore(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /// Returns the tables.
  public static CatalogPart part() {
    return new CatalogPart(
        "rule",
        List.of(
            """
            CREATE TABLE rule (
              name TEXT PRIMARY KEY,
              version INTEGER NOT NULL,
              deleted INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE rule_version (
              name TEXT NOT NULL,
              version INTEGER NOT NULL,
              updated INTEGER NOT NULL,
              updated_by TEXT NOT NULL,
              message TEXT NOT NULL,
              yaml TEXT NOT NULL,
              PRIMARY KEY (name, version)
            ) STRICT;
            """));
  }

  /// Returns the newest version of each file, by name.
  public List<SavedRule> list() {
    return catalog.read(
        rows -> rows.list(NEWEST + " WHERE r.deleted = 0 ORDER BY r.name", SavedRuleStore::rule));
  }

  private static SavedRule rule(Row row) {
    return new SavedRule(
        row.text("name"),
        row.text("yaml"),
        row.integer("version"),
        row.integer("updated"),
        row.text("updated_by"),
        row.text("message"));
  }

  /// Returns the newest version of a file, or null.
  public @Nullable SavedRule find(String name) {
    return catalog.read(rows -> newest(rows, name));
  }

  private static @Nullable SavedRule newest(CatalogReader rows, String name) {
    return rows.first(NEWEST + " WHERE r.deleted = 0 AND r.name = ?", SavedRuleStore::rule, name);
  }

  /// Returns what is kept of a file's history, the newest first.
  public List<SavedRule> versions(String name) {
    return catalog.read(rows ->
        rows.list(
            "SELECT name, version, updated, updated_by, message, yaml FROM rule_version"
                + " WHERE name = ? ORDER BY version DESC",
            SavedRuleStore::rule,
            name));
  }

  /// What is to be kept.
  ///
  /// @param edited the version that it was made from; 0 for a new file
  public record Draft(String name, String yaml, long edited, String by, String message) {}

  /// Keeps a version.
  ///
  /// @throws ApiError if another one is newer, or there are too many files
  public SavedRule save(Draft draft) {
    return catalog.write(rows -> {
      var now = newest(rows, draft.name());
      long newest = now == null ? 0 : now.version();
      if (newest != draft.edited()) {
        throw conflict(draft, newest);
      }
      if (now == null && rows.number("SELECT count(*) FROM rule WHERE deleted = 0") >= FILES_MAX) {
        throw new ApiError(
            ApiError.Type.TOO_LARGE, "rule files: " + FILES_MAX + " (expected: fewer)");
      }
      long version =
          1 + rows.number("SELECT max(version) FROM rule_version WHERE name = ?", draft.name());
      rows.change(
          "INSERT INTO rule_version (name, version, updated, updated_by, message, yaml)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          draft.name(),
          version,
          clock.millis(),
          draft.by(),
          draft.message(),
          draft.yaml());
      rows.change(
          "INSERT INTO rule (name, version, deleted) VALUES (?, ?, 0) ON CONFLICT (name)"
              + " DO UPDATE SET version = excluded.version, deleted = 0",
          draft.name(),
          version);
      rows.change(
          "DELETE FROM rule_version WHERE name = ? AND version <= ?",
          draft.name(),
          version - VERSIONS_MAX);
      return rule(draft, version);
    });
  }

  private SavedRule rule(Draft draft, long version) {
    return new SavedRule(
        draft.name(), draft.yaml(), version, clock.millis(), draft.by(), draft.message());
  }

  private static ApiError conflict(Draft draft, long newest) {
    return new ApiError(
        ApiError.Type.CONFLICT,
        "version: "
            + draft.edited()
            + " is not the newest of "
            + draft.name()
            + " (expected: "
            + newest
            + ")");
  }

  /// Takes a file away; its versions stay. Returns whether there was one.
  public boolean delete(String name) {
    return catalog.write(
            rows -> rows.change("UPDATE rule SET deleted = 1 WHERE name = ? AND deleted = 0", name))
        > 0;
  }
}
