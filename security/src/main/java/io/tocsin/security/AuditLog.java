package io.tocsin.security;

import io.tocsin.catalog.Catalog;
import io.tocsin.catalog.CatalogException;
import io.tocsin.catalog.CatalogReader;
import io.tocsin.catalog.CatalogWriter;
import io.tocsin.kit.Clock;
import io.tocsin.model.Audit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The record of who changed what, when, and from where. Lines are added and never changed; the
/// table itself refuses that. The oldest go after a time, or when there are too many. Safe for use
/// by many threads.
public final class AuditLog implements Audit {
  static final String TABLE =
      """
      CREATE TABLE security_audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        who TEXT NOT NULL,
        action TEXT NOT NULL,
        what TEXT NOT NULL,
        detail TEXT NOT NULL,
        address TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER security_audit_stays BEFORE UPDATE ON security_audit
      BEGIN SELECT RAISE(ABORT, 'the audit log is not changed'); END;
      CREATE TRIGGER security_audit_ends BEFORE DELETE ON security_audit
      WHEN OLD.id > (SELECT min(id) FROM security_audit)
      BEGIN SELECT RAISE(ABORT, 'the audit log loses its oldest lines only'); END;
      """;

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int TEXT_MAX = 1000;
  private static final int LIMIT_MAX = 1000;
  private static final int DELETED_AT_ONCE = 5000;

  private final Catalog catalog;
  private final Bounds bounds;
  private final Clock clock;
  private final SecurityMetrics metrics;

  /// @param retentionMillis how long lines are kept
  /// @param lines how many are kept at most
  record Bounds(long retentionMillis, long lines) {}

  AuditLog(Catalog catalog, Bounds bounds, Clock clock, SecurityMetrics metrics) {
    this.catalog = catalog;
    this.bounds = bounds;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void record(String who, String action, String what, String detail) {
    record(new Actor(who, ""), action, what, detail);
  }

  /// Records a change that a request made; as [Audit#record] otherwise.
  public void record(Actor actor, String action, String what, String detail) {
    try {
      catalog.write(rows -> {
        add(rows, actor, action, what, detail);
        return null;
      });
    } catch (CatalogException e) {
      metrics.auditFailed.inc();
      LOG.atError()
          .addKeyValue("who", actor.name())
          .addKeyValue("action", action)
          .addKeyValue("what", what)
          .addKeyValue("err", e.getMessage())
          .log("a change is not in the audit log");
    }
  }

  /// Adds a line within the change that it tells of.
  void add(CatalogWriter rows, Actor actor, String action, String what, String detail) {
    rows.change(
        "INSERT INTO security_audit (at, who, action, what, detail, address)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        clock.millis(),
        cut(actor.name()),
        cut(action),
        cut(what),
        cut(detail),
        cut(actor.address()));
    metrics.audited.inc();
  }

  private static String cut(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX - 1) + "…";
  }

  /// Returns lines, newest first; at most a thousand at once.
  public List<AuditEntry> find(AuditEntry.Query query) {
    return catalog.read(rows -> find(rows, query));
  }

  private static List<AuditEntry> find(CatalogReader rows, AuditEntry.Query query) {
    return rows.list(
        "SELECT * FROM security_audit WHERE id < ? AND (? = '' OR who = ?)"
            + " AND substr(action, 1, length(?)) = ? ORDER BY id DESC LIMIT ?",
        row ->
            new AuditEntry(
                row.integer("id"),
                row.integer("at"),
                row.text("who"),
                row.text("action"),
                row.text("what"),
                row.text("detail"),
                row.text("address")),
        query.before() > 0 ? query.before() : Long.MAX_VALUE,
        query.who(),
        query.who(),
        query.action(),
        query.action(),
        Math.clamp(query.limit(), 1, LIMIT_MAX));
  }

  /// Deletes what is too old or too much, a part at a time so that nobody waits for long.
  void prune() {
    int deleted;
    do {
      deleted = catalog.write(this::pruneSome);
      metrics.auditDropped.inc(deleted);
    } while (deleted == DELETED_AT_ONCE);
  }

  private int pruneSome(CatalogWriter rows) {
    long oldest = clock.millis() - bounds.retentionMillis();
    long newest = rows.number("SELECT max(id) FROM security_audit");
    return rows.change(
        "DELETE FROM security_audit WHERE id IN (SELECT id FROM security_audit"
            + " WHERE id < coalesce((SELECT id FROM security_audit WHERE at >= ?"
            + " ORDER BY id LIMIT 1), ?) OR id <= ? ORDER BY id LIMIT ?)",
        oldest,
        Long.MAX_VALUE,
        newest - bounds.lines(),
        DELETED_AT_ONCE);
  }
}
