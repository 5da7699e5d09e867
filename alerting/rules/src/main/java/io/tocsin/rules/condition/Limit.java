package io.tocsin.rules.condition;

import org.jspecify.annotations.Nullable;

/// One cell of a table of thresholds.
///
/// @param comparison null where the cell is a bare amount, such as `5,000`
record Limit(Subject subject, @Nullable Comparison comparison, Quantity amount) {
  Clause.Compare clause(Comparison otherwise) {
    return new Clause.Compare(subject, comparison == null ? otherwise : comparison, amount);
  }
}
