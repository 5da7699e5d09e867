package io.tocsin.promql.eval;

import io.tocsin.model.Labels;
import io.tocsin.promql.QueryException;
import io.tocsin.promql.block.Names;
import io.tocsin.promql.block.Table;
import io.tocsin.promql.rollup.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The info series of one query by metric name, instance and job. Their values are the times of
/// their samples, because the newest one counts.
final class InfoSeries {
  static final List<String> IDENTIFYING = List.of("instance", "job");

  private final Table times;
  private final Set<String> names = new TreeSet<>();
  private final Map<Labels, List<Integer>> rows = new HashMap<>();

  InfoSeries(Table times) {
    this.times = times;
    for (int row = 0; row < times.rows().size(); row++) {
      var labels = times.rows().labels(row);
      names.add(labels.metricName());
      rows.computeIfAbsent(key(labels.metricName(), labels), _ -> new ArrayList<>()).add(row);
    }
  }

  private static Labels key(String name, Labels labels) {
    return labels.keeping(IDENTIFYING).with(Labels.NAME, name);
  }

  Labels labels(int row) {
    return times.rows().labels(row);
  }

  /// Returns the rows that may describe a series, a list for each info metric.
  List<List<Integer>> candidates(Labels series) {
    List<List<Integer>> found = new ArrayList<>();
    for (var name : names) {
      var candidates = rows.get(key(name, series));
      if (candidates != null) {
        found.add(candidates);
      }
    }
    return found;
  }

  /// Returns the row whose sample is the newest at a step, or -1 if none has any.
  int newest(List<Integer> candidates, int step) {
    int newest = -1;
    for (int row : candidates) {
      double time = times.values(row)[step];
      if (Cell.absent(time)) {
        continue;
      }
      double best = newest < 0 ? Double.NEGATIVE_INFINITY : times.values(newest)[step];
      if (time == best) {
        throw duplicate(newest, row, time);
      }
      newest = time > best ? row : newest;
    }
    return newest;
  }

  private QueryException duplicate(int existing, int added, double seconds) {
    long millis = Math.round(seconds * 1000);
    return new QueryException(
        QueryException.Kind.EXECUTION,
        String.format(
            "found duplicate series for info metric: existing %s @ %d, new %s @ %d",
            Names.spelled(labels(existing)), millis, Names.spelled(labels(added)), millis));
  }
}
