package io.tocsin.promql.block;

import io.tocsin.model.Labels;

/// Which series the rows of a block are.
public sealed interface Rows permits SetRows, LabelRows {
  int size();

  Labels labels(int row);

  /// Tells whether the name is to be removed at the end of the query; only with delayed removal.
  boolean dropsName(int row);

  /// Returns these rows without names, or marked to lose them at the end.
  Rows withoutNames(boolean delayed);

  /// Returns the first `count` of the listed rows.
  Rows pick(int[] listed, int count);

  /// Returns false only where two rows cannot have equal labels.
  boolean mayCollide();
}
