package io.tocsin.api;

import io.tocsin.model.Appender;
import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.SeriesStore;
import java.util.List;

/// A store that a test fills by saying what a view of it answers.
@FunctionalInterface
interface ReadOnlyStore extends SeriesStore {
  /// Returns what every view answers.
  Querier view();

  /// A view that finds one set of series, whatever is asked.
  @FunctionalInterface
  interface OneSet extends Querier {
    SeriesSet series();

    @Override
    default SeriesSet select(List<Matcher> matchers, long mintMillis, long maxtMillis) {
      return series();
    }

    @Override
    default List<String> labelNames(List<Matcher> matchers, int limit) {
      return List.of();
    }

    @Override
    default List<String> labelValues(String name, List<Matcher> matchers, int limit) {
      return List.of();
    }

    @Override
    default void close() {}
  }

  @Override
  default int openGroup() {
    return 1;
  }

  @Override
  default void closeGroup(int group) {}

  @Override
  default Appender appender(int group) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  default Querier querier(long mintMillis, long maxtMillis) {
    return view();
  }
}
