package io.tocsin.promql.script;

import io.tocsin.model.Labels;
import io.tocsin.promql.Expr;
import io.tocsin.promql.Expr.VectorSelector;
import io.tocsin.promql.PromqlParser;
import io.tocsin.promql.QueryException;
import java.util.Set;

/// Tells which series a query may look at.
final class Selections {
  private Selections() {}

  /// Tells whether a selector of the query matches one of the series.
  static boolean touch(String query, Set<Labels> series) {
    if (series.isEmpty()) {
      return false;
    }
    try {
      return touches(PromqlParser.parse(query), series);
    } catch (QueryException ignored) {
      // A query that does not parse touches nothing; running it reports why.
      return false;
    }
  }

  private static boolean touches(Expr expr, Set<Labels> series) {
    if (expr instanceof VectorSelector selector) {
      return series.stream()
          .anyMatch(labels -> selector.matchers().stream().allMatch(m -> m.matches(labels)));
    }
    return expr.children().stream().anyMatch(child -> touches(child, series));
  }
}
