package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.block.LabelRows;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.rollup.Cell;
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
  private final boolean[] active;
  private final Budget budget;
  private final List<Labels> labels = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();

  /// @param active the steps at which anything can match
  KeyJoin(JoinRule rule, Table many, Table one, boolean[] active, Budget budget) {
    this.rule = rule;
    this.many = many;
    this.one = one;
    this.active = active;
    this.budget = budget;
  }

  /// The "one" side under one key: the value at each step, and the row it comes from.
  private static final class Partner {
    final double[] values;
    private final int @Nullable [] sources;

    Partner(double[] values, int @Nullable [] sources) {
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
      var samples = many.values()[row];
      mark(samples, partner.values, matched);
      for (int source : oneRows) {
        joinRow(name, samples, partner, source, taken);
        if (!rule.includes()) {
          break;
        }
      }
      if (rule.fillOne() != null) {
        fillOne(name, samples, partner, rule.fillOne(), taken);
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
        values.toArray(new double[0][]));
  }

  private Partner partner(List<Integer> rows) {
    if (rows.size() == 1) {
      return new Partner(one.values()[rows.getFirst()], null);
    }
    var merged = Cell.absentRow(active.length);
    var sources = new int[active.length];
    for (int row : rows) {
      var candidates = one.values()[row];
      for (int step = 0; step < active.length; step++) {
        if (active[step] && Cell.present(candidates[step])) {
          if (Cell.present(merged[step])) {
            throw duplicates(one.rows().labels(row), one.rows().labels(sources[step]));
          }
          merged[step] = candidates[step];
          sources[step] = row;
        }
      }
    }
    return new Partner(merged, sources);
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

  /// Notes the steps at which a row finds a partner; in a one-to-one match no other row may have
  /// found it before.
  private void mark(double[] row, double[] partner, boolean[] matched) {
    boolean filled = rule.fillOne() != null;
    for (int step = 0; step < row.length; step++) {
      if (Cell.present(row[step]) && (filled || Cell.present(partner[step]))) {
        if (matched[step] && rule.oneToOne()) {
          throw failure(
              "multiple matches for labels: many-to-one matching must be explicit"
                  + " (group_left/group_right)");
        }
        matched[step] = true;
      }
    }
  }

  private void joinRow(
      Labels name,
      double[] row,
      Partner partner,
      int source,
      @Nullable Map<Labels, boolean[]> taken) {
    var out = Cell.absentRow(row.length);
    var met = new boolean[row.length];
    boolean anyMet = false;
    for (int step = 0; step < out.length; step++) {
      boolean ours = !rule.includes() || partner.from(source, step);
      if (Cell.present(row[step]) && Cell.present(partner.values[step]) && ours) {
        met[step] = true;
        anyMet = true;
        out[step] = rule.calculate(row[step], partner.values[step]);
      }
    }
    if (anyMet) {
      add(rule.resultLabels(name, one.rows().labels(source)), out, met, taken);
    }
  }

  private void fillOne(
      Labels name,
      double[] row,
      Partner partner,
      double fill,
      @Nullable Map<Labels, boolean[]> taken) {
    var out = Cell.absentRow(row.length);
    var met = new boolean[row.length];
    for (int step = 0; step < out.length; step++) {
      if (Cell.present(row[step]) && Cell.absent(partner.values[step])) {
        met[step] = true;
        out[step] = rule.calculate(row[step], fill);
      }
    }
    add(rule.resultLabels(name, rule.matchLabels(name)), out, met, taken);
  }

  private void fillMany(Partner partner, int source, boolean[] matched, double fill) {
    var out = Cell.absentRow(matched.length);
    for (int step = 0; step < out.length; step++) {
      if (Cell.present(partner.values[step]) && partner.from(source, step) && !matched[step]) {
        out[step] = rule.calculate(fill, partner.values[step]);
      }
    }
    var name = one.rows().labels(source);
    add(rule.resultLabels(rule.matchLabels(name), name), out, matched, null);
  }

  /// @param met the steps at which a match was found, whether or not a comparison kept it
  private void add(
      Labels name, double[] out, boolean[] met, @Nullable Map<Labels, boolean[]> taken) {
    if (taken != null) {
      var before = taken.putIfAbsent(name, met);
      if (before != null) {
        claim(before, met);
      }
    }
    int cells = Cell.count(out);
    if (cells > 0) {
      budget.hold(cells, out.length);
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
