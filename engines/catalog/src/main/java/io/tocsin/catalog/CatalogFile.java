package io.tocsin.catalog;

import io.tocsin.catalog.CatalogException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/// The file: how a connection to it is made, and what it must be. `docs/format/catalog.md`.
///
/// @param bytesMax that it may grow to
record CatalogFile(Path path, long bytesMax) {
  /// `TOCS`, in the file's header where SQLite leaves room for it.
  private static final int MAGIC = 0x544f4353;

  /// Version of what is not a part's: the table of the parts.
  private static final int VERSION = 1;

  private static final int PAGE_BYTES = 4096;
  private static final int BUSY_MILLIS = 10_000;
  private static final int FINDINGS_MAX = 20;

  /// Opens a session that may change the file, which is made where it is missing.
  ///
  /// @throws CatalogException if it is not a catalog, of a later version, or damaged
  Session writer() {
    var session = connect(new SQLiteConfig(), "jdbc:sqlite:" + path);
    try {
      check(session);
      session.script("PRAGMA journal_mode=WAL");
      // the log is synced with every change: what was acknowledged survives the machine
      session.script("PRAGMA synchronous=FULL");
      session.script("PRAGMA foreign_keys=ON");
      session.script("PRAGMA journal_size_limit=16777216");
      session.script("PRAGMA max_page_count=" + bytesMax / PAGE_BYTES);
      prepare(session);
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void check(Session session) {
    long magic = session.number("PRAGMA application_id");
    long version = session.number("PRAGMA user_version");
    boolean empty = !session.has("SELECT 1 FROM sqlite_master");
    if (magic != MAGIC && !(magic == 0 && empty)) {
      throw new CatalogException(
          Kind.FOREIGN, path + ": another program's file (expected: a catalog of Tocsin)");
    }
    if (version > VERSION) {
      throw new CatalogException(
          Kind.FOREIGN,
          path
              + ": version "
              + version
              + " (expected: at most "
              + VERSION
              + "; it was written by a later Tocsin)");
    }
    var findings = findings(session, "quick_check");
    if (!findings.isEmpty()) {
      throw new CatalogException(
          Kind.DAMAGED, path + ": " + CatalogException.DAMAGE + findings.getFirst());
    }
  }

  private static void prepare(Session session) {
    if (session.number("PRAGMA application_id") != MAGIC) {
      session.script(
          "BEGIN IMMEDIATE;"
              + "CREATE TABLE IF NOT EXISTS part"
              + " (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
              + "PRAGMA application_id="
              + MAGIC
              + ";PRAGMA user_version="
              + VERSION
              + ";COMMIT");
    }
  }

  /// Opens a session that sees the file and changes nothing.
  Session reader() {
    var session = connect(new SQLiteConfig(), "jdbc:sqlite:" + path);
    session.script("PRAGMA query_only=ON");
    return session;
  }

  /// Opens a file that nobody changes, whatever may be beside it.
  Session still() {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    return connect(config, "jdbc:sqlite:file:" + path.toUri().getRawPath() + "?immutable=1");
  }

  private Session connect(SQLiteConfig config, String url) {
    SqliteLibrary.load();
    config.setBusyTimeout(BUSY_MILLIS);
    try {
      Connection connection = config.createConnection(url);
      return new Session(path.toString(), connection);
    } catch (SQLException e) {
      throw CatalogException.of(path.toString(), e);
    }
  }

  /// Returns what is wrong with what the file holds, as SQLite's own check finds it.
  static List<String> findings(Session session, String check) {
    try {
      return session
          .list("PRAGMA " + check + "(" + FINDINGS_MAX + ")", row -> row.text(check))
          .stream()
          .filter(line -> !line.equals("ok"))
          .toList();
    } catch (CatalogException e) {
      if (e.kind() == Kind.DAMAGED) {
        return List.of(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }
}
