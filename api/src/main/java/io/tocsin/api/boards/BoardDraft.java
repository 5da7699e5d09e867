package io.tocsin.api.boards;

/// A version that is to be kept.
///
/// @param text a dashboard that was read strictly
/// @param by who saves it; empty where nobody is known
/// @param message what changed, for people; may be empty
public record BoardDraft(BoardText text, String folder, String by, String message) {}
