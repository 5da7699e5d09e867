package io.tocsin.api;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// What everybody who looks at the server should know, such as that its configuration could not be
/// read: now, and live to those who listen. Safe for use by many threads.
public final class Notices {
  /// The configuration file was refused; the one before is in force.
  public static final String BAD_CONFIGURATION = "Configuration reload has failed.";

  /// The server is about to end.
  public static final String SHUTTING_DOWN = "Tocsin is shutting down.";

  private static final int NOTICES_MAX = 100;
  private static final int WAITING_MAX = 2 * NOTICES_MAX;

  private final int listenersMax;
  private final Clock clock;
  private final Counter dropped;
  private final Map<String, Notice> active = new LinkedHashMap<>();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  /// @param listenersMax who may listen at the same time
  public Notices(int listenersMax, Clock clock, PrometheusRegistry registry) {
    this.listenersMax = listenersMax;
    this.clock = clock;
    this.dropped =
        Counter.builder()
            .name("tocsin_http_notices_dropped_total")
            .help("Notices that a listener was too slow for.")
            .register(registry);
    GaugeWithCallback.builder()
        .name("tocsin_http_notice_listeners")
        .help("Clients that listen to notices.")
        .callback(callback -> callback.call(listeners.size()))
        .register(registry);
  }

  /// One thing to know.
  ///
  /// @param dateMillis since when, Unix milliseconds
  /// @param active false in the word that it is over
  public record Notice(String text, long dateMillis, boolean active) {}

  /// One who listens: the notices that are still to be told. Close it.
  public final class Listener implements AutoCloseable {
    private final BlockingQueue<Notice> waiting = new LinkedBlockingQueue<>(WAITING_MAX);

    private volatile boolean open = true;

    private Listener() {}

    /// Tells whether more may come.
    public boolean isOpen() {
      return open || !waiting.isEmpty();
    }

    /// Returns the queue; whoever takes from it may wait there.
    public BlockingQueue<Notice> waiting() {
      return waiting;
    }

    private void tell(Notice notice) {
      if (!waiting.offer(notice)) {
        dropped.inc();
      }
    }

    @Override
    public void close() {
      open = false;
      listeners.remove(this);
    }
  }

  /// Says that something holds from now on; nothing happens where it is known.
  public synchronized void add(String text) {
    if (active.containsKey(text) || active.size() == NOTICES_MAX) {
      return;
    }
    var notice = new Notice(text, clock.millis(), true);
    active.put(text, notice);
    listeners.forEach(listener -> listener.tell(notice));
  }

  /// Says that something no longer holds.
  public synchronized void remove(String text) {
    var known = active.remove(text);
    if (known != null) {
      var over = new Notice(text, known.dateMillis(), false);
      listeners.forEach(listener -> listener.tell(over));
    }
  }

  /// Returns what holds now, the oldest first.
  public synchronized List<Notice> list() {
    return new ArrayList<>(active.values());
  }

  /// Begins to listen, to what holds now first; null where as many as may do so listen already.
  public synchronized @Nullable Listener listen() {
    if (listeners.size() >= listenersMax) {
      return null;
    }
    var listener = new Listener();
    active.values().forEach(listener::tell);
    listeners.add(listener);
    return listener;
  }

  /// Lets those who listen go, after what they have not been told yet.
  public synchronized void close() {
    List.copyOf(listeners).forEach(Listener::close);
  }
}
