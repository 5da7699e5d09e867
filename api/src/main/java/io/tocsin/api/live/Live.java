package io.tocsin.api.live;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import java.io.Closeable;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has changed, for those who listen. Safe for use by many threads.
public final class Live implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Live.class);
  private static final long TICK_NANOS = 200_000_000;
  private static final long LOOK_NANOS = 1_000_000_000;
  private static final long APART_NANOS = 1_000_000_000;

  /// How much of a processor looking may take: one part of this many.
  private static final long LOOK_SHARE = 50;

  private final Limits limits;
  private final Clock clock;
  private final LiveMetrics metrics;
  private final Ring ring;
  private final String life;
  private final Map<Topic, Supplier<Map<String, String>>> watched = new EnumMap<>(Topic.class);
  private final Map<Topic, Changes> changes = new EnumMap<>(Topic.class);

  // of the thread that looks
  private final Map<Topic, Map<String, String>> known = new EnumMap<>(Topic.class);
  private final Map<Topic, Long> sentNanos = new EnumMap<>(Topic.class);
  private long nextLookNanos;

  private final Set<LiveStream> streams = new LinkedHashSet<>();
  private @Nullable Thread looking;
  private boolean closed;

  /// What may be used.
  ///
  /// @param streams at the same time
  /// @param messages that are kept for those who come back
  /// @param beatMillis after which a silent stream says that it lives
  /// @param lifeMillis after which a stream ends, so that a client that comes back shows again who
  ///   it is
  /// @param stuckMillis after which a client that takes nothing is cut off
  public record Limits(
      int streams, int messages, long beatMillis, long lifeMillis, long stuckMillis) {
    public static final Limits STANDARD = new Limits(200, 512, 15_000, 3_600_000, 10_000);
  }

  public Live(Limits limits, Clock clock, PrometheusRegistry registry) {
    this.limits = limits;
    this.clock = clock;
    this.ring = new Ring(limits.messages());
    this.life = Long.toString(clock.millis(), Character.MAX_RADIX);
    this.nextLookNanos = clock.nanos();
    this.metrics = new LiveMetrics(registry, this::size);
    for (var topic : Topic.values()) {
      changes.put(topic, new Changes());
    }
  }

  /// Has states looked at while somebody listens; a name whose state changes, appears or goes is
  /// told. To be called before the first stream.
  ///
  /// @param states by name, as cheap as they can be
  public void watch(Topic topic, Supplier<Map<String, String>> states) {
    watched.put(topic, states);
  }

  /// Tells of a change that nobody would see by looking.
  public void tell(Topic topic, String name) {
    synchronized (changes) {
      changesOf(topic).add(name);
    }
  }

  private Changes changesOf(Topic topic) {
    return Objects.requireNonNull(changes.get(topic));
  }

  Limits limits() {
    return limits;
  }

  Clock clock() {
    return clock;
  }

  Ring ring() {
    return ring;
  }

  /// Returns what the ids of this process' messages begin with.
  String life() {
    return life;
  }

  LiveMetrics metrics() {
    return metrics;
  }

  private synchronized int size() {
    return streams.size();
  }

  /// Begins to listen; null where as many as may do so listen already, or the server ends.
  ///
  /// @param cut closes the connection, so that whoever writes to it stops
  synchronized @Nullable LiveStream open(Set<Topic> topics, Runnable cut) {
    if (closed || streams.size() >= limits.streams()) {
      metrics.refused.inc();
      return null;
    }
    var stream = new LiveStream(this, topics, cut);
    streams.add(stream);
    if (looking == null) {
      // at once, so that the client hears of everything that changes from now on
      watched.forEach(this::compare);
      looking = Thread.ofVirtual().name("live").start(this::look);
    }
    return stream;
  }

  synchronized void leave(LiveStream stream) {
    streams.remove(stream);
  }

  private void look() {
    try {
      while (isWanted()) {
        tick();
        clock.sleepNanos(TICK_NANOS);
      }
    } catch (InterruptedException closing) {
      LOG.atDebug().setCause(closing).log("no longer looks");
    }
  }

  private synchronized boolean isWanted() {
    if (closed || streams.isEmpty()) {
      looking = null;
      return false;
    }
    return true;
  }

  private void tick() {
    long now = clock.nanos();
    if (now - nextLookNanos >= 0) {
      watched.forEach(this::compare);
      long took = clock.nanos() - now;
      nextLookNanos = now + Math.max(LOOK_NANOS, took * LOOK_SHARE);
    }
    for (var topic : Topic.values()) {
      send(topic, now);
    }
    stuck(now);
  }

  /// The first look tells nothing: whoever listens has just asked for everything.
  private void compare(Topic topic, Supplier<Map<String, String>> states) {
    try {
      var now = states.get();
      var before = known.put(topic, now);
      if (before != null) {
        now.forEach((name, state) -> {
          if (!state.equals(before.get(name))) {
            tell(topic, name);
          }
        });
        before.keySet().stream()
            .filter(name -> !now.containsKey(name))
            .forEach(name -> tell(topic, name));
      }
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).addKeyValue("topic", topic.text()).log("cannot look for changes");
    }
  }

  private void send(Topic topic, long now) {
    var sent = sentNanos.get(topic);
    if (sent != null && now - sent < APART_NANOS) {
      return;
    }
    byte[] json;
    synchronized (changes) {
      var pending = changesOf(topic);
      if (pending.isEmpty()) {
        return;
      }
      json = pending.taken();
    }
    sentNanos.put(topic, now);
    metrics.messages.labelValues(topic.text()).inc();
    ring.add(topic, json);
  }

  private synchronized void stuck(long now) {
    streams.forEach(stream -> stream.cutIfStuck(now));
  }

  /// Ends all streams and takes no more.
  @Override
  public synchronized void close() {
    closed = true;
    ring.close();
    var thread = looking;
    if (thread != null) {
      thread.interrupt();
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
