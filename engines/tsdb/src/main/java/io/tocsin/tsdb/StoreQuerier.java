package io.tocsin.tsdb;

import io.tocsin.model.Matcher;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesSet;
import io.tocsin.model.TimeRange;
import io.tocsin.tsdb.block.Block;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.LabelQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/// One reader of head and blocks. It enters an epoch before it takes the list of blocks: what a
/// block takes over meanwhile stays in the head until the reader leaves.
final class StoreQuerier implements Querier {
  private final Head head;
  private final long epoch;
  private final long min;
  private final long max;
  private final List<Block> blocks;
  private final Damages damages;
  private final AtomicBoolean closed = new AtomicBoolean();

  StoreQuerier(Head head, Blocks blocks, Damages damages, long min, long max) {
    this.head = head;
    this.damages = damages;
    this.epoch = head.epochs().enter();
    this.min = min;
    this.max = max;
    this.blocks = blocks.hold(min, max);
  }

  @Override
  public SeriesSet select(List<Matcher> matchers, long mintMillis, long maxtMillis) {
    return select(matchers, new TimeRange(mintMillis, maxtMillis), mintMillis, maxtMillis);
  }

  @Override
  public SeriesSet select(
      List<Matcher> matchers, TimeRange listed, long mintMillis, long maxtMillis) {
    var sources =
        sources(matchers, Math.max(min, listed.fromMillis()), Math.min(max, listed.toMillis()));
    long from = Math.max(min, mintMillis);
    long to = Math.min(max, maxtMillis);
    return sources.size() == 1
        ? new SingleSeriesSet(sources.getFirst(), from, to)
        : new MergedSeriesSet(sources, from, to);
  }

  private List<SeriesSource> sources(List<Matcher> matchers, long from, long to) {
    var sources = new ArrayList<SeriesSource>();
    for (var block : blocks) {
      if (block.overlaps(from, to)) {
        var found = damages.reading(() -> block.select(matchers));
        if (found.length > 0) {
          sources.add(new SeriesSource.OfBlock(block, found, damages));
        }
      }
    }
    if (inHead(from, to) || sources.isEmpty()) {
      var found = inHead(from, to) ? head.select(matchers) : head.selectNone();
      if (found.size() > 0 || sources.isEmpty()) {
        sources.add(new SeriesSource.OfHead(found));
      }
    }
    return sources;
  }

  private boolean inHead(long from, long to) {
    return head.minTime() <= to && head.maxTime() >= from;
  }

  @Override
  public List<String> labelNames(List<Matcher> matchers, int limit) {
    var names = new TreeSet<String>();
    for (var block : blocks) {
      names.addAll(damages.reading(() -> block.labelNames(matchers)));
    }
    if (inHead(min, max)) {
      names.addAll(new LabelQueries(head).names(matchers));
    }
    return limited(names, limit);
  }

  @Override
  public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
    var values = new TreeSet<String>();
    for (var block : blocks) {
      values.addAll(damages.reading(() -> block.labelValues(name, matchers)));
    }
    if (inHead(min, max)) {
      values.addAll(new LabelQueries(head).values(name, matchers));
    }
    return limited(values, limit);
  }

  private static List<String> limited(Set<String> sorted, int limit) {
    return limit == 0 ? List.copyOf(sorted) : sorted.stream().limit(limit).toList();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      blocks.forEach(Block::close);
      head.epochs().leave(epoch);
    }
  }
}
