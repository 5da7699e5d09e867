package io.tocsin.catalog;

import org.sqlite.SQLiteJDBCLoader;

/// SQLite itself, which is native code. It is loaded from the folder that `org.sqlite.lib.path`
/// names; without one, or without a library for this machine there, it is unpacked from its jar
/// into the folder for temporary files, which must be writable and allow execution.
final class SqliteLibrary {
  private SqliteLibrary() {}

  static void load() {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception | UnsatisfiedLinkError e) {
      var folder =
          System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir", "/tmp"));
      throw new CatalogException(
          CatalogException.Kind.UNAVAILABLE,
          "sqlite: its native library cannot be loaded from "
              + folder
              + " (expected: a folder where files can be made and executed; name another by"
              + " TOCSIN_JAVA_OPTS=-Dorg.sqlite.tmpdir=DIR): "
              + e.getMessage(),
          e);
    }
  }
}
