package io.tocsin.notify.events;

import io.tocsin.model.Event;
import io.tocsin.notify.state.RecordReader;
import io.tocsin.notify.state.RecordWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// How many events of each kind and source there ever were: a counter that a restart does not set
/// back, so that what counts increases sees none that is not there. For one thread at a time.
final class EventCounts {
  static final int TYPE = 17;

  /// What further kinds and sources are counted as.
  private static final Key OTHERS = new Key("other", "other");

  private static final int KEYS_MAX = 500;
  private static final String SOURCE = "source";

  private final Map<Key, Long> counts = new TreeMap<>();

  /// @param source the event's label of that name; `api` where it has none
  record Key(String kind, String source) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byKind = kind.compareTo(other.kind);
      return byKind == 0 ? source.compareTo(other.source) : byKind;
    }
  }

  /// Counts one.
  ///
  /// @return under what it is counted
  Key add(Event event) {
    var source = event.labels().value(SOURCE);
    var key = new Key(event.kind(), source.isEmpty() ? "api" : source);
    if (!counts.containsKey(key) && counts.size() >= KEYS_MAX) {
      key = OTHERS;
    }
    counts.merge(key, 1L, Long::sum);
    return key;
  }

  long of(Key key) {
    return counts.getOrDefault(key, 0L);
  }

  /// Takes what a record says instead of what was counted.
  void replay(RecordReader record) {
    counts.put(new Key(record.text(), record.text()), record.number());
  }

  RecordWriter record(Key key) {
    return new RecordWriter(TYPE).text(key.kind()).text(key.source()).number(of(key));
  }

  void dump(Consumer<RecordWriter> to) {
    counts.keySet().forEach(key -> to.accept(record(key)));
  }

  void tell(EventMetrics metrics) {
    counts.forEach(metrics::told);
  }
}
