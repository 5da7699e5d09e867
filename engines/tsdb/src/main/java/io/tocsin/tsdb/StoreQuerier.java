package io.tocsin.tsdb;

import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesSet;
import io.tocsin.tsdb.head.Epochs;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.LabelQueries;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

final class StoreQuerier implements Querier {
  private final Head head;
  private final Epochs epochs;
  private final long epoch;
  private final long min;
  private final long max;
  private final AtomicBoolean closed = new AtomicBoolean();

  StoreQuerier(Head head, Epochs epochs, long min, long max) {
    this.head = head;
    this.epochs = epochs;
    this.epoch = epochs.enter();
    this.min = min;
    this.max = max;
  }

  @Override
  public SeriesSet select(List<Matcher> matchers, long mintMillis, long maxtMillis) {
    return new HeadSeriesSet(
        head.select(matchers), Math.max(min, mintMillis), Math.min(max, maxtMillis));
  }

  @Override
  public List<String> labelNames(List<Matcher> matchers, int limit) {
    return limited(new LabelQueries(head).names(matchers), limit);
  }

  @Override
  public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
    return limited(new LabelQueries(head).values(name, matchers), limit);
  }

  private static List<String> limited(Set<String> sorted, int limit) {
    return limit == 0 ? List.copyOf(sorted) : sorted.stream().limit(limit).toList();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      epochs.leave(epoch);
    }
  }
}
