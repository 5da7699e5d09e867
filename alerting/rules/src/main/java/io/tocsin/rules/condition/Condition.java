package io.tocsin.rules.condition;

/// A parsed condition: a tree, and for how long it has to hold.
///
/// @param forMillis 0 where nothing is said
record Condition(Clause clause, long forMillis) {}
