package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.rollup.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Joins the rows of both sides that have the same matching labels, and collects the result.
final class KeyJoin {
  private final JoinRule rule;
  private final Table many;
  private final Table one;
  private final Scope.Frame frame;
  private final boolean[] active;
  private final Budget budget;
  private final List<Labels> labels = new ArrayList<>();
  private final List<Row> values = new ArrayList<>();
  private final TypedOperation operation;

  /// The rows of both sides.
  record Sides(Table many, Table one, Scope.Frame frame) {}

  /// @param active the steps at which anything can match
  KeyJoin(JoinRule rule, Sides sides, boolean[] active, TypedOperation operation, Budget budget) {
    this.rule = rule;
    this.many = sides.many;
    this.one = sides.one;
    this.frame = sides.frame;
    this.active = active;
    this.operation = operation;
    this.budget = budget;
  }

  /// The "one" side under one key: the value at each step, and the row it comes from.
  private static final class Partner {
    final Row values;
    private final int @Nullable [] sources;

    Partner(Row values, int @Nullable [] sources) {
      this.values = values;
      this.sources = sources;
    }

    /// Returns whether the value at a step comes from the row.
    boolean from(int row, int step) {
      return sources == null || sources[step] == row;
    }
  }

  void join(List<Integer> manyRows, List<Integer> oneRows) {
    var partner = partner(oneRows);
    var matched = new boolean[active.length];
    Map<Labels, boolean[]> taken = manyRows.size() > 1 && !rule.oneToOne() ? new HashMap<>() : null;
    for (int row : manyRows) {
      var name = many.rows().labels(row);
      var left = new Left(row, name, many.row(row), matched, taken);
      for (int source : oneRows) {
        joinRow(left, partner, source);
        if (!rule.includes()) {
          break;
        }
      }
      if (rule.fillOne() != null) {
        fillOne(left, partner, rule.fillOne());
      }
    }
    if (rule.fillMany() != null) {
      for (int source : oneRows) {
        fillMany(partner, source, matched, rule.fillMany());
      }
    }
  }

  Table result() {
    var drops = new boolean[labels.size()];
    Arrays.fill(drops, rule.marksName());
    return new Table(
        new LabelRows(labels.toArray(new Labels[0]), drops),
        many.steps(),
        values.toArray(new Row[0]));
  }

  private Partner partner(List<Integer> rows) {
    if (rows.size() == 1) {
      return new Partner(one.row(rows.getFirst()), null);
    }
    var merged = new Row(active.length);
    var sources = new int[active.length];
    for (int row : rows) {
      var candidates = one.row(row);
      for (int step = 0; step < active.length; step++) {
        if (active[step] && candidates.present(step)) {
          if (merged.present(step)) {
            throw firstDuplicates();
          }
          merged.copy(step, candidates);
          sources[step] = row;
        }
      }
    }
    return new Partner(merged, sources);
  }

  /// Names those that come first: at the first step, and there in the order of rows.
  private QueryException firstDuplicates() {
    int[] order = StableOrder.of(one.rows(), frame);
    for (int step = 0; step < active.length; step++) {
      Map<Labels, Integer> seen = new HashMap<>();
      for (int row : order) {
        if (active[step] && one.row(row).present(step)) {
          var before = seen.putIfAbsent(rule.matchLabels(one.rows().labels(row)), row);
          if (before != null) {
            return duplicates(one.rows().labels(row), one.rows().labels(before));
          }
        }
      }
    }
    throw new IllegalStateException("duplicates: none (expected: two rows at one step)");
  }

  private QueryException duplicates(Labels a, Labels b) {
    var first = Names.spelled(a);
    var second = Names.spelled(b);
    boolean ordered = first.compareTo(second) <= 0;
    return failure(
        String.format(
            "found duplicate series for the match group %s on the %s hand-side of the operation:"
                + " [%s, %s];many-to-many matching not allowed: matching labels must be unique on"
                + " one side",
            Names.spelled(rule.matchLabels(a)),
            rule.swapped() ? "left" : "right",
            ordered ? first : second,
            ordered ? second : first));
  }

