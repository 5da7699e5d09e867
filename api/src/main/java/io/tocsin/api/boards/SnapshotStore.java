package io.tocsin.api.boards;

import io.tocsin.api.prometheus.ApiError;
import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogPart;
import io.tocsin.catalog.CatalogWriter;
import io.tocsin.catalog.Row;
import io.tocsin.kit.Clock;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pages as they were at a moment, for a while. Safe for use by many threads.
public final class SnapshotStore {
  private static final int SNAPSHOTS_MAX = 2_000;
  private static final long BYTES_MAX = 256L << 20;
  private static final int ID_BYTES = 16;
  private static final String COLUMNS = "id, title, path, created, created_by, expires, size";

  private final Catalog catalog;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public SnapshotStore(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /// What is known of a snapshot.
  ///
  /// @param path of the page that it was made of, with its parameters
  /// @param createdMillis since the epoch
  /// @param expiresMillis after which it is gone
  /// @param sizeBytes as it is kept
  public record Snapshot(
      String id,
      String title,
      String path,
      long createdMillis,
      String createdBy,
      long expiresMillis,
      long sizeBytes) {}

  /// A snapshot with the JSON that the page froze.
  public record Frozen(Snapshot snapshot, String json) {}

  /// Returns the tables.
  public static CatalogPart part() {
    return new CatalogPart(
        "snapshot",
        List.of(
            """
            CREATE TABLE snapshot (
              id TEXT PRIMARY KEY,
              title TEXT NOT NULL,
              path TEXT NOT NULL,
              created INTEGER NOT NULL,
              created_by TEXT NOT NULL,
              expires INTEGER NOT NULL,
              size INTEGER NOT NULL,
              body BLOB NOT NULL
            ) STRICT;
            CREATE INDEX snapshot_expires ON snapshot (expires);
            """));
  }

  /// Keeps a snapshot.
  ///
  /// @throws ApiError if there are too many
  public Snapshot create(String title, String path, String by, long lifeMillis, String json) {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var body = Packed.bytes(json);
    long now = clock.millis();
    var made = new Snapshot(id, title, path, now, by, now + lifeMillis, body.length);
    return catalog.write(rows -> {
      rows.change("DELETE FROM snapshot WHERE expires <= ?", now);
      room(rows, body.length);
      rows.change(
          "INSERT INTO snapshot (" + COLUMNS + ", body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          id,
          title,
          path,
          now,
          by,
          made.expiresMillis(),
          body.length,
          body);
      return made;
    });
  }

  private static void room(CatalogWriter rows, long bytes) {
    if (rows.number("SELECT count(*) FROM snapshot") >= SNAPSHOTS_MAX) {
      throw new ApiError(
          ApiError.Type.TOO_LARGE,
          "snapshots: " + SNAPSHOTS_MAX + " (expected: fewer; delete some, or wait)");
    }
    long kept = rows.number("SELECT sum(size) FROM snapshot");
    if (kept + bytes > BYTES_MAX) {
      throw new ApiError(
          ApiError.Type.TOO_LARGE,
          "snapshots: " + (kept + bytes) + " bytes (expected: at most " + BYTES_MAX + ")");
    }
  }

  /// Returns a snapshot that has not expired, or null.
  public @Nullable Frozen find(String id) {
    return catalog.read(rows ->
        rows.first(
            "SELECT " + COLUMNS + ", body FROM snapshot WHERE id = ? AND expires > ?",
            row -> new Frozen(snapshot(row), Packed.text(row.bytes("body"))),
            id,
            clock.millis()));
  }

  /// Returns all that have not expired, the newest first.
  public List<Snapshot> list() {
    return catalog.read(rows ->
        rows.list(
            "SELECT " + COLUMNS + " FROM snapshot WHERE expires > ? ORDER BY created DESC, id",
            SnapshotStore::snapshot,
            clock.millis()));
  }

  private static Snapshot snapshot(Row row) {
    return new Snapshot(
        row.text("id"),
        row.text("title"),
        row.text("path"),
        row.integer("created"),
        row.text("created_by"),
        row.integer("expires"),
        row.integer("size"));
  }

  /// Takes a snapshot away; returns whether there was one.
  public boolean delete(String id) {
    return catalog.write(rows ->
        rows.change("DELETE FROM snapshot WHERE id = ? AND expires > ?", id, clock.millis()))
        > 0;
  }
}
