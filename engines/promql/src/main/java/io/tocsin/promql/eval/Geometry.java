package io.tocsin.promql.eval;

import io.tocsin.promql.At;
import io.tocsin.promql.Expr;
import io.tocsin.promql.rollup.Steps;
import io.tocsin.promql.rollup.Windows;
import org.jspecify.annotations.Nullable;

/// Where in time selectors and subqueries look.
record Geometry(Scope.Frame frame) {
  /// Returns the windows of a selector or subquery: `rangeMillis` long, moved by its modifiers.
  Windows windows(Steps steps, long rangeMillis, Expr.Modifiers modifiers) {
    var offset = modifiers.offset();
    long offsetMillis = offset == null ? 0 : frame.millis(offset);
    var at = modifiers.at();
    return new Windows(steps, rangeMillis, offsetMillis, at != null, pinned(at));
  }

  Windows windows(Steps steps, Expr.VectorSelector selector) {
    return windows(steps, frame.lookbackMillis(), selector.modifiers());
  }

  Windows windows(Steps steps, Expr.MatrixSelector matrix) {
    return windows(steps, frame.positiveMillis(matrix.range()), matrix.selector().modifiers());
  }

  Windows windows(Steps steps, Expr.Subquery subquery) {
    return windows(steps, frame.positiveMillis(subquery.range()), subquery.modifiers());
  }

  /// Returns how far before its windows a selector reads, for `anchored` and `smoothed`.
  long before(Expr.Extension extension) {
    return extension == Expr.Extension.NONE ? 0 : frame.lookbackMillis();
  }

  /// Returns how far behind its windows a selector reads, for `smoothed`.
  long after(Expr.Extension extension) {
    return extension == Expr.Extension.SMOOTHED ? frame.lookbackMillis() : 0;
  }

  /// Returns the steps of a subquery: multiples of its interval within the windows' whole span.
  Steps innerSteps(Expr.Subquery subquery, Windows windows) {
    var step = subquery.step();
    long interval = step == null ? frame.subqueryIntervalMillis() : frame.positiveMillis(step);
    long from = windows.firstStart();
    long first = interval * (from / interval);
    return Steps.range(first <= from ? first + interval : first, windows.lastEnd(), interval);
  }

  /// Returns the windows in which `info` looks for its series: where the first selector of its
  /// argument looks, with the modifiers of subqueries around it.
  Windows infoWindows(Steps steps, Expr argument) {
    var found = reference(argument);
    var reference = found == null ? new Reference(null, 0) : found;
    var at = reference.at;
    return new Windows(
        steps, frame.lookbackMillis(), reference.offsetMillis, at != null, pinned(at));
  }

  /// Where a selector looks.
  private record Reference(@Nullable At at, long offsetMillis) {}

  private @Nullable Reference reference(Expr expr) {
    if (expr instanceof Expr.VectorSelector selector) {
      return reference(selector.modifiers(), 0);
    }
    for (var child : expr.children()) {
      var found = reference(child);
      if (found != null) {
        return expr instanceof Expr.Subquery subquery && found.at == null
            ? reference(subquery.modifiers(), found.offsetMillis)
            : found;
      }
    }
    return null;
  }

  private Reference reference(Expr.Modifiers modifiers, long innerOffsetMillis) {
    var offset = modifiers.offset();
    long offsetMillis = offset == null ? 0 : frame.millis(offset);
    return new Reference(modifiers.at(), innerOffsetMillis + offsetMillis);
  }

  private long pinned(@Nullable At at) {
    return switch (at) {
      case null -> 0;
      case At.Timestamp timestamp -> timestamp.millis();
      case At.Start _ -> frame.startMillis();
      case At.End _ -> frame.endMillis();
    };
  }
}
