package io.tocsin.promql.eval;

import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.promql.Expr;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.Span;
import io.tocsin.promql.ValueType;
import io.tocsin.promql.block.Block;
import io.tocsin.promql.block.Collisions;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.MappedBlock;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.histogram.Spread;
import io.tocsin.promql.notes.Note;
import io.tocsin.promql.numeric.Numbers;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.RangeFunctions;
import io.tocsin.promql.rollup.Remarks;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Function calls: evaluates arguments and hands them to the family that has the function.
final class Calls {
  private final Scope scope;
  private final Evaluator evaluator;
  private final Selectors selectors;

  Calls(Scope scope, Evaluator evaluator, Selectors selectors) {
    this.scope = scope;
    this.evaluator = evaluator;
    this.selectors = selectors;
  }

  /// A call that answers a scalar.
  double[] scalar(Expr.Call call, Steps steps) {
    var frame = scope.frame();
    return switch (call.function().name()) {
      case "time" -> TimeFunctions.times(steps);
      case "pi" -> constant(Math.PI, steps);
      case "start" -> constant(frame.startMillis() / 1000.0, steps);
      case "end" -> constant(frame.endMillis() / 1000.0, steps);
      case "range" -> constant((frame.endMillis() - frame.startMillis()) / 1000.0, steps);
      case "step" -> constant(frame.intervalMillis() / 1000.0, steps);
      case "scalar" -> onlyValue(vector(call, 0, steps));
      case "max_of" -> zip(scalar(call, 0, steps), scalar(call, 1, steps), Numbers::max);
      case "min_of" -> zip(scalar(call, 0, steps), scalar(call, 1, steps), Numbers::min);
      default -> throw unknown(call);
    };
  }

  private static double[] constant(double value, Steps steps) {
    var constant = new double[steps.count()];
    Arrays.fill(constant, value);
    return constant;
  }

  private static double[] zip(double[] left, double[] right, Arithmetic arithmetic) {
    for (int step = 0; step < left.length; step++) {
      left[step] = arithmetic.apply(left[step], right[step]);
    }
    return left;
  }

  /// Returns, per step, the value of the only series that has one; NaN for none or several.
  private static double[] onlyValue(Block block) {
    int steps = block.steps().count();
    var out = constant(Double.NaN, block.steps());
    var found = new int[steps];
    var row = new Row(steps);
    for (int i = 0; i < block.rows().size(); i++) {
      block.read(i, row);
      var values = row.values();
      for (int step = 0; step < steps; step++) {
        if (Cell.present(values[step])) {
          out[step] = found[step]++ == 0 ? values[step] : Double.NaN;
        }
      }
    }
    return out;
  }

  private static QueryException unknown(Expr.Call call) {
    return new QueryException(
        QueryException.Kind.INTERNAL,
        "function: " + call.function().name() + " (expected: one of this engine's)");
  }

  private double[] scalar(Expr.Call call, int argument, Steps steps) {
    return evaluator.scalar(call.arguments().get(argument), steps);
  }

  private Block vector(Expr.Call call, int argument, Steps steps) {
    return evaluator.vector(Evaluator.unwrap(call.arguments().get(argument)), steps);
  }

  private static List<String> texts(Expr.Call call) {
    return call.arguments().stream()
        .filter(argument -> argument.type() == ValueType.STRING)
        .map(Evaluator::text)
        .toList();
  }

  /// A call that answers a vector.
  Block vector(Expr.Call call, Steps steps) {
    for (int i = 0; i < call.arguments().size(); i++) {
      if (call.arguments().get(i).type() == ValueType.MATRIX) {
        return overRange(call, i, steps);
      }
    }
    var math = MathFunctions.find(call.function().name());
    if (math != null) {
      return mapped(vector(call, 0, steps), MappedBlock.each(math));
    }
    var date = TimeFunctions.find(call.function().name());
    if (date != null) {
      return mapped(dates(call, steps), MappedBlock.each(date));
    }
    return named(call, steps);
  }

