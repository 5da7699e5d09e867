package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.Span;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.rollup.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Functions over classic histograms: series that differ in `le` only belong together.
final class HistogramFunctions {
  private static final String BOUND = "le";

  private final Scope scope;
  private final Span span;

  /// @param span of the vector, which notes point at
  HistogramFunctions(Scope scope, Span span) {
    this.scope = scope;
    this.span = span;
  }

  /// Makes a number from the buckets at one step.
  @FunctionalInterface
  private interface BucketFunction {
    double apply(Buckets buckets, int step);
  }

  private record Bound(double upper, int row) {}

  Block quantile(Block input, double[] quantiles) {
    return apply(input, labels -> labels, (buckets, step) -> buckets.quantile(quantiles[step]));
  }

  Block fraction(Block input, double[] lower, double[] upper) {
    return apply(
        input, labels -> labels, (buckets, step) -> buckets.fraction(lower[step], upper[step]));
  }

  /// Several quantiles at once, told apart by a label.
  Block quantiles(Block input, String label, List<double[]> quantiles) {
    var table = Table.of(input, scope.budget());
    List<Table> parts = new ArrayList<>();
    for (var wanted : quantiles) {
      var text = Numbers.openMetrics(wanted.length == 0 ? Double.NaN : wanted[0]);
      parts.add(
          apply(
              table,
              labels -> labels.with(label, text),
              (buckets, step) -> buckets.quantile(wanted[step])));
    }
    return Collisions.merge(Table.union(parts, table.steps()), scope.budget());
  }

  private Table apply(Block input, UnaryOperator<Labels> rename, BucketFunction function) {
    var table = Table.of(input, scope.budget());
    List<Labels> labels = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (var histogram : histograms(table).entrySet()) {
      scope.budget().check();
      var out = row(table, histogram.getValue(), function);
      if (Cell.anyPresent(out)) {
        labels.add(rename.apply(Names.without(histogram.getKey())));
        values.add(out);
      }
    }
    var made =
        new Table(
            new LabelRows(labels.toArray(new Labels[0]), null),
            table.steps(),
            values.toArray(new double[0][]));
    return (Table) Collisions.merge(made, scope.budget());
  }

  private Map<Labels, List<Bound>> histograms(Table table) {
    Map<Labels, List<Bound>> histograms = new LinkedHashMap<>();
    for (int row = 0; row < table.rows().size(); row++) {
      var labels = table.rows().labels(row);
      var bound = Numbers.parse(labels.value(BOUND));
      if (bound.isPresent()) {
        histograms
            .computeIfAbsent(labels.without(BOUND), _ -> new ArrayList<>())
            .add(new Bound(bound.getAsDouble(), row));
      } else {
        noteBadBound(labels);
      }
    }
    histograms.values().forEach(bounds -> bounds.sort(Comparator.comparingDouble(Bound::upper)));
    return histograms;
  }

  private void noteBadBound(Labels labels) {
    var name = scope.delayed() ? labels.metricName() : "";
    scope
        .notes()
        .warn(
            "bucket label \"le\" is missing or has a malformed value of \""
                + labels.value(BOUND)
                + (name.isEmpty() ? "\"" : "\" for metric name \"" + name + "\""),
            span);
  }

  private double[] row(Table table, List<Bound> bounds, BucketFunction function) {
    var out = Cell.absentRow(table.steps().count());
    var buckets = new Buckets(bounds.size());
    for (int step = 0; step < out.length; step++) {
      buckets.clear();
      for (var bound : bounds) {
        double count = table.values()[bound.row()][step];
        if (Cell.present(count)) {
          buckets.add(bound.upper(), count);
        }
      }
      if (!buckets.isEmpty()) {
        out[step] = function.apply(buckets, step);
        if (buckets.wasForced()) {
          scope.notes().addMonotonicity(buckets.fix(table.steps().time(step)), "", span);
        }
      }
    }
    return out;
  }
}
