package io.tocsin.api;

import io.tocsin.model.Matcher;
import java.io.IOException;
import java.util.List;

/// Port to changes of the series store as a whole, for those who run it. Safe for use by many
/// threads.
public interface StoreAdmin {
  /// Takes samples out of every answer from now on; their space is free later.
  ///
  /// @param startMillis the first time that is deleted, Unix milliseconds
  /// @param endMillis the last one
  void deleteSeries(List<Matcher> matchers, long startMillis, long endMillis) throws IOException;

  /// Frees the space of what was deleted; returns when that is done.
  void cleanTombstones() throws IOException;

  /// Writes a copy of the store as it is now beside it and returns the copy's name.
  ///
  /// @param withHead whether what is not in blocks yet is copied too
  String snapshot(boolean withHead) throws IOException;
}
