package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import io.tocsin.model.Matcher;
import io.tocsin.promql.Expr;
import java.util.HashSet;
import java.util.List;

/// The labels of what is absent: those that the selector fixes with one `=` matcher.
final class AbsentLabels {
  private AbsentLabels() {}

  static Labels of(Expr argument) {
    return switch (argument) {
      case Expr.VectorSelector selector -> of(selector.matchers());
      case Expr.MatrixSelector matrix -> of(matrix.selector().matchers());
      default -> Labels.EMPTY;
    };
  }

  private static Labels of(List<Matcher> matchers) {
    var builder = new LabelsBuilder();
    var seen = new HashSet<String>();
    for (var matcher : matchers) {
      if (matcher.name().equals(Labels.NAME)) {
        continue;
      }
      boolean fixed = matcher.type() == Matcher.Type.EQUAL && !seen.contains(matcher.name());
      builder.set(matcher.name(), fixed ? matcher.value() : "");
      if (fixed) {
        seen.add(matcher.name());
      }
    }
    return builder.build();
  }
}