  private Block dates(Expr.Call call, Steps steps) {
    return call.arguments().isEmpty()
        ? single(TimeFunctions.times(steps), steps)
        : vector(call, 0, steps);
  }

  private static Block single(double[] values, Steps steps) {
    return Table.ofFloats(LabelRows.one(Labels.EMPTY), steps, new double[][] {values});
  }

  private Block named(Expr.Call call, Steps steps) {
    int arguments = call.arguments().size();
    return switch (call.function().name()) {
      case "vector" -> single(scalar(call, 0, steps), steps);
      case "absent" -> absent(call, vector(call, 0, steps));
      case "timestamp" -> timestamp(call, steps);
      case "start_timestamp" -> startTimestamp(call, steps);
      case "round" ->
          mapped(
              vector(call, 0, steps),
              MathFunctions.round(arguments > 1 ? scalar(call, 1, steps) : constant(1, steps)));
      case "clamp", "clamp_min", "clamp_max" -> clamp(call, steps);
      case "label_replace" ->
          new LabelFunctions(scope).replace(vector(call, 0, steps), texts(call));
      case "label_join" -> new LabelFunctions(scope).join(vector(call, 0, steps), texts(call));
      case "info" -> info(call, steps);
      case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc" -> sorted(call, steps);
      default -> histogram(call, steps);
    };
  }

  private Block histogram(Expr.Call call, Steps steps) {
    var functions = new HistogramFunctions(scope, vectorSpan(call));
    return switch (call.function().name()) {
      case "histogram_quantile" ->
          functions.quantile(vector(call, 1, steps), quantiles(call, 0, steps));
      case "histogram_fraction" ->
          functions.fraction(
              vector(call, 2, steps), scalar(call, 0, steps), scalar(call, 1, steps));
      case "histogram_quantiles" -> {
        List<double[]> quantiles = new ArrayList<>();
        for (int i = 2; i < call.arguments().size(); i++) {
          quantiles.add(quantiles(call, i, steps));
        }
        yield functions.quantiles(vector(call, 0, steps), texts(call).getFirst(), quantiles);
      }
      case "histogram_avg" ->
          functions.statistic(vector(call, 0, steps), one -> one.sum() / one.count());
      case "histogram_count" -> functions.statistic(vector(call, 0, steps), Histogram::count);
      case "histogram_sum" -> functions.statistic(vector(call, 0, steps), Histogram::sum);
      case "histogram_stdvar" ->
          functions.statistic(vector(call, 0, steps), new Spread()::variance);
      case "histogram_stddev" -> {
        var spread = new Spread();
        yield functions.statistic(vector(call, 0, steps), one -> Math.sqrt(spread.variance(one)));
      }
      default -> throw unknown(call);
    };
  }

  private static Span vectorSpan(Expr.Call call) {
    for (var argument : call.arguments()) {
      if (argument.type() == ValueType.VECTOR) {
        return Evaluator.unwrap(argument).span();
      }
    }
    return call.span();
  }

  private double[] quantiles(Expr.Call call, int argument, Steps steps) {
    var quantiles = scalar(call, argument, steps);
    for (double quantile : quantiles) {
      scope
          .notes()
          .warnOfQuantile(quantile, Evaluator.unwrap(call.arguments().get(argument)).span());
    }
    return quantiles;
  }

  private Block mapped(Block input, MappedBlock.RowChange change) {
    var rows = input.rows().withoutNames(scope.delayed());
    var mapped = new MappedBlock(input, rows, change);
    return scope.delayed() ? mapped : Collisions.merge(mapped, scope.budget());
  }

  private Block info(Expr.Call call, Steps steps) {
    var selector = call.arguments().size() > 1 ? Evaluator.unwrap(call.arguments().get(1)) : null;
    List<Matcher> matchers =
        selector instanceof Expr.VectorSelector(_, var given, _, _, _)
            ? given
            : List.of(Matcher.equal(Labels.NAME, InfoFunction.TARGET_INFO));
    var windows = new Geometry(scope.frame()).infoWindows(steps, call.arguments().getFirst());
    return new InfoFunction(scope, matchers, windows).apply(vector(call, 0, steps));
  }

