package io.tocsin.api.saved;

/// A rule file that was saved, in one of its versions.
///
/// @param version from 1
/// @param updatedMillis when it was saved, since the epoch
/// @param updatedBy empty where nobody is known
/// @param message what was said of it; may be empty
public record SavedRule(
    String name, String yaml, long version, long updatedMillis, String updatedBy, String message) {}
