package io.tocsin.api.boards;

import java.util.List;

/// A board as lists show it. Its tags are not to be changed.
///
/// @param folder empty for none
/// @param panels how many there are
/// @param version of the newest save, from 1
/// @param updatedMillis when that was, since the epoch
/// @param updatedBy who saved it; empty where nobody is known
/// @param source `saved`, or where a board comes from that cannot be changed here
public record BoardEntry(
    String uid,
    String title,
    String folder,
    List<String> tags,
    int panels,
    long version,
    long updatedMillis,
    String updatedBy,
    String source) {
  /// The source of boards that are kept here.
  public static final String SAVED = "saved";

  boolean isEditable() {
    return source.equals(SAVED);
  }
}
