package io.tocsin.api.prometheus;

import io.tocsin.api.Notices;
import io.tocsin.api.Notices.Notice;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// What everybody who looks at the server should know: as a list, and live as server-sent events.
final class NoticeEndpoints {
  private static final long LOOK_MILLIS = 1_000;
  private static final int LOOKS_BETWEEN_BEATS = 15;
  private static final byte[] BEGIN = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

  /// A comment: it keeps proxies from closing a silent connection, and finds clients that are gone.
  private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Notices notices;

  NoticeEndpoints(Notices notices) {
    this.notices = notices;
  }

  void list(Exchange exchange) throws IOException {
    var known = notices.list();
    Envelope.send(
        exchange,
        json -> {
          json.beginArray();
          for (var notice : known) {
            write(json, notice);
          }
          json.endArray();
        });
  }

  private static void write(JsonWriter json, Notice notice) throws IOException {
    json.beginObject().field("text", notice.text());
    json.field("date", Times.text(notice.dateMillis()));
    json.field("active", notice.active()).endObject();
  }

  void live(Exchange exchange) throws IOException, InterruptedException {
    var listener = notices.listen();
    if (listener == null) {
      exchange.send(204);
      return;
    }
    try (listener) {
      exchange.set("Cache-Control", "no-cache");
      var out = exchange.streamAsIs(200, "text/event-stream");
      // the head leaves with the first byte of the body only
      out.write(BEAT);
      out.flush();
      tell(listener, exchange, out);
      out.close();
    }
  }

  private static void tell(Notices.Listener listener, Exchange exchange, OutputStream out)
      throws IOException, InterruptedException {
    int silent = 0;
    while (listener.isOpen() && !exchange.gone().getAsBoolean()) {
      var notice = listener.waiting().poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (notice != null) {
        out.write(BEGIN);
        out.write(json(notice));
        out.write(END);
        out.flush();
        silent = 0;
      } else if (++silent == LOOKS_BETWEEN_BEATS) {
        out.write(BEAT);
        out.flush();
        silent = 0;
      }
    }
  }

  private static byte[] json(Notice notice) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var json = new JsonWriter(out)) {
      write(json, notice);
    }
    return out.toByteArray();
  }
}
