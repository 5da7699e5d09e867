package io.tocsin.notify.state;

import io.tocsin.model.Labels;
import io.tocsin.notify.Acknowledgement;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who has taken which alert on.
public final class AcknowledgementLog implements StateLog.Part {
  private static final int PUT = 3;
  private static final int REMOVE = 4;

  private final Map<Labels, Acknowledgement> entries = new HashMap<>();
  private @Nullable StateLog log;

  void keepIn(StateLog kept) {
    this.log = kept;
  }

  private StateLog log() {
    StateLog kept = log;
    if (kept == null) {
      throw new IllegalStateException("acknowledgements: not open");
    }
    return kept;
  }

  @Override
  public void replay(RecordReader record) {
    if (record.type() == PUT) {
      var labels = Labels.of(record.texts());
      entries.put(labels, new Acknowledgement(record.text(), record.number(), record.text()));
    } else if (record.type() == REMOVE) {
      entries.remove(Labels.of(record.texts()));
    }
  }

  @Override
  public void dump(Consumer<RecordWriter> to) {
    entries.forEach((labels, entry) -> to.accept(record(labels, entry)));
  }

  private static RecordWriter record(Labels labels, Acknowledgement entry) {
    return write(PUT, labels).text(entry.by()).number(entry.atMillis()).text(entry.comment());
  }

  private static RecordWriter write(int type, Labels labels) {
    var texts = new HashMap<String, String>();
    labels.forEach(label -> texts.put(label.name(), label.value()));
    return new RecordWriter(type).texts(texts);
  }

  /// Returns who has taken the alert on, or null.
  public @Nullable Acknowledgement find(Labels labels) {
    var lock = log().lock();
    lock.lock();
    try {
      return entries.get(labels);
    } finally {
      lock.unlock();
    }
  }

  /// Keeps who has taken the alert on; the first one stays.
  ///
  /// @return who has
  public Acknowledgement put(Labels labels, Acknowledgement entry) throws IOException {
    var lock = log().lock();
    lock.lock();
    try {
      var first = entries.get(labels);
      if (first != null) {
        return first;
      }
      log().append(record(labels, entry));
      entries.put(labels, entry);
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /// Forgets it: the alert is over.
  public void remove(Labels labels) throws IOException {
    var lock = log().lock();
    lock.lock();
    try {
      if (entries.remove(labels) != null) {
        log().append(write(REMOVE, labels));
      }
    } finally {
      lock.unlock();
    }
  }
}
