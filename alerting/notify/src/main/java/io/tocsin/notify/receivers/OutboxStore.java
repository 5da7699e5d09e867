package io.tocsin.notify.receivers;

import io.tocsin.kit.Directory;
import io.tocsin.notify.Notification;
import io.tocsin.notify.Outbox;
import io.tocsin.notify.OutboxEntry;
import io.tocsin.notify.OutboxEntry.Exchange;
import io.tocsin.notify.OutboxEntry.Status;
import io.tocsin.notify.OutboxEntry.What;
import io.tocsin.notify.OutboxEntry.Whom;
import io.tocsin.notify.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps entries in memory and in files. An entry that is tried again replaces itself: its record
/// is written again under its number.
public final class OutboxStore implements Outbox, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxStore.class);
  static final String PREFIX = "outbox-";
  private static final int FILES = 4;

  private final OutboxMetrics metrics;
  private final int entriesMax;
  private final long bytesMax;
  private final RecordFiles files;
  private final TreeMap<Long, OutboxEntry> entries = new TreeMap<>();

  /// The entries that will be tried again, by who is told of what in which turn. One whose turn
  /// ends without a last attempt stays until the entry itself goes.
  private final Map<String, Long> open = new HashMap<>();

  private long bytes;
  private long lastId;

  private OutboxStore(Directory directory, int entriesMax, long bytesMax, OutboxMetrics metrics)
      throws IOException {
    this.metrics = metrics;
    this.entriesMax = entriesMax;
    this.bytesMax = bytesMax;
    this.files = RecordFiles.open(directory, PREFIX, this::replay);
  }

  /// Opens the outbox in a directory that others may share.
  ///
  /// @param bytesMax bounds what is in memory; on disk there is up to a half more
  public static OutboxStore open(
      Directory directory, int entriesMax, long bytesMax, OutboxMetrics metrics)
      throws IOException {
    return new OutboxStore(directory, entriesMax, bytesMax, metrics);
  }

  private void replay(byte[] record) {
    try {
      put(OutboxRecord.read(record));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      LOG.atWarn().addKeyValue("reason", e.toString()).log("outbox: a record of no use: left out");
    }
  }

  /// One attempt.
  ///
  /// @param integration as in `slack[0]`
  record Attempt(String integration, Outcome outcome, List<Exchange> exchanges) {}

  /// Takes note of one attempt.
  synchronized void add(Notification of, Attempt attempt) {
    var key =
        String.join(
            "/",
            Long.toString(of.times().nowMillis()),
            of.receiver(),
            attempt.integration(),
            of.groupKey());
    var known = open.get(key);
    var before = known == null ? null : entries.get(known);
    var entry = entry(before == null ? lastId + 1 : before.id(), before, of, attempt);
    if (entry.status() == Status.RETRYING && open.size() < entriesMax) {
      open.put(key, entry.id());
    } else {
      open.remove(key);
    }
    put(entry);
    write(entry);
  }

  private static OutboxEntry entry(
      long id, @Nullable OutboxEntry before, Notification of, Attempt attempt) {
    var status =
        switch (attempt.outcome()) {
          case Outcome.Delivered _ -> Status.DELIVERED;
          case Outcome.Retry _ -> Status.RETRYING;
          case Outcome.Failed _ -> Status.FAILED;
        };
    return new OutboxEntry(
        id,
        before == null ? of.nowMillis() : before.timeMillis(),
        new Whom(of.receiver(), attempt.integration(), of.groupKey(), of.groupLabels().toString()),
        new What(
            of.firing().size(),
            of.resolved().size(),
            before == null ? 1 : before.what().attempts() + 1),
        of.reason().toString(),
        status,
        message(attempt.outcome()),
        attempt.exchanges());
  }

  private static String message(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered _ -> "";
      case Outcome.Retry retry -> retry.message();
      case Outcome.Failed failed -> failed.message();
    };
  }

  private void put(OutboxEntry entry) {
    var before = entries.put(entry.id(), entry);
    lastId = Math.max(lastId, entry.id());
    bytes += size(entry) - (before == null ? 0 : size(before));
    while (entries.size() > entriesMax || (bytes > bytesMax && entries.size() > 1)) {
      var oldest = entries.pollFirstEntry();
      if (oldest != null) {
        bytes -= size(oldest.getValue());
        open.values().remove(oldest.getKey());
        metrics.dropped();
      }
    }
    metrics.kept(entries.size(), bytes);
  }

  private static long size(OutboxEntry entry) {
    long size = 200 + entry.message().length() + 2L * entry.whom().groupKey().length();
    for (var exchange : entry.exchanges()) {
      size += 200 + exchange.url().length() + exchange.body().length() + exchange.answer().length();
    }
    return size;
  }

  private void write(OutboxEntry entry) {
    try {
      files.append(OutboxRecord.write(entry));
      if (files.size() > bytesMax / FILES) {
        files.rotate();
        files.keep(FILES + 1);
      }
    } catch (IOException e) {
      metrics.failed();
      LOG.atWarn().addKeyValue("reason", e.getMessage()).log("outbox: cannot write");
    }
  }

  @Override
  public synchronized List<OutboxEntry> latest(String receiver, long beforeId, int limit) {
    var found = new ArrayList<OutboxEntry>();
    var older = beforeId == 0 ? entries : entries.headMap(beforeId, false);
    for (var entry : older.descendingMap().values()) {
      if (found.size() == limit) {
        break;
      }
      if (receiver.isEmpty() || entry.whom().receiver().equals(receiver)) {
        found.add(entry);
      }
    }
    return found;
  }

  @Override
  public synchronized @Nullable OutboxEntry find(long id) {
    return entries.get(id);
  }

  /// Copies the files as they are now into another directory: for backups.
  synchronized void copy(Directory to) throws IOException {
    files.copy(to);
  }

  @Override
  public synchronized void close() throws IOException {
    files.close();
  }
}
