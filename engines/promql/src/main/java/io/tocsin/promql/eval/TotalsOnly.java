package io.tocsin.promql.eval;

import io.tocsin.promql.Expr;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// Which selectors are only asked for the counts and sums of histograms, so that their buckets need
/// not be carried along. Not those in subqueries: there resets have to be found in the buckets.
final class TotalsOnly {
  private static final Set<String> TOTALS =
      Set.of("histogram_count", "histogram_sum", "histogram_avg");
  private static final Set<String> BUCKETS =
      Set.of("histogram_quantile", "histogram_quantiles", "histogram_fraction");

  private final Set<Expr> found = Collections.newSetFromMap(new IdentityHashMap<>());

  private TotalsOnly() {}

  static TotalsOnly of(Expr expr) {
    var totals = new TotalsOnly();
    totals.find(expr, false);
    return totals;
  }

  boolean holds(Expr.VectorSelector selector) {
    return found.contains(selector);
  }

  /// @param wanted whether an expression around this one asks for totals
  private void find(Expr expr, boolean wanted) {
    if (needsBuckets(expr)) {
      return;
    }
    if (wanted && expr instanceof Expr.VectorSelector) {
      found.add(expr);
    }
    boolean inside =
        wanted || (expr instanceof Expr.Call call && TOTALS.contains(call.function().name()));
    expr.children().forEach(child -> find(child, inside));
  }

  private static boolean needsBuckets(Expr expr) {
    return expr instanceof Expr.Subquery
        || (expr instanceof Expr.Call call && BUCKETS.contains(call.function().name()))
        || (expr instanceof Expr.Binary binary && binary.operator().isTrim());
  }
}
