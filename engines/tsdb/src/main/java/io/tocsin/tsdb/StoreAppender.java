package io.tocsin.tsdb;

import io.tocsin.model.Appender;
import io.tocsin.model.Exemplar;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import io.tocsin.tsdb.head.HeadAppender;
import io.tocsin.tsdb.wal.Wal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One transaction into the store: samples into the head, exemplars and metadata beside it.
final class StoreAppender implements Appender {
  private final HeadAppender head;
  private final SideStores stores;
  private final Wal wal;
  private final Object commitLock;
  private @Nullable SideTransaction side;

  StoreAppender(HeadAppender head, SideStores stores, Wal wal, Object commitLock) {
    this.head = head;
    this.stores = stores;
    this.wal = wal;
    this.commitLock = commitLock;
  }

  @Override
  public int series(Labels labels) {
    return head.series(labels);
  }

  @Override
  public Outcome append(int series, long timestampMillis, double value) {
    return head.append(series, timestampMillis, value);
  }

  @Override
  public Outcome append(int series, long timestampMillis, Histogram value) {
    return head.append(series, timestampMillis, value);
  }

  @Override
  public void startTimestamp(int series, long startMillis) {
    head.startTimestamp(series, startMillis);
  }

  @Override
  public ExemplarOutcome exemplar(int series, Exemplar exemplar, boolean ownTime) {
    if (!head.isKnown(series)) {
      return stores.exemplars().count(ExemplarOutcome.UNKNOWN_SERIES);
    }
    return side().exemplar(head.labels(series), exemplar, ownTime);
  }

  @Override
  public boolean metadata(String family, MetricMetadata metadata) {
    return side().metadata(family, metadata);
  }

  private SideTransaction side() {
    if (side == null) {
      side = new SideTransaction(stores);
    }
    return side;
  }

  @Override
  public long lastTimestamp(int series) {
    return head.lastTimestamp(series);
  }

  @Override
  public Labels labels(int series) {
    return head.labels(series);
  }

  @Override
  public int commit(Durability durability) throws IOException {
    try {
      // Before the samples, so that one sync of theirs serves both.
      long position = side == null ? 0 : side.commit(wal, commitLock);
      int stored = head.commit(durability);
      if (position > 0 && durability == Durability.SYNCED) {
        wal.sync(position);
      }
      return stored;
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    head.close();
    if (side != null) {
      side.clear();
    }
  }
}
