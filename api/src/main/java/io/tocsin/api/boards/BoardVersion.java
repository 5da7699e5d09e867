package io.tocsin.api.boards;

/// One version in the history of a board.
///
/// @param updatedMillis since the epoch
public record BoardVersion(long version, long updatedMillis, String updatedBy, String message) {}
