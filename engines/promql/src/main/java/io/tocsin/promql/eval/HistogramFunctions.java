package io.tocsin.promql.eval;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.promql.Span;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.MappedBlock;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.histogram.ClassicBuckets;
import io.tocsin.promql.histogram.Ranks;
import io.tocsin.promql.notes.Note;
import io.tocsin.promql.notes.Place;
import io.tocsin.promql.numeric.Numbers;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Functions over histograms: native ones, and classic ones, where series that differ in `le` only
/// belong together.
final class HistogramFunctions {
  private static final String BOUND = "le";

  private final Scope scope;
  private final Span span;
  private final Place place;
  private final Ranks ranks = new Ranks();
  private final List<Labels> labels = new ArrayList<>();
  private final List<Row> results = new ArrayList<>();

  /// @param span of the vector, which notes point at
  HistogramFunctions(Scope scope, Span span) {
    this.scope = scope;
    this.span = span;
    this.place = scope.notes().at(span);
  }

  /// What a function makes of a histogram of either kind.
  private interface Kernel {
    double classic(ClassicBuckets buckets, int step);

    double nativeHistogram(Histogram histogram, int step);
  }

  private record Bound(double upper, int row) {}

  /// A function of native histograms alone.
  Block statistic(Block input, ToDoubleFunction<Histogram> function) {
    var rows = input.rows().withoutNames(scope.delayed());
    var mapped = new MappedBlock(input, rows, row -> replace(row, function));
    return scope.delayed() ? mapped : Collisions.merge(mapped, scope.budget());
  }

  private static void replace(Row row, ToDoubleFunction<Histogram> function) {
    var values = row.values();
    for (int step = 0; step < values.length; step++) {
      var histogram = row.histogram(step);
      values[step] = histogram == null ? Cell.ABSENT : function.applyAsDouble(histogram);
    }
    row.dropHistograms();
  }

  Block quantile(Block input, double[] quantiles) {
    return one(input, quantileKernel(quantiles));
  }

  private Kernel quantileKernel(double[] quantiles) {
    return new Kernel() {
      @Override
      public double classic(ClassicBuckets buckets, int step) {
        return buckets.quantile(quantiles[step]);
      }

      @Override
      public double nativeHistogram(Histogram histogram, int step) {
        return ranks.quantile(quantiles[step], histogram);
      }
    };
  }

  Block fraction(Block input, double[] lower, double[] upper) {
    return one(
        input,
        new Kernel() {
          @Override
          public double classic(ClassicBuckets buckets, int step) {
            return buckets.fraction(lower[step], upper[step]);
          }

          @Override
          public double nativeHistogram(Histogram histogram, int step) {
            return ranks.fraction(lower[step], upper[step], histogram);
          }
        });
  }

  /// Several quantiles at once, told apart by a label.
  Block quantiles(Block input, String label, List<double[]> quantiles) {
    var table = Table.of(input, scope.budget());
    var classic = classic(table);
    for (var wanted : quantiles) {
      var text = Numbers.openMetrics(wanted.length == 0 ? Double.NaN : wanted[0]);
      apply(table, classic, before -> before.with(label, text), quantileKernel(wanted));
    }
    return collect(table);
  }

  private Block one(Block input, Kernel kernel) {
    var table = Table.of(input, scope.budget());
    apply(table, classic(table), before -> before, kernel);
    return collect(table);
  }

  private Block collect(Table table) {
    var drops = new boolean[labels.size()];
    Arrays.fill(drops, scope.delayed());
    var rows = new LabelRows(labels.toArray(new Labels[0]), drops);
    var made = new Table(rows, table.steps(), results.toArray(new Row[0]));
    return Collisions.merge(made, scope.budget());
  }

  private void apply(
      Table table, Map<Labels, List<Bound>> classic, UnaryOperator<Labels> rename, Kernel kernel) {
    for (int row = 0; row < table.rows().size(); row++) {
      if (table.row(row).hasHistograms()) {
        scope.budget().check();
        var name = table.rows().labels(row);
        add(name, rename, natives(table, row, classic.getOrDefault(name, List.of()), kernel));
      }
    }
    var rowsOfNatives = rowsOfNatives(table);
    for (var histogram : classic.entrySet()) {
      scope.budget().check();
      var name = histogram.getKey();
      var sameName = rowsOfNatives.get(name);
      add(name, rename, buckets(table, histogram, sameName, kernel));
    }
  }

