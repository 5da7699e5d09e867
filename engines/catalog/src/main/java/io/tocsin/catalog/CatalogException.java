package io.tocsin.catalog;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The catalog could not do what it was asked to.
public final class CatalogException extends RuntimeException {
  /// What a caller can do about it.
  public enum Kind {
    /// There is a row with this key already, or another rule of the tables does not hold.
    TAKEN,
    /// Another change takes too long: ask again later.
    BUSY,
    /// The disk, or the bound on the file, leaves no room.
    FULL,
    /// The file cannot be read or written, or the catalog is closed.
    UNAVAILABLE,
    /// What is in the file is not what was written.
    DAMAGED,
    /// The file was written by a later version of the program, or is no catalog.
    FOREIGN,
    /// The statement itself is wrong.
    STATEMENT
  }

  private final Kind kind;

  CatalogException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  CatalogException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static CatalogException of(String file, SQLException cause) {
    var code =
        cause instanceof SQLiteException known
            ? known.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    var kind = kind(code);
    return new CatalogException(kind, file + ": " + words(kind, cause), cause);
  }

  private static String words(Kind kind, SQLException cause) {
    return switch (kind) {
      case TAKEN -> "a row with this key is there already, or a rule of the table does not hold";
      case BUSY -> "another change takes too long (expected: a later request)";
      case FULL -> "no room for the change (expected: room on the disk, less than the bound)";
      case DAMAGED -> DAMAGE + String.valueOf(cause.getMessage());
      case UNAVAILABLE, FOREIGN, STATEMENT -> String.valueOf(cause.getMessage());
    };
  }

  /// What a person can do about a damaged file.
  static final String DAMAGE =
      "damaged (expected: a file that SQLite can read; restore a backup, or move the file away to"
          + " begin without users and dashboards): ";

  private static Kind kind(SQLiteErrorCode code) {
    var name = code.name();
    if (name.startsWith("SQLITE_CONSTRAINT")) {
      return Kind.TAKEN;
    }
    if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
      return Kind.BUSY;
    }
    if (name.startsWith("SQLITE_CORRUPT") || name.equals("SQLITE_NOTADB")) {
      return Kind.DAMAGED;
    }
    if (name.equals("SQLITE_FULL") || name.equals("SQLITE_TOOBIG")) {
      return Kind.FULL;
    }
    boolean statement = name.equals("SQLITE_ERROR") || name.equals("SQLITE_RANGE");
    return statement ? Kind.STATEMENT : Kind.UNAVAILABLE;
  }

  public Kind kind() {
    return kind;
  }
}
