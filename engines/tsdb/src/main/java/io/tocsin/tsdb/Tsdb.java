package io.tocsin.tsdb;

import io.tocsin.kit.Clock;
import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import io.tocsin.model.Querier;
import io.tocsin.model.SeriesStore;
import io.tocsin.tsdb.head.CommitLog;
import io.tocsin.tsdb.head.Epochs;
import io.tocsin.tsdb.head.Head;
import io.tocsin.tsdb.head.HeadAppender;
import io.tocsin.tsdb.head.HeadOptions;
import io.tocsin.tsdb.head.SampleBatch;
import java.io.Closeable;
import java.util.concurrent.atomic.AtomicInteger;

/// The series store. Safe for use by many threads.
public final class Tsdb implements SeriesStore, Closeable {
  private final Head head;
  private final Epochs epochs = new Epochs();
  private final CommitLog log;
  private final Object commitLock = new Object();
  private final AtomicInteger groups = new AtomicInteger();

  private Tsdb(TsdbOptions options, Clock clock, CommitLog log) {
    this.log = log;
    this.head =
        new Head(
            new HeadOptions(
                options.blockMillis(),
                options.maxSeries(),
                options.retentionMillis(),
                options.aheadMillis()),
            clock,
            epochs);
  }

  /// Returns a store that keeps nothing on disk.
  public static Tsdb inMemory(TsdbOptions options, Clock clock) {
    return new Tsdb(options, clock, new NoLog());
  }

  private record NoLog() implements CommitLog {
    @Override
    public void series(int id, Labels labels) {}

    @Override
    public long samples(int group, SampleBatch batch) {
      return 0;
    }

    @Override
    public void sync(long position) {}
  }

  @Override
  public int openGroup() {
    return groups.incrementAndGet();
  }

  @Override
  public void closeGroup(int group) {}

  @Override
  public Appender appender(int group) {
    return new HeadAppender(head, log, commitLock, group);
  }

  @Override
  public Querier querier(long mintMillis, long maxtMillis) {
    return new StoreQuerier(head, epochs, mintMillis, maxtMillis);
  }

  @Override
  public void close() {
    head.close();
  }
}