  private static QueryException failure(String message) {
    return new QueryException(QueryException.Kind.EXECUTION, message);
  }

  /// A row of the "many" side. Handed around, never compared.
  ///
  /// @param matched the steps at which its key has been matched
  /// @param taken where results with the same labels have been, unless there can be none
  @SuppressWarnings("ArrayRecordComponent")
  private record Left(
      int row, Labels name, Row values, boolean[] matched, @Nullable Map<Labels, boolean[]> taken) {
    /// Notes that the row found a partner at a step; in a one-to-one match no other row may have
    /// found it before.
    void match(int step, boolean oneToOne) {
      if (matched[step] && oneToOne) {
        throw failure(
            "multiple matches for labels: many-to-one matching must be explicit"
                + " (group_left/group_right)");
      }
      matched[step] = true;
    }
  }

  private void joinRow(Left left, Partner partner, int source) {
    int steps = active.length;
    var out = new Row(steps);
    var met = new boolean[steps];
    boolean anyMet = false;
    boolean plain =
        !left.values.hasHistograms() && !partner.values.hasHistograms() && !operation.isTrim();
    for (int step = 0; step < steps; step++) {
      boolean ours = !rule.includes() || partner.from(source, step);
      if (ours && left.values.present(step) && partner.values.present(step)) {
        met[step] = calculate(left.values, partner.values, step, out, plain ? -1 : left.row);
        if (met[step]) {
          left.match(step, rule.oneToOne());
          anyMet = true;
        }
      }
    }
    if (anyMet) {
      add(rule.resultLabels(left.name, one.rows().labels(source)), out, met, left.taken);
    }
  }

  /// Calculates one cell.
  ///
  /// @param order of what is said about the step; negative if both are floats
  private boolean calculate(Row manySide, Row oneSide, int step, Row out, int order) {
    if (order < 0) {
      out.values()[step] = rule.calculate(manySide.values()[step], oneSide.values()[step]);
      return true;
    }
    return rule.swapped()
        ? operation.apply(oneSide, manySide, step, out, order)
        : operation.apply(manySide, oneSide, step, out, order);
  }

  private static Row filled(int steps, double fill) {
    var row = new Row(steps);
    Arrays.fill(row.values(), fill);
    return row;
  }

  private void fillOne(Left left, Partner partner, double fill) {
    var out = new Row(active.length);
    var met = new boolean[active.length];
    var fills = filled(active.length, fill);
    for (int step = 0; step < met.length; step++) {
      if (left.values.present(step) && !partner.values.present(step)) {
        met[step] = calculate(left.values, fills, step, out, left.row);
        if (met[step]) {
          left.match(step, rule.oneToOne());
        }
      }
    }
    add(rule.resultLabels(left.name, rule.matchLabels(left.name)), out, met, left.taken);
  }

  private void fillMany(Partner partner, int source, boolean[] matched, double fill) {
    var out = new Row(matched.length);
    var fills = filled(matched.length, fill);
    for (int step = 0; step < matched.length; step++) {
      if (partner.values.present(step) && partner.from(source, step) && !matched[step]) {
        calculate(fills, partner.values, step, out, Integer.MAX_VALUE);
      }
    }
    var name = one.rows().labels(source);
    add(rule.resultLabels(rule.matchLabels(name), name), out, matched, null);
  }

  /// @param met the steps at which a match was found, whether or not a comparison kept it
  private void add(Labels name, Row out, boolean[] met, @Nullable Map<Labels, boolean[]> taken) {
    if (taken != null) {
      var before = taken.putIfAbsent(name, met);
      if (before != null) {
        claim(before, met);
      }
    }
    if (out.anyPresent()) {
      budget.hold(out);
      labels.add(name);
      values.add(out);
    }
  }

  private static void claim(boolean[] before, boolean[] met) {
    for (int step = 0; step < met.length; step++) {
      if (before[step] && met[step]) {
        throw failure("multiple matches for labels: grouping labels must ensure unique matches");
      }
      before[step] |= met[step];
    }
  }
}