  private Block clamp(Expr.Call call, Steps steps) {
    var name = call.function().name();
    var min =
        name.equals("clamp_max")
            ? constant(Double.NEGATIVE_INFINITY, steps)
            : scalar(call, 1, steps);
    var max =
        name.equals("clamp_min")
            ? constant(Double.POSITIVE_INFINITY, steps)
            : scalar(call, name.equals("clamp") ? 2 : 1, steps);
    return mapped(vector(call, 0, steps), MathFunctions.clamp(min, max));
  }

  private Block timestamp(Expr.Call call, Steps steps) {
    var argument = Evaluator.unwrap(call.arguments().getFirst());
    if (argument instanceof Expr.VectorSelector selector) {
      return mapped(selectors.times(selector, steps, false), row -> {});
    }
    var times = TimeFunctions.times(steps);
    return mapped(
        evaluator.vector(argument, steps),
        row -> {
          for (int step = 0; step < row.steps(); step++) {
            row.values()[step] = row.present(step) ? times[step] : Cell.ABSENT;
          }
          row.dropHistograms();
        });
  }

  /// Answers only for selectors, and only where start timestamps are in use.
  private Block startTimestamp(Expr.Call call, Steps steps) {
    var argument = Evaluator.unwrap(call.arguments().getFirst());
    return argument instanceof Expr.VectorSelector selector && scope.frame().usesStarts()
        ? mapped(selectors.times(selector, steps, true), row -> {})
        : Table.empty(steps);
  }

  private Block sorted(Expr.Call call, Steps steps) {
    var input = vector(call, 0, steps);
    var sorting = new Sorting(scope);
    if (scope.frame().intervalMillis() != 0 && steps.count() > 1) {
      scope.notes().at(call.span()).say(Note.SORT_IN_RANGE);
    }
    return switch (call.function().name()) {
      case "sort" -> sorting.byValue(input, false);
      case "sort_desc" -> sorting.byValue(input, true);
      case "sort_by_label" -> sorting.byLabels(input, texts(call), false);
      default -> sorting.byLabels(input, texts(call), true);
    };
  }

  private Block overRange(Expr.Call call, int rangeArgument, Steps steps) {
    var name = call.function().name();
    var range = call.arguments().get(rangeArgument);
    List<double[]> scalars = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      if (i != rangeArgument) {
        scalars.add(scalar(call, i, steps));
      }
    }
    var input = selectors.range(range, steps);
    var kernel = Extensions.kernel(scope, name, range, scalars);
    var rows =
        RangeFunctions.keepsName(name) ? input.rows() : input.rows().withoutNames(scope.delayed());
    var first = Evaluator.unwrap(call.arguments().getFirst()).span();
    var place = scope.notes().at(first);
    Block block = new RollupBlock(input, rows, kernel, scope, new Remarks(place));
    if (name.equals("rate") || name.equals("increase")) {
      block = CounterNames.check(block, input.rows(), place);
    }
    if (name.equals("quantile_over_time")) {
      block = new QuantileNotes(block, scalars.getFirst(), scope.notes(), first);
    }
    if (name.equals("absent_over_time")) {
      return absent(call, block);
    }
    return scope.delayed() ? block : Collisions.refuse(block, scope.budget());
  }

  /// One series, named by the selector's equality matchers, with 1 where the block has no value.
  private Block absent(Expr.Call call, Block block) {
    var out = constant(1, block.steps());
    var row = new Row(out.length);
    for (int i = 0; i < block.rows().size(); i++) {
      block.read(i, row);
      for (int step = 0; step < out.length; step++) {
        if (row.present(step)) {
          out[step] = Cell.ABSENT;
        }
      }
    }
    if (!Cell.anyPresent(out)) {
      return Table.empty(block.steps());
    }
    var labels = AbsentLabels.of(Evaluator.unwrap(call.arguments().getFirst()));
    return Table.ofFloats(LabelRows.one(labels), block.steps(), new double[][] {out});
  }
}
