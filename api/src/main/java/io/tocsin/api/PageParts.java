package io.tocsin.api;

import io.tocsin.model.Audit;

/// What the pages keep, and may change.
///
/// @param provided boards that nobody can change here
/// @param rules takes up rules that were saved
/// @param audit hears of every change
public record PageParts(
    PageStores stores,
    ProvidedBoards provided,
    RuleControl rules,
    SettingsSource settings,
    Audit audit) {}
