package io.tocsin.notify.receivers;

import io.tocsin.notify.OutboxEntry;
import io.tocsin.notify.OutboxEntry.Exchange;
import io.tocsin.notify.OutboxEntry.Status;
import io.tocsin.notify.OutboxEntry.What;
import io.tocsin.notify.OutboxEntry.Whom;
import io.tocsin.notify.state.RecordReader;
import io.tocsin.notify.state.RecordWriter;
import java.util.ArrayList;

/// An entry of the outbox as a record: docs/format/notify.md.
final class OutboxRecord {
  private static final int TYPE = 1;

  private OutboxRecord() {}

  static byte[] write(OutboxEntry entry) {
    var out =
        new RecordWriter(TYPE)
            .number(entry.id())
            .number(entry.timeMillis())
            .text(entry.whom().receiver())
            .text(entry.whom().integration())
            .text(entry.whom().groupKey())
            .text(entry.whom().groupLabels())
            .number(entry.what().firing())
            .number(entry.what().resolved())
            .number(entry.what().attempts())
            .text(entry.reason())
            .text(entry.status().name())
            .text(entry.message())
            .count(entry.exchanges().size());
    for (var exchange : entry.exchanges()) {
      out.text(exchange.method())
          .text(exchange.url())
          .texts(exchange.headers())
          .text(exchange.body())
          .number(exchange.status())
          .text(exchange.answer())
          .number(exchange.tookMillis());
    }
    return out.bytes();
  }

  /// @throws java.nio.BufferUnderflowException if it is too short
  /// @throws IllegalArgumentException if it is no entry
  static OutboxEntry read(byte[] record) {
    var in = new RecordReader(record);
    if (in.type() != TYPE) {
      throw new IllegalArgumentException("type: " + in.type() + " (expected: " + TYPE + ")");
    }
    long id = in.number();
    long time = in.number();
    var whom = new Whom(in.text(), in.text(), in.text(), in.text());
    var what = new What((int) in.number(), (int) in.number(), (int) in.number());
    var reason = in.text();
    var status = Status.valueOf(in.text());
    var message = in.text();
    var exchanges = new ArrayList<Exchange>();
    for (int left = in.count(); left > 0; left--) {
      exchanges.add(
          new Exchange(
              in.text(),
              in.text(),
              in.texts(),
              in.text(),
              (int) in.number(),
              in.text(),
              in.number()));
    }
    return new OutboxEntry(id, time, whom, what, reason, status, message, exchanges);
  }
}
