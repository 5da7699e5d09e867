package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Rows;
import io.tocsin.promql.block.SetRows;
import java.util.Arrays;
import java.util.Comparator;

/// The order in which rows of a range query are added up or chosen from. A sum of floats depends on
/// it in its last bit, a choice among equals altogether; so that a step is answered in the same way
/// whichever steps it is asked with, it must not depend on what was there at other steps. Series of
/// the store have such an order; what was made of them gets that of its labels.
final class StableOrder {
  private StableOrder() {}

  static int[] of(Rows rows, Scope.Frame frame) {
    var order = new int[rows.size()];
    Arrays.setAll(order, row -> row);
    return switch (rows) {
      case SetRows _ -> order;
      case LabelRows made when frame.intervalMillis() == 0 || made.size() < 2 -> order;
      case LabelRows made -> byLabels(made);
    };
  }

  private static int[] byLabels(LabelRows rows) {
    var order = new Integer[rows.size()];
    Arrays.setAll(order, row -> row);
    Arrays.sort(order, Comparator.<Integer, Labels>comparing(rows::labels));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
