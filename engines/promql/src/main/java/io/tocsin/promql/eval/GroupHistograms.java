package io.tocsin.promql.eval;

import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.histogram.HistogramMean;
import io.tocsin.promql.histogram.Tally;
import io.tocsin.promql.notes.Note;
import io.tocsin.promql.notes.Place;
import io.tocsin.promql.rollup.Row;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What an aggregation does with the histograms in its groups, besides the floats that its
/// [Accumulator] takes.
abstract sealed class GroupHistograms {
  private GroupHistograms() {}

  /// Prepares a row that has histograms, before its floats are taken.
  void prepare(Row row) {}

  /// Takes the histograms of a row, whose floats have been taken.
  void add(int group, Row row, Accumulator floats, Supplier<String> metricName) {}

  /// Completes the groups' results.
  void finish(Row[] results) {}

  /// Histograms are counted like floats.
  static final class Counted extends GroupHistograms {
    @Override
    void prepare(Row row) {
      for (int step = 0; step < row.steps(); step++) {
        if (row.histogram(step) != null) {
          row.set(step, 1);
        }
      }
    }
  }

  /// Only floats are looked at.
  static final class Ignored extends GroupHistograms {
    private final String aggregation;
    private final Place place;

    Ignored(String aggregation, Place place) {
      this.aggregation = aggregation;
      this.place = place;
    }

    @Override
    void prepare(Row row) {
      for (int step = 0; step < row.steps(); step++) {
        if (row.histogram(step) != null) {
          place.say(Note.IGNORED_IN_AGGREGATION, aggregation);
          return;
        }
      }
    }
  }

  /// Histograms are added up. Where a group has floats too it has no result.
  static final class Sums extends GroupHistograms {
    private static final String AGGREGATION = "aggregation";

    private final boolean average;
    private final Budget budget;
    private final Place place;
    private final @Nullable Sum[][] sums;
    private final int steps;

    Sums(boolean average, int groups, int steps, Budget budget, Place place) {
      this.average = average;
      this.sums = new Sum[groups][];
      this.steps = steps;
      this.budget = budget;
      this.place = place;
    }

    @Override
    void add(int group, Row row, Accumulator floats, Supplier<String> metricName) {
      if (sums[group] == null) {
        sums[group] = new Sum[steps];
      }
      var ofGroup = sums[group];
      for (int step = 0; step < steps; step++) {
        var histogram = row.histogram(step);
        if (histogram == null) {
          continue;
        }
        var sum = ofGroup[step];
        if (sum == null) {
          int samples = Row.samples(histogram);
          budget.hold(samples, 2 * samples);
          ofGroup[step] = new Sum(histogram, average, floats.seen(group, step));
        } else if (!sum.add(histogram, place)) {
          sum.refuse(floats.seen(group, step));
          place.say(Note.MIXED_SCHEMAS, metricName.get());
        }
      }
    }

    @Override
    void finish(Row[] results) {
      for (int group = 0; group < results.length; group++) {
        var ofGroup = sums[group];
        for (int step = 0; ofGroup != null && step < steps; step++) {
          var sum = ofGroup[step];
          if (sum != null) {
            finish(results[group], step, sum);
          }
        }
      }
    }

    private void finish(Row result, int step, Sum sum) {
      if (sum.meetsFloats(result, step)) {
        place.say(Note.MIXED_AGGREGATION);
        result.clear(step);
      } else if (sum.refused) {
        result.clear(step);
      } else {
        result.set(step, sum.result());
        if (sum.reset && sum.notReset) {
          place.say(Note.RESET_COLLISION, AGGREGATION);
        }
      }
    }
  }

  /// The sum or mean of one group at one step.
  private static final class Sum {
    private final @Nullable HistogramMean mean;
    private final @Nullable Tally sum;
    private final boolean floatsFirst;
    private boolean floatsBefore;
    private boolean refused;
    private boolean reset;
    private boolean notReset;

    Sum(Histogram first, boolean average, boolean floatsFirst) {
      this.mean = average ? new HistogramMean(first) : null;
      this.sum = average ? null : Tally.of(first);
      this.floatsFirst = floatsFirst;
      track(first);
    }

    private void track(Histogram histogram) {
      reset |= histogram.hint() == ResetHint.RESET;
      notReset |= histogram.hint() == ResetHint.NOT_RESET;
    }

    /// Adds a histogram; returns false if it does not fit.
    boolean add(Histogram histogram, Place place) {
      if (refused || floatsFirst) {
        return true;
      }
      track(histogram);
      if (mean != null) {
        if (!mean.takes(histogram)) {
          return false;
        }
        mean.add(histogram);
      } else if (sum != null) {
        if (!sum.takes(histogram)) {
          return false;
        }
        sum.add(histogram);
      }
      boolean reconciled = mean != null ? mean.reconciled() : sum != null && sum.takesReconciled();
      if (reconciled) {
        place.say(Note.RECONCILED, Sums.AGGREGATION);
      }
      return true;
    }

    /// Takes nothing any more, floats neither.
    void refuse(boolean floatsSeen) {
      refused = true;
      floatsBefore = floatsSeen;
    }

    boolean meetsFloats(Row result, int step) {
      return floatsFirst || (refused ? floatsBefore : isFloat(result, step));
    }

    private static boolean isFloat(Row result, int step) {
      return result.present(step) && result.histogram(step) == null;
    }

    @Nullable Histogram result() {
      if (mean != null) {
        return mean.result().compact();
      }
      return sum == null ? null : sum.compact();
    }
  }
}
