package io.tocsin.api;

/// What the pages keep, and may change.
///
/// @param provided boards that nobody can change here
/// @param rules takes up rules that were saved
public record PageParts(
    PageStores stores, ProvidedBoards provided, RuleControl rules, SettingsSource settings) {}
