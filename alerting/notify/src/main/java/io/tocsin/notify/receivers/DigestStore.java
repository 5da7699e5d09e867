package io.tocsin.notify.receivers;

import io.tocsin.kit.Directory;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.notify.state.RecordReader;
import io.tocsin.notify.state.RecordWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What digests have collected and not told yet, in memory and in files. Of an alert that was
/// collected twice the later state counts. Safe for use by many threads.
final class DigestStore implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(DigestStore.class);
  static final String PREFIX = "digest-";
  private static final int COLLECT = 2;
  private static final int TOLD = 3;
  private static final int ALERTS_MAX = 10_000;
  private static final long FILE_BYTES = 4 << 20;

  private final OutboxMetrics metrics;
  private final RecordFiles files;

  /// By digest, then by the alert's labels, in the order of collection.
  private final Map<String, Map<Labels, Collected>> digests = new LinkedHashMap<>();

  /// @param sinceMillis when the alert was collected first
  record Collected(Alert alert, long sinceMillis) {}

  private DigestStore(Directory directory, OutboxMetrics metrics) throws IOException {
    this.metrics = metrics;
    this.files = RecordFiles.open(directory, PREFIX, this::replay);
  }

  static DigestStore open(Directory directory, OutboxMetrics metrics) throws IOException {
    var store = new DigestStore(directory, metrics);
    store.rewrite();
    return store;
  }

  private void replay(byte[] bytes) {
    try {
      var in = new RecordReader(bytes);
      var digest = in.text();
      if (in.type() == TOLD) {
        forget(digest, in.texts());
        return;
      }
      var labels = Labels.of(in.texts());
      var alert = new Alert(labels, in.texts(), in.number(), in.number(), in.text());
      put(digest, alert, in.number());
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      LOG.atWarn().addKeyValue("reason", e.toString()).log("digest: a record of no use: left out");
    }
  }

  private void forget(String digest, Map<String, String> labels) {
    var known = digests.get(digest);
    if (known != null) {
      known.remove(Labels.of(labels));
    }
  }

  private boolean put(String digest, Alert alert, long nowMillis) {
    var known = digests.computeIfAbsent(digest, _ -> new LinkedHashMap<>());
    var before = known.get(alert.labels());
    if (before == null && known.size() == ALERTS_MAX) {
      metrics.digestDropped();
      return false;
    }
    known.put(
        alert.labels(), new Collected(alert, before == null ? nowMillis : before.sinceMillis()));
    return true;
  }

  /// Collects alerts.
  ///
  /// @throws IOException if they are not kept: they were not collected for certain
  synchronized void collect(String digest, List<Alert> alerts, long nowMillis) throws IOException {
    for (var alert : alerts) {
      if (put(digest, alert, nowMillis)) {
        files.append(record(digest, alert, nowMillis));
      }
    }
    if (files.size() > FILE_BYTES) {
      rewrite();
    }
  }

  private static byte[] record(String digest, Alert alert, long sinceMillis) {
    return new RecordWriter(COLLECT)
        .text(digest)
        .texts(map(alert.labels()))
        .texts(alert.annotations())
        .number(alert.startsAtMillis())
        .number(alert.endsAtMillis())
        .text(alert.generatorUrl())
        .number(sinceMillis)
        .bytes();
  }

  private static Map<String, String> map(Labels labels) {
    var map = new LinkedHashMap<String, String>();
    labels.forEach(label -> map.put(label.name(), label.value()));
    return map;
  }

  /// Returns what was collected.
  synchronized List<Collected> collected(String digest) {
    return List.copyOf(digests.getOrDefault(digest, Map.of()).values());
  }

  /// Forgets what was told, but for alerts that have changed since.
  synchronized void told(String digest, List<Collected> what) throws IOException {
    var known = digests.getOrDefault(digest, Map.of());
    for (var one : what) {
      if (known.remove(one.alert().labels(), one)) {
        var labels = map(one.alert().labels());
        files.append(new RecordWriter(TOLD).text(digest).texts(labels).bytes());
      }
    }
  }

  /// Writes what is of use into a new file and deletes the others.
  private synchronized void rewrite() throws IOException {
    files.rotate();
    var all = new ArrayList<byte[]>();
    digests.forEach((digest, known) ->
        known.values().forEach(one -> all.add(record(digest, one.alert(), one.sinceMillis()))));
    for (var record : all) {
      files.append(record);
    }
    files.keep(all.isEmpty() ? 0 : 1);
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
