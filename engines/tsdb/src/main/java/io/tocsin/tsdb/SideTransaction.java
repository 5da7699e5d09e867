package io.tocsin.tsdb;

import io.tocsin.model.Appender.ExemplarOutcome;
import io.tocsin.model.Exemplar;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.exemplars.Incoming;
import io.tocsin.tsdb.metadata.MetadataRecords;
import io.tocsin.tsdb.metadata.MetadataStore;
import io.tocsin.tsdb.metadata.MetadataStore.Verdict;
import io.tocsin.tsdb.wal.Wal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The exemplars and metadata of one transaction. What was judged here is judged again by the
/// commit. For one thread.
final class SideTransaction {
  private final SideStores stores;
  private final List<Incoming> exemplars = new ArrayList<>();
  private final List<MetadataStore.Entry> metadata = new ArrayList<>();

  SideTransaction(SideStores stores) {
    this.stores = stores;
  }

  ExemplarOutcome exemplar(Labels series, Exemplar exemplar, boolean ownTime) {
    if (exemplar.isTooLong()) {
      return stores.exemplars().count(ExemplarOutcome.LABELS_TOO_LONG);
    }
    var incoming = Incoming.of(series, exemplar, ownTime);
    var outcome = stores.exemplars().judge(incoming);
    if (outcome != ExemplarOutcome.ACCEPTED) {
      return stores.exemplars().count(outcome);
    }
    exemplars.add(incoming);
    return outcome;
  }

  boolean metadata(String family, MetricMetadata said) {
    var entry = new MetadataStore.Entry(family, said);
    var verdict = stores.metadata().judge(entry);
    if (verdict == Verdict.NEW) {
      metadata.add(entry);
    }
    return verdict != Verdict.REFUSED;
  }

  /// Writes to the log, then takes in; under the lock that a checkpoint takes to begin a segment,
  /// so that what is in an older one is in the checkpoint.
  ///
  /// @return the log's position behind it, 0 where there was nothing
  long commit(Wal wal, Object commitLock) throws IOException {
    if (exemplars.isEmpty() && metadata.isEmpty()) {
      return 0;
    }
    long position = 0;
    synchronized (commitLock) {
      if (!exemplars.isEmpty()) {
        var record = new ByteWriter(64 * exemplars.size());
        Incoming.write(exemplars, record);
        position = wal.exemplars(record);
        stores.exemplars().add(exemplars);
      }
      if (!metadata.isEmpty()) {
        var record = new ByteWriter(64 * metadata.size());
        MetadataRecords.write(metadata, record);
        position = wal.metadata(record);
        stores.metadata().add(metadata);
      }
    }
    return position;
  }

  void clear() {
    exemplars.clear();
    metadata.clear();
  }
}
