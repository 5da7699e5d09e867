package io.tocsin.promql.script;

import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesSet;
import io.tocsin.promql.script.MemorySeries.Columns;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A view of a [MemoryStore] as it was when it was opened.
final class MemoryQuerier implements Querier {
  private final List<Columns> columns;

  MemoryQuerier(List<Columns> columns) {
    this.columns = List.copyOf(columns);
  }

  private Stream<Columns> matching(List<Matcher> matchers) {
    return columns.stream()
        .filter(one -> !one.isEmpty())
        .filter(one -> MemoryStore.matches(one.labels(), matchers))
        .sorted(Comparator.comparing(Columns::labels));
  }

  @Override
  public SeriesSet select(List<Matcher> matchers, long mintMillis, long maxtMillis) {
    return new MemorySeriesSet(matching(matchers).toList(), mintMillis, maxtMillis);
  }

  @Override
  public List<String> labelNames(List<Matcher> matchers, int limit) {
    var names = new TreeSet<String>();
    matching(matchers).forEach(one -> one.labels().forEach(label -> names.add(label.name())));
    return limited(names, limit);
  }

  @Override
  public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
    var values = new TreeSet<String>();
    matching(matchers)
        .map(one -> one.labels().value(name))
        .filter(value -> !value.isEmpty())
        .forEach(values::add);
    return limited(values, limit);
  }

  private static List<String> limited(Collection<String> all, int limit) {
    return all.stream().limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
  }

  @Override
  public void close() {
    // Holds nothing but memory.
  }
}
