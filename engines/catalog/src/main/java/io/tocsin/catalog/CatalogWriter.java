package io.tocsin.catalog;

import org.jspecify.annotations.Nullable;

/// Changes rows, all together or none; asks, and sees what it has changed. For the thread, and the
/// duration, of the task that it was handed to.
public interface CatalogWriter extends CatalogReader {
  /// What is done with a writer.
  @FunctionalInterface
  interface Task<T extends @Nullable Object, E extends Exception> {
    T run(CatalogWriter rows) throws E;
  }

  /// Runs a statement that inserts, updates or deletes, and returns how many rows it was about.
  ///
  /// @throws CatalogException if a row with its key is there already
  int change(String sql, @Nullable Object... values);

  /// Returns the `INTEGER PRIMARY KEY` of the row that was inserted last.
  long lastId();
}
