package io.tocsin.promql.eval;

import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesSet;
import io.tocsin.promql.DurationExpr;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.block.ColumnCache;
import io.tocsin.promql.notes.Notes;
import io.tocsin.promql.rollup.Steps;
import java.util.ArrayList;
import java.util.List;

/// Everything that the parts of one query share. Closing it closes the series that were selected.
public final class Scope implements AutoCloseable {
  private final Querier querier;
  private final Frame frame;
  private final Budget budget;
  private final Notes notes;
  private final List<SeriesSet> selected = new ArrayList<>();

  /// What a query is evaluated with.
  ///
  /// @param intervalMillis between steps; 0 for an instant query
  /// @param delayedNameRemoval names go at the end of the query and not at each function
  /// @param subqueryIntervalMillis the resolution of subqueries that do not say theirs
  /// @param usesStarts since when counters count matters
  /// @param text the query as it was written, for positions in notes
  public record Frame(
      long startMillis,
      long endMillis,
      long intervalMillis,
      long lookbackMillis,
      boolean delayedNameRemoval,
      long subqueryIntervalMillis,
      boolean usesStarts,
      String text) {
    Steps steps() {
      return intervalMillis == 0
          ? Steps.instant(startMillis)
          : Steps.range(startMillis, endMillis, intervalMillis);
    }

    /// Returns the whole milliseconds of an offset.
    long millis(DurationExpr duration) {
      return duration.millis(intervalMillis, endMillis - startMillis);
    }

    /// Returns the whole milliseconds of a range or a step.
    long positiveMillis(DurationExpr duration) {
      return duration.positiveMillis(intervalMillis, endMillis - startMillis);
    }
  }

  public Scope(Querier querier, Frame frame, Budget budget) {
    this.querier = querier;
    this.frame = frame;
    this.budget = budget;
    this.notes = new Notes(frame.text());
  }

  Frame frame() {
    return frame;
  }

  Budget budget() {
    return budget;
  }

  public Notes notes() {
    return notes;
  }

  boolean delayed() {
    return frame.delayedNameRemoval();
  }

  /// Selects series with their samples from after `fromMillis` to `toMillis`.
  SeriesSet select(List<Matcher> matchers, long fromMillis, long toMillis) {
    var set = new ColumnCache(querier.select(matchers, fromMillis + 1, toMillis));
    selected.add(set);
    return set;
  }

  @Override
  public void close() {
    selected.forEach(SeriesSet::close);
    selected.clear();
  }
}
