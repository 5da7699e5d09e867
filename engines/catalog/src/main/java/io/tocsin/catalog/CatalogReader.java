package io.tocsin.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks the catalog for rows; all answers are of one moment. For the thread, and the duration, of
/// the task that it was handed to.
///
/// Values are bound in the order of the statement's question marks: text, whole and other numbers,
/// booleans (stored as 0 and 1), bytes, and null.
public interface CatalogReader {
  /// Makes something of a row.
  @FunctionalInterface
  interface Mapper<T> {
    T of(Row row);
  }

  /// What is done with a reader.
  @FunctionalInterface
  interface Task<T extends @Nullable Object, E extends Exception> {
    T run(CatalogReader rows) throws E;
  }

  /// Returns all rows in their order.
  <T> List<T> list(String sql, Mapper<T> mapper, @Nullable Object... values);

  /// Returns the first row, null where there is none.
  <T> @Nullable T first(String sql, Mapper<T> mapper, @Nullable Object... values);

  /// Returns the whole number in the first column of the first row, 0 where there is none.
  long number(String sql, @Nullable Object... values);

  /// Tells whether there is a row.
  boolean has(String sql, @Nullable Object... values);
}
