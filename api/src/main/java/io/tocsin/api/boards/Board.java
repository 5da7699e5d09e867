package io.tocsin.api.boards;

/// A board in one of its versions.
///
/// @param entry its title, tags and panels are those of this version
/// @param message what was said of the version; may be empty
/// @param json the dashboard in its own form
public record Board(BoardEntry entry, String message, String json) {}
