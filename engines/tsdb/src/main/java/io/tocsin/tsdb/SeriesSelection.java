package io.tocsin.tsdb;

import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import java.util.List;

/// Which samples an import or export is about.
///
/// @param selectors a series belongs to it if it matches all of any list; every series does where
///   there are none
/// @param minMillis from then on, included
/// @param maxMillis until then, included
public record SeriesSelection(List<List<Matcher>> selectors, long minMillis, long maxMillis) {
  /// Everything.
  public static final SeriesSelection ALL =
      new SeriesSelection(List.of(), Long.MIN_VALUE, Long.MAX_VALUE);

  boolean matches(Labels labels) {
    return selectors.isEmpty()
        || selectors.stream()
            .anyMatch(all -> all.stream().allMatch(matcher -> matcher.matches(labels)));
  }

  boolean contains(long timestampMillis) {
    return timestampMillis >= minMillis && timestampMillis <= maxMillis;
  }
}
