package io.tocsin.notify.events;

import io.tocsin.kit.Clock;
import io.tocsin.kit.Directory;
import io.tocsin.model.Event;
import io.tocsin.model.Events;
import io.tocsin.notify.state.RecordReader;
import io.tocsin.notify.state.RecordWriter;
import io.tocsin.notify.state.StateLog;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The events that are kept: bounded in number and age, the oldest go first.
public final class KeptEvents implements Events, Closeable {
  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::startMillis).thenComparing(Event::id);

  private final StateLog log;
  private final Clock clock;
  private final Bounds bounds;
  private final EventMetrics metrics;
  private final Map<String, Event> byId;
  private final TreeSet<Event> byTime;
  private final EventCounts counts;

  /// How many events are kept at most, and how long.
  public record Bounds(int count, long retentionMillis) {
    public Bounds {
      if (count < 1 || retentionMillis < 1) {
        throw new IllegalArgumentException("events: count and retention (expected: > 0)");
      }
    }
  }

  private KeptEvents(
      StateLog log, Memory memory, Clock clock, Bounds bounds, EventMetrics metrics) {
    this.log = log;
    this.byId = memory.byId;
    this.byTime = memory.byTime;
    this.counts = memory.counts;
    this.clock = clock;
    this.bounds = bounds;
    this.metrics = metrics;
    metrics.kept(byTime.size());
    counts.tell(metrics);
  }

  /// Opens what is kept in a directory of its own.
  ///
  /// @throws IOException if it cannot be read or written, or is in use
  public static KeptEvents open(
      Directory directory, Clock clock, Bounds bounds, EventMetrics metrics) throws IOException {
    var memory = new Memory(clock, bounds);
    var log = StateLog.open(directory, List.of(memory));
    return new KeptEvents(log, memory, clock, bounds, metrics);
  }

  /// What is in memory, as the log sees it.
  private static final class Memory implements StateLog.Part {
    private final Map<String, Event> byId = new HashMap<>();
    private final TreeSet<Event> byTime = new TreeSet<>(ORDER);
    private final EventCounts counts = new EventCounts();
    private final Clock clock;
    private final Bounds bounds;

    Memory(Clock clock, Bounds bounds) {
      this.clock = clock;
      this.bounds = bounds;
    }

    @Override
    public void replay(RecordReader record) {
      if (record.type() == EventRecord.TYPE) {
        put(byId, byTime, EventRecord.read(record));
        forget(byId, byTime, bounds, clock.millis());
      } else if (record.type() == EventCounts.TYPE) {
        counts.replay(record);
      }
    }

    @Override
    public void dump(Consumer<RecordWriter> to) {
      byTime.forEach(event -> to.accept(EventRecord.write(event)));
      counts.dump(to);
    }
  }

  private static void put(Map<String, Event> byId, NavigableSet<Event> byTime, Event event) {
    var before = byId.put(event.id(), event);
    if (before != null) {
      byTime.remove(before);
    }
    byTime.add(event);
  }

  /// Returns how many are kept no more.
  private static int forget(
      Map<String, Event> byId, NavigableSet<Event> byTime, Bounds bounds, long nowMillis) {
    int forgotten = 0;
    long oldest = nowMillis - bounds.retentionMillis();
    while (!byTime.isEmpty()
        && (byTime.size() > bounds.count() || byTime.first().endMillis() < oldest)) {
      byId.remove(byTime.pollFirst().id());
      forgotten++;
    }
    return forgotten;
  }

  @Override
  public int add(List<Event> events) throws IOException {
    log.lock().lock();
    try {
      count(events);
      int added = 0;
      for (var event : events) {
        if (!event.equals(byId.get(event.id()))) {
          log.append(EventRecord.write(event));
          put(byId, byTime, event);
          added++;
        }
      }
      metrics.forgotten(forget(byId, byTime, bounds, clock.millis()));
      metrics.added(added);
      metrics.kept(byTime.size());
      return added;
    } finally {
      log.lock().unlock();
    }
  }

  /// Counts those whose ids are new, before they are kept: if this ends in between, one that is
  /// told again is counted twice rather than never.
  private void count(List<Event> events) throws IOException {
    var ids = new HashSet<String>();
    var changed = new TreeSet<EventCounts.Key>();
    for (var event : events) {
      if (!byId.containsKey(event.id()) && ids.add(event.id())) {
        var key = counts.add(event);
        metrics.told(key, 1);
        changed.add(key);
      }
    }
    for (var key : changed) {
      log.append(counts.record(key));
    }
  }

  @Override
  public List<Event> find(Query query, int limit) {
    log.lock().lock();
    try {
      var found = new ArrayList<Event>();
      for (var event : byTime.descendingSet()) {
        if (found.size() == limit) {
          break;
        }
        if (query.matches(event)) {
          found.add(event);
        }
      }
      return found;
    } finally {
      log.lock().unlock();
    }
  }

  /// Copies the files, with everything acknowledged in them, into a directory: for backups.
  public void copy(Directory to) throws IOException {
    log.copy(to);
  }

  @Override
  public void close() throws IOException {
    metrics.close();
    log.close();
  }
}
