package io.tocsin.api.boards;

import io.tocsin.api.prometheus.ApiError;
import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogPart;
import io.tocsin.catalog.CatalogReader;
import io.tocsin.catalog.CatalogWriter;
import io.tocsin.catalog.Row;
import io.tocsin.kit.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Boards that were saved, with their latest versions. What a call returned from survives a crash.
/// Safe for use by many threads.
///
/// Refusals are [ApiError]s: not found, conflict, too large.
public final class BoardStore {
  static final int VERSIONS_MAX = 50;
  private static final int BOARDS_MAX = 5_000;

  /// How long a board that was deleted can be taken back.
  static final long KEPT_MILLIS = 30L * 86_400_000;

  private static final String COLUMNS =
      "uid, title, folder, tags, panels, version, updated, updated_by";

  private final Catalog catalog;
  private final Clock clock;

  public BoardStore(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /// Returns the tables.
  public static CatalogPart part() {
    return new CatalogPart(
        "board",
        List.of(
            """
            CREATE TABLE board (
              uid TEXT PRIMARY KEY,
              title TEXT NOT NULL,
              folder TEXT NOT NULL,
              tags TEXT NOT NULL,
              panels INTEGER NOT NULL,
              version INTEGER NOT NULL,
              updated INTEGER NOT NULL,
              updated_by TEXT NOT NULL,
              deleted INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE board_version (
              uid TEXT NOT NULL,
              version INTEGER NOT NULL,
              updated INTEGER NOT NULL,
              updated_by TEXT NOT NULL,
              message TEXT NOT NULL,
              title TEXT NOT NULL,
              folder TEXT NOT NULL,
              tags TEXT NOT NULL,
              panels INTEGER NOT NULL,
              body BLOB NOT NULL,
              PRIMARY KEY (uid, version)
            ) STRICT;
            CREATE TABLE board_star (
              user TEXT NOT NULL,
              uid TEXT NOT NULL,
              PRIMARY KEY (user, uid)
            ) STRICT, WITHOUT ROWID;
            """));
  }

  /// Returns all boards by folder and title.
  public List<BoardEntry> list() {
    return catalog.read(rows ->
        rows.list(
            "SELECT "
                + COLUMNS
                + " FROM board WHERE deleted IS NULL ORDER BY folder, title COLLATE NOCASE, uid",
            BoardStore::entry));
  }

  /// Returns the boards that were deleted and can be taken back, the latest first.
  public List<BoardEntry> deleted() {
    return catalog.read(rows ->
        rows.list(
            "SELECT " + COLUMNS + " FROM board WHERE deleted > ? ORDER BY deleted DESC, uid",
            BoardStore::entry,
            clock.millis() - KEPT_MILLIS));
  }

  private static BoardEntry entry(Row row) {
    var tags = row.text("tags");
    return new BoardEntry(
        row.text("uid"),
        row.text("title"),
        row.text("folder"),
        tags.isEmpty() ? List.of() : List.of(tags.split("\n")),
        (int) row.integer("panels"),
        row.integer("version"),
        row.integer("updated"),
        row.text("updated_by"),
        BoardEntry.SAVED);
  }

  /// Returns a board, or null.
  ///
  /// @param version 0 for the newest
  public @Nullable Board find(String uid, long version) {
    return catalog.read(rows -> {
      var entry = live(rows, uid);
      return entry == null ? null : board(rows, uid, version == 0 ? entry.version() : version);
    });
  }

  private static @Nullable BoardEntry live(CatalogReader rows, String uid) {
    return rows.first(
        "SELECT " + COLUMNS + " FROM board WHERE uid = ? AND deleted IS NULL",
        BoardStore::entry,
        uid);
  }

  private static @Nullable Board board(CatalogReader rows, String uid, long version) {
    return rows.first(
        "SELECT " + COLUMNS + ", message, body FROM board_version WHERE uid = ? AND version = ?",
        row -> new Board(entry(row), row.text("message"), Packed.text(row.bytes("body"))),
        uid,
        version);
  }

  /// Keeps a new board. One that was deleted comes back under its uid with a new version.
  public BoardEntry create(BoardDraft draft) {
    var uid = draft.text().uid();
    return catalog.write(rows -> {
      purge(rows);
      if (live(rows, uid) != null) {
        throw new ApiError(
            ApiError.Type.CONFLICT, "uid: " + uid + " is taken (expected: another one)");
      }
      if (rows.number("SELECT count(*) FROM board") >= BOARDS_MAX) {
        throw new ApiError(
            ApiError.Type.TOO_LARGE, "dashboards: " + BOARDS_MAX + " (expected: fewer)");
      }
      long before = rows.number("SELECT version FROM board WHERE uid = ?", uid);
      return put(rows, draft, before + 1);
    });
  }

  /// Keeps a new version of a board.
  ///
  /// @param edited the version that it was made from
  public BoardEntry save(BoardDraft draft, long edited) {
    var uid = draft.text().uid();
    return catalog.write(rows -> {
      var now = there(rows, uid);
      if (now.version() != edited) {
        throw new ApiError(
            ApiError.Type.CONFLICT,
            "version: "
                + edited
                + " is not the newest (expected: "
                + now.version()
                + (now.updatedBy().isEmpty() ? "" : ", saved by " + now.updatedBy())
                + ")");
      }
      return put(rows, draft, now.version() + 1);
    });
  }

  private static BoardEntry there(CatalogReader rows, String uid) {
    var entry = live(rows, uid);
    if (entry == null) {
      throw unknown(uid);
    }
    return entry;
  }

  static ApiError unknown(String uid) {
    return new ApiError(ApiError.Type.NOT_FOUND, "dashboard: " + uid + " is not known");
  }

  private BoardEntry put(CatalogWriter rows, BoardDraft draft, long version) {
    var text = draft.text();
    var entry =
        new BoardEntry(
            text.uid(),
            text.title(),
            draft.folder(),
            text.tags(),
            text.panels(),
            version,
            clock.millis(),
            draft.by(),
            BoardEntry.SAVED);
    var tags = String.join("\n", entry.tags());
    rows.change(
        "INSERT INTO board_version ("
            + COLUMNS
            + ", message, body)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.uid(),
        entry.title(),
        entry.folder(),
        tags,
        entry.panels(),
        version,
        entry.updatedMillis(),
        draft.by(),
        draft.message(),
        Packed.bytes(text.json()));
    rows.change(
        "INSERT INTO board ("
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (uid) DO UPDATE SET title = excluded.title, folder = excluded.folder,"
            + " tags = excluded.tags, panels = excluded.panels, version = excluded.version,"
            + " updated = excluded.updated, updated_by = excluded.updated_by, deleted = NULL",
        entry.uid(),
        entry.title(),
        entry.folder(),
        tags,
        entry.panels(),
        version,
        entry.updatedMillis(),
        draft.by());
    rows.change(
        "DELETE FROM board_version WHERE uid = ? AND version <= ?",
        entry.uid(),
        version - VERSIONS_MAX);
    return entry;
  }

  /// Returns what is kept of a board's history, the newest first.
  public List<BoardVersion> versions(String uid) {
    return catalog.read(rows -> {
      there(rows, uid);
      return rows.list(
          "SELECT version, updated, updated_by, message FROM board_version WHERE uid = ?"
              + " ORDER BY version DESC",
          row ->
              new BoardVersion(
                  row.integer("version"),
                  row.integer("updated"),
                  row.text("updated_by"),
                  row.text("message")),
          uid);
    });
  }

  /// Takes a board away; it can be taken back for thirty days.
  public void delete(String uid) {
    catalog.write(rows -> {
      there(rows, uid);
      rows.change("UPDATE board SET deleted = ? WHERE uid = ?", clock.millis(), uid);
      purge(rows);
      return null;
    });
  }

  /// Takes a deleted board back.
  public void undelete(String uid) {
    catalog.write(rows -> {
      purge(rows);
      int changed =
          rows.change("UPDATE board SET deleted = NULL WHERE uid = ? AND deleted IS NOT NULL", uid);
      if (changed == 0) {
        throw unknown(uid);
      }
      return null;
    });
  }

  private void purge(CatalogWriter rows) {
    long before = clock.millis() - KEPT_MILLIS;
    var old = "(SELECT uid FROM board WHERE deleted <= ?)";
    rows.change("DELETE FROM board_version WHERE uid IN " + old, before);
    rows.change("DELETE FROM board_star WHERE uid IN " + old, before);
    rows.change("DELETE FROM board WHERE deleted <= ?", before);
  }

  /// Returns the uids of the boards that somebody has starred.
  public Set<String> starred(String user) {
    return catalog.read(rows ->
        rows
            .list("SELECT uid FROM board_star WHERE user = ?", row -> row.text("uid"), user)
            .stream()
            .collect(Collectors.toUnmodifiableSet()));
  }

  /// Stars a board, or takes the star away.
  public void star(String user, String uid, boolean starred) {
    catalog.write(rows ->
        starred
            ? rows.change("INSERT OR IGNORE INTO board_star (user, uid) VALUES (?, ?)", user, uid)
            : rows.change("DELETE FROM board_star WHERE user = ? AND uid = ?", user, uid));
  }
}
