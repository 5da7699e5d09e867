package io.tocsin.promql.eval;

import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.TimeRange;
import io.tocsin.promql.DurationExpr;
import io.tocsin.promql.Expr;
import io.tocsin.promql.block.Budget;
import io.tocsin.promql.block.ColumnCache;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.block.SetRows;
import io.tocsin.promql.notes.Notes;
import io.tocsin.promql.rollup.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Everything that the parts of one query share. Closing it closes the series that were selected.
public final class Scope implements AutoCloseable {
  private final Querier querier;
  private final Frame frame;
  private final Budget budget;
  private final Notes notes;
  private final Map<Expr.VectorSelector, TimeRange> listed;
  private final List<ColumnCache> selected = new ArrayList<>();

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
    /// Returns this with another span of steps.
    public Frame over(long newStartMillis, long newEndMillis) {
      return new Frame(
          newStartMillis,
          newEndMillis,
          intervalMillis,
          lookbackMillis,
          delayedNameRemoval,
          subqueryIntervalMillis,
          usesStarts,
          text);
    }

    public Steps steps() {
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
    this(querier, frame, budget, Map.of());
  }

  /// @param listed for selectors, by identity: of which range they are to list series, where that
  ///   is more than they read
  public Scope(
      Querier querier, Frame frame, Budget budget, Map<Expr.VectorSelector, TimeRange> listed) {
    this.listed = listed;
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
    return kept(querier.select(matchers, fromMillis + 1, toMillis));
  }

  /// As above, for a selector that may have to list more.
  SeriesSet select(Expr.VectorSelector selector, long fromMillis, long toMillis) {
    var range = listed.get(selector);
    return range == null
        ? select(selector.matchers(), fromMillis, toMillis)
        : kept(querier.select(selector.matchers(), range, fromMillis + 1, toMillis));
  }

  private SeriesSet kept(SeriesSet found) {
    var set = new ColumnCache(found);
    selected.add(set);
    return set;
  }

  /// Returns what the order of the selected series goes by, selection by selection.
  public List<Object> orders() {
    return selected.stream().<Object>map(ColumnCache::order).toList();
  }

  /// Tells whether an answer for some of the steps is, joined with one for the others, that for all
  /// of them, as far as that depends on what was selected: floats only, and no two names under
  /// which series could become the same.
  public boolean isDivisible() {
    return selected.stream().noneMatch(set -> set.readHistograms() || Names.vary(SetRows.of(set)));
  }

  @Override
  public void close() {
    selected.forEach(SeriesSet::close);
    selected.clear();
  }
}
