package io.tocsin.model;

import java.util.List;

/// Port to stored exemplars. Safe for use by many threads.
@FunctionalInterface
public interface ExemplarSource {
  /// A store that keeps none.
  ExemplarSource NONE = (selectors, mintMillis, maxtMillis) -> List.of();

  /// Returns the exemplars from `mintMillis` to `maxtMillis`, both included, of the series that
  /// match all matchers of at least one selector: each series once, sorted by labels, its exemplars
  /// by time.
  List<SeriesExemplars> exemplars(List<List<Matcher>> selectors, long mintMillis, long maxtMillis);

  /// The exemplars of one series.
  record SeriesExemplars(Labels series, List<Exemplar> exemplars) {}
}
