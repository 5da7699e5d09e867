package io.tocsin.notify.state;

import io.tocsin.kit.Clock;
import io.tocsin.notify.AlertmanagerOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What was sent: why nothing is sent twice.
public final class NotificationLog implements StateLog.Part {
  private static final int TYPE = 2;

  /// To whom something was sent.
  ///
  /// @param integration its kind, `webhook`
  /// @param index its position among those of its kind in the receiver
  public record Key(String groupKey, String receiver, String integration, int index) {}

  private record Entry(Sent sent, long forgetMillis) {}

  private final Clock clock;
  private final AlertmanagerOptions options;
  private final Map<Key, Entry> entries = new HashMap<>();
  private @Nullable StateLog log;

  NotificationLog(Clock clock, AlertmanagerOptions options) {
    this.clock = clock;
    this.options = options;
  }

  void keepIn(StateLog kept) {
    this.log = kept;
  }

  private StateLog log() {
    StateLog kept = log;
    if (kept == null) {
      throw new IllegalStateException("notification log: not open");
    }
    return kept;
  }

  @Override
  public void replay(RecordReader record) {
    if (record.type() != TYPE) {
      return;
    }
    var key = new Key(record.text(), record.text(), record.text(), record.integer());
    long forget = record.number();
    var sent =
        new Sent(record.number(), fingerprints(record), fingerprints(record), record.texts());
    entries.put(key, new Entry(sent, forget));
  }

  private static Set<Long> fingerprints(RecordReader record) {
    var set = new HashSet<Long>();
    for (int left = record.count(); left > 0; left--) {
      set.add(record.number());
    }
    return set;
  }

  @Override
  public void dump(Consumer<RecordWriter> to) {
    long now = clock.millis();
    entries.forEach((key, entry) -> {
      if (entry.forgetMillis() > now) {
        to.accept(record(key, entry));
      }
    });
  }

  private static RecordWriter record(Key key, Entry entry) {
    var sent = entry.sent();
    var out =
        new RecordWriter(TYPE)
            .text(key.groupKey())
            .text(key.receiver())
            .text(key.integration())
            .count(key.index())
            .number(entry.forgetMillis())
            .number(sent.atMillis());
    out.count(sent.firing().size());
    sent.firing().forEach(out::number);
    out.count(sent.resolved().size());
    sent.resolved().forEach(out::number);
    return out.texts(sent.memory());
  }

  /// Returns what was sent last, or null.
  public @Nullable Sent find(Key key) {
    var lock = log().lock();
    lock.lock();
    try {
      var entry = entries.get(key);
      return entry == null ? null : entry.sent();
    } finally {
      lock.unlock();
    }
  }

  /// Keeps what was sent, for at most `usefulMillis`.
  ///
  /// @throws IOException if it is known now but could not be written: a restart will not know it
  public void keep(Key key, Sent sent, long usefulMillis) throws IOException {
    var kept = log();
    var lock = kept.lock();
    lock.lock();
    try {
      long retention = options.retentionMillis();
      long useful = usefulMillis > 0 ? Math.min(usefulMillis, retention) : retention;
      var entry = new Entry(sent, clock.millis() + useful);
      entries.put(key, entry);
      kept.append(record(key, entry));
    } finally {
      lock.unlock();
    }
  }

  /// Forgets what is of no use any more.
  ///
  /// @return how many entries
  int forget() {
    var lock = log().lock();
    lock.lock();
    try {
      long now = clock.millis();
      int before = entries.size();
      entries.values().removeIf(entry -> entry.forgetMillis() <= now);
      return before - entries.size();
    } finally {
      lock.unlock();
    }
  }
}
