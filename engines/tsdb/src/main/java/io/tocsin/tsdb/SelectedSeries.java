package io.tocsin.tsdb;

import io.tocsin.model.Labels;
import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The series that match any of several selectors, each once and sorted. For one thread.
final class SelectedSeries implements Closeable {
  private static final List<Matcher> ANY = List.of(new Matcher(Matcher.Type.REGEX, "", ".*"));

  private final Querier querier;
  private final List<SeriesSet> sets = new ArrayList<>();
  private final List<Found> found = new ArrayList<>();

  private record Found(Labels labels, SeriesSet set, int series) {}

  /// @param minMillis from then on, included
  /// @param maxMillis until then, included
  SelectedSeries(
      TsdbReader reader,
      SeriesSelection selection,
      long minMillis,
      long maxMillis,
      Comparator<Labels> order) {
    querier = reader.querier(minMillis, maxMillis);
    var selectors = selection.selectors().isEmpty() ? List.of(ANY) : selection.selectors();
    var all = new ArrayList<Found>();
    for (var matchers : selectors) {
      var set = querier.select(matchers, minMillis, maxMillis);
      sets.add(set);
      for (int i = 0; i < set.size(); i++) {
        all.add(new Found(set.labels(i), set, i));
      }
    }
    all.sort(Comparator.comparing(Found::labels, order));
    for (var each : all) {
      if (found.isEmpty() || !found.getLast().labels.equals(each.labels)) {
        found.add(each);
      }
    }
  }

  int size() {
    return found.size();
  }

  Labels labels(int i) {
    return found.get(i).labels;
  }

  void read(int i, SampleBuffer out) {
    var each = found.get(i);
    each.set.read(each.series, out);
  }

  @Override
  public void close() {
    sets.forEach(SeriesSet::close);
    querier.close();
  }
}
