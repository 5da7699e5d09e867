package io.tocsin.catalog;

import org.jspecify.annotations.Nullable;

/// One row of an answer, by the names of its columns. For the duration of its mapping.
public interface Row {
  /// Returns text.
  ///
  /// @throws CatalogException if it is null
  String text(String column);

  @Nullable String textOrNull(String column);

  /// Returns a whole number, 0 for null.
  long integer(String column);

  @Nullable Long integerOrNull(String column);

  /// Returns a number, 0 for null.
  double number(String column);

  /// Tells whether the number is other than 0.
  boolean flag(String column);

  /// Returns bytes.
  ///
  /// @throws CatalogException if it is null
  byte[] bytes(String column);
}
