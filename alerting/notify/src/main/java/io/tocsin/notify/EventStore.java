package io.tocsin.notify;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.model.Event;
import io.tocsin.model.Events;
import io.tocsin.notify.events.EventMetrics;
import io.tocsin.notify.events.KeptEvents;
import io.tocsin.notify.state.StateLog;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Keeps events on disk and in memory. What [#add] took survives a crash from the moment it
/// returns. Safe for use by many threads.
public final class EventStore implements Events, Closeable {
  private final KeptEvents kept;

  private EventStore(KeptEvents kept) {
    this.kept = kept;
  }

  /// Opens what is kept in a directory of its own.
  ///
  /// @param count how many events are kept at most
  /// @param retentionMillis how long one is kept after its end
  /// @throws IOException if it cannot be read or written, or is in use
  public static EventStore open(
      Directory directory, int count, long retentionMillis, Clock clock, PrometheusRegistry metrics)
      throws IOException {
    var bounds = new KeptEvents.Bounds(count, retentionMillis);
    return new EventStore(KeptEvents.open(directory, clock, bounds, new EventMetrics(metrics)));
  }

  @Override
  public int add(List<Event> events) throws IOException {
    return kept.add(events);
  }

  @Override
  public List<Event> find(Query query, int limit) {
    return kept.find(query, limit);
  }

  /// Copies the files, with everything acknowledged in them, into a directory: for backups.
  public void copy(Directory to) throws IOException {
    kept.copy(to);
  }

  /// Returns the names of the files in a directory that nobody has open.
  public static List<String> files(Directory directory) throws IOException {
    return StateLog.files(directory);
  }

  /// Says what is wrong with the files in a directory that nobody has open; nothing if all is well.
  public static List<String> verify(Directory directory) throws IOException {
    return StateLog.verify(directory);
  }

  @Override
  public void close() throws IOException {
    kept.close();
  }
}
