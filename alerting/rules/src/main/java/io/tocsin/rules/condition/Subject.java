package io.tocsin.rules.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a clause speaks of: a name, what is made of it, by which labels, over which window.
///
/// @param name of the catalogue
/// @param measure across series or over the window; null where none is named
/// @param quantile from 0 to 1, of [Measure#QUANTILE]
/// @param change [Measure#RATE] or [Measure#INCREASE]; null where none is named
/// @param perSeconds the time that a rate is given for, as 60 for `per minute`; 0 if not said
/// @param by the labels; null where none are named
/// @param windowMillis 0 where none is named
/// @param column where the name stands
record Subject(
    String name,
    @Nullable Measure measure,
    double quantile,
    @Nullable Measure change,
    double perSeconds,
    @Nullable List<String> by,
    long windowMillis,
    int column) {}
