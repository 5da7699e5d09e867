package io.tocsin.api.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One client that listens: a place in the ring. Close it. [#serve] is for the thread of the
/// request, [#cutIfStuck] for the one that looks.
final class LiveStream implements AutoCloseable {
  /// How soon a client that has left is noticed.
  private static final long WAIT_MILLIS = 500;

  /// After which a browser comes back; a page that was open over a restart is current soon.
  private static final byte[] RETRY = bytes("retry: 2000\n");

  private static final byte[] BEAT = bytes(":\n\n");

  private final Live live;
  private final Set<Topic> topics;
  private final Runnable cut;
  private final long openedNanos;
  private long place;
  private long wroteNanos;

  /// Since when a write waits for the client; 0 while none does.
  private volatile long writingNanos;

  LiveStream(Live live, Set<Topic> topics, Runnable cut) {
    this.live = live;
    this.topics = topics;
    this.cut = cut;
    this.openedNanos = live.clock().nanos();
    this.wroteNanos = openedNanos;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Tells the client everything until it leaves, is too slow, or has listened for long enough.
  ///
  /// @param lastId of the message that it heard last; empty for one that is new
  void serve(OutputStream out, String lastId, BooleanSupplier gone)
      throws IOException, InterruptedException {
    begin(out, lastId);
    while (!isOver() && !gone.getAsBoolean()) {
      var found = live.ring().after(place, topics, WAIT_MILLIS);
      if (found == null) {
        live.metrics().dropped.inc();
        return;
      }
      place = found.last();
      if (!found.messages().isEmpty()) {
        var text = new ByteArrayOutputStream();
        found.messages().forEach(message -> append(text, message));
        write(out, text.toByteArray());
      } else if (passed(wroteNanos) >= live.limits().beatMillis()) {
        write(out, BEAT);
      }
    }
  }

  private boolean isOver() {
    return live.isClosed() || passed(openedNanos) >= live.limits().lifeMillis();
  }

  private long passed(long sinceNanos) {
    return TimeUnit.NANOSECONDS.toMillis(live.clock().nanos() - sinceNanos);
  }

  /// The id comes first, so that even a client that has heard nothing yet can come back to it.
  private void begin(OutputStream out, String lastId) throws IOException {
    long last = live.ring().last();
    long heard = lastId.isEmpty() ? last : number(lastId);
    boolean known = live.ring().holdsAfter(heard);
    place = known ? heard : last;
    var text = new ByteArrayOutputStream();
    text.writeBytes(RETRY);
    text.writeBytes(bytes("id: " + id(place) + "\n"));
    if (!known) {
      live.metrics().resets.inc();
      text.writeBytes(bytes("event: reset\ndata: {}\n"));
    }
    text.write('\n');
    write(out, text.toByteArray());
  }

  private String id(long number) {
    return live.life() + "-" + number;
  }

  /// Returns the number of a message of this process, or -1.
  private long number(String id) {
    var head = live.life() + "-";
    var digits = id.startsWith(head) ? id.substring(head.length()) : "";
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
  }

  private void append(ByteArrayOutputStream text, Ring.Message message) {
    text.writeBytes(
        bytes("id: " + id(message.number()) + "\nevent: " + message.topic().text() + "\ndata: "));
    text.writeBytes(message.json());
    text.writeBytes(bytes("\n\n"));
  }

  private void write(OutputStream out, byte[] bytes) throws IOException {
    long now = live.clock().nanos();
    writingNanos = now == 0 ? 1 : now;
    out.write(bytes);
    out.flush();
    writingNanos = 0;
    wroteNanos = now;
  }

  /// Closes the connection of a client that takes nothing.
  void cutIfStuck(long nowNanos) {
    long since = writingNanos;
    if (since != 0
        && nowNanos - since > TimeUnit.MILLISECONDS.toNanos(live.limits().stuckMillis())) {
      writingNanos = 0;
      live.metrics().dropped.inc();
      cut.run();
    }
  }

  @Override
  public void close() {
    live.leave(this);
  }
}