  private void add(Labels name, UnaryOperator<Labels> rename, Row out) {
    if (out.anyPresent()) {
      labels.add(rename.apply(scope.delayed() ? name : Names.without(name)));
      results.add(out);
    }
  }

  private String noteName(Labels name) {
    return scope.delayed() ? name.metricName() : "";
  }

  /// Evaluates the histograms of one row, but for steps at which there is a classic one too.
  private Row natives(Table table, int row, List<Bound> classic, Kernel kernel) {
    var name = noteName(table.rows().labels(row));
    var input = table.row(row);
    var out = new Row(input.steps());
    for (int step = 0; step < input.steps(); step++) {
      var histogram = input.histogram(step);
      if (histogram == null) {
        continue;
      }
      if (anyFloat(table, classic, step)) {
        place.say(Note.CLASSIC_AND_NATIVE, name);
        continue;
      }
      out.set(step, kernel.nativeHistogram(histogram, step));
      switch (ranks.remark()) {
        case NOTHING -> {}
        case NAN_RESULT -> place.say(Note.NAN_RESULT, name);
        case SKEWED -> place.say(Note.NAN_SKEW, name);
        case EXCLUDED -> place.say(Note.NAN_EXCLUDED, name);
      }
    }
    return out;
  }

  private static boolean anyFloat(Table table, List<Bound> bounds, int step) {
    for (var bound : bounds) {
      if (Cell.present(table.values(bound.row())[step])) {
        return true;
      }
    }
    return false;
  }

  /// Collects the classic histograms, and says which floats are no buckets.
  private Map<Labels, List<Bound>> classic(Table table) {
    Map<Labels, List<Bound>> histograms = new LinkedHashMap<>();
    for (int row = 0; row < table.rows().size(); row++) {
      if (!Cell.anyPresent(table.values(row))) {
        continue;
      }
      var name = table.rows().labels(row);
      var bound = Numbers.parse(name.value(BOUND));
      if (bound.isPresent()) {
        histograms
            .computeIfAbsent(name.without(BOUND), _ -> new ArrayList<>())
            .add(new Bound(bound.getAsDouble(), row));
      } else {
        noteBadBound(name);
      }
    }
    histograms.values().forEach(bounds -> bounds.sort(Comparator.comparingDouble(Bound::upper)));
    return histograms;
  }

  private void noteBadBound(Labels name) {
    var metric = noteName(name);
    scope
        .notes()
        .warn(
            "bucket label \"le\" is missing or has a malformed value of \""
                + name.value(BOUND)
                + (metric.isEmpty() ? "\"" : "\" for metric name \"" + metric + "\""),
            span);
  }

  /// @param sameName the row of native histograms with exactly these labels
  private Row buckets(
      Table table,
      Map.Entry<Labels, List<Bound>> histogram,
      @Nullable Row sameName,
      Kernel kernel) {
    var bounds = histogram.getValue();
    var out = new Row(table.steps().count());
    var buckets = new ClassicBuckets(bounds.size());
    for (int step = 0; step < out.steps(); step++) {
      buckets.clear();
      for (var bound : bounds) {
        double count = table.values(bound.row())[step];
        if (Cell.present(count)) {
          buckets.add(bound.upper(), count);
        }
      }
      boolean conflict = sameName != null && sameName.histogram(step) != null;
      if (!buckets.isEmpty() && !conflict) {
        out.set(step, kernel.classic(buckets, step));
        if (buckets.wasForced()) {
          var fix = buckets.fix(table.steps().time(step));
          scope.notes().addMonotonicity(fix, noteName(histogram.getKey()), span);
        }
      }
    }
    return out;
  }

  private static Map<Labels, Row> rowsOfNatives(Table table) {
    Map<Labels, Row> found = new HashMap<>();
    for (int row = 0; row < table.rows().size(); row++) {
      if (table.row(row).hasHistograms()) {
        found.put(table.rows().labels(row), table.row(row));
      }
    }
    return found;
  }
}
