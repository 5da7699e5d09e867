package io.tocsin.notify.events;

import io.tocsin.model.Event;
import io.tocsin.model.Label;
import io.tocsin.model.Labels;
import io.tocsin.notify.state.RecordReader;
import io.tocsin.notify.state.RecordWriter;
import java.util.TreeMap;

/// The record of one event.
final class EventRecord {
  static final int TYPE = 16;

  private EventRecord() {}

  static RecordWriter write(Event event) {
    var labels = new TreeMap<String, String>();
    for (Label label : event.labels()) {
      labels.put(label.name(), label.value());
    }
    return new RecordWriter(TYPE)
        .text(event.id())
        .text(event.kind())
        .number(event.startMillis())
        .number(event.endMillis())
        .text(event.title())
        .text(event.text())
        .texts(labels);
  }

  static Event read(RecordReader record) {
    return new Event(
        record.text(),
        record.text(),
        record.number(),
        record.number(),
        record.text(),
        record.text(),
        Labels.of(record.texts()));
  }
}
