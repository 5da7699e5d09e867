package io.tocsin.api.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The receiving side of one connection: every byte from the client comes through [#get], and a
/// watch closes the connection of a client that keeps it waiting for too long. While a request is
/// answered, [#isGone] reads ahead, so that the end of the connection is seen at once; what it read
/// is kept for the next request.
///
/// [#get], [#began] and [#ended] belong to the connection's thread; [#isGone] may be called by
/// others while a request is answered, one at a time; [#closeIfOverdue] by the watch at any time.
final class ClientLine implements Supplier<byte[]> {
  /// A shorter request is over before anybody would notice that its client has gone.
  private static final long WATCH_AFTER_NANOS = 50_000_000;

  /// What is read ahead of a head of HTTP/1.0 at most; the rest of a longer one is refused later.
  private static final int OLD_HEAD_MAX_BYTES = 128 << 10;

  /// For how long and how much a client that was refused in the middle of a request may go on
  /// sending: a connection that is closed on unread bytes is reset, and the answer lost with it.
  private static final Duration LINGER = Duration.ofMillis(300);

  private static final int LINGER_MAX_BYTES = 4 << 20;

  private final DataReader peeked;
  private final HelidonSocket socket;
  private final Patience patience;

  private volatile Phase phase = Phase.HEAD;
  private volatile long phaseNanos;
  private volatile boolean waiting;
  private volatile @Nullable Ahead ahead;
  private volatile boolean gone;
  private boolean closing;
  private boolean told;
  private boolean old;

  private enum Phase {
    IDLE,
    HEAD,
    ANSWER
  }

  /// A read in the background, and what came of it.
  private static final class Ahead {
    private final CountDownLatch done = new CountDownLatch(1);
    private byte @Nullable [] bytes;
    private @Nullable RuntimeException failure;
  }

  /// @param peeked holds what was read to tell the protocol
  ClientLine(DataReader peeked, HelidonSocket socket, Patience patience) {
    this.peeked = peeked;
    this.socket = socket;
    this.patience = patience;
    this.phaseNanos = patience.clock().nanos();
  }

  /// The head of a request has been read.
  void began() {
    enter(Phase.ANSWER);
  }

  /// The request has been answered; `last` when the client wants no other on this connection.
  void ended(boolean last) {
    closing = last;
    enter(Phase.IDLE);
  }

  private void enter(Phase next) {
    // the time first: the watch must not hold the new phase's limit against the old one's time
    phaseNanos = patience.clock().nanos();
    phase = next;
  }

  /// Returns the next bytes, or null at the end of the connection.
  @Override
  @SuppressWarnings("NullAway") // the reader takes null for the end, which its signature hides
  public byte[] get() {
    if (closing) {
      return null;
    }
    if (isOverdue()) {
      throw new CloseConnectionException("client is too slow");
    }
    waiting = true;
    try {
      var bytes = told ? next() : first(next());
      if (phase == Phase.IDLE) {
        enter(Phase.HEAD);
      }
      return bytes;
    } finally {
      waiting = false;
    }
  }

  /// Tells whether the client speaks HTTP/1.0; known once a request has been read.
  boolean isOld() {
    return old;
  }

  /// Reads on until the first line tells the version of HTTP. Where it is 1.0, which no later
  /// request of the connection can be, the whole head comes in the words of 1.1.
  private byte @Nullable [] first(byte @Nullable [] start) {
    if (start == null) {
      return null;
    }
    var bytes = start;
    while (bytes.length < OLD_HEAD_MAX_BYTES && !isTold(bytes)) {
      if (isOverdue()) {
        throw new CloseConnectionException("client is too slow");
      }
      var more = next();
      if (more == null) {
        break;
      }
      int known = bytes.length;
      bytes = Arrays.copyOf(bytes, known + more.length);
      System.arraycopy(more, 0, bytes, known, more.length);
    }
    told = true;
    old = OldHead.isOld(bytes);
    return old ? OldHead.rewritten(bytes) : bytes;
  }

  private static boolean isTold(byte[] bytes) {
    return OldHead.hasLine(bytes) && (!OldHead.isOld(bytes) || OldHead.isWhole(bytes));
  }

  /// Takes what the client still sends of a request that was refused, up to a limit.
  void linger() throws InterruptedException {
    if (phase != Phase.IDLE && !gone) {
      var drain = Thread.ofVirtual().name("http-linger").start(this::drain);
      if (!drain.join(LINGER)) {
        socket.close();
      }
    }
  }

  private void drain() {
    try {
      int left = LINGER_MAX_BYTES;
      var bytes = socket.get();
      while (bytes != null && left > 0) {
        left -= bytes.length;
        bytes = socket.get();
      }
    } catch (RuntimeException e) {
      gone = true; // closed by the client or by us
    }
  }

  /// Closes the connection where the client has kept it waiting for too long.
  void closeIfOverdue() {
    if (waiting && isOverdue()) {
      if (phase != Phase.IDLE) {
        patience.slow().inc();
      }
      socket.close();
    }
  }

  /// Closes the connection, whatever is going on.
  void cut() {
    gone = true;
    socket.close();
  }

  private boolean isOverdue() {
    long limit =
        switch (phase) {
          case IDLE -> patience.idleNanos();
          case HEAD -> patience.headNanos();
          case ANSWER -> patience.bodyNanos();
        };
    return patience.clock().nanos() - phaseNanos > limit;
  }

  private byte @Nullable [] next() {
    var known = ahead;
    if (known == null) {
      return read();
    }
    try {
      known.done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("interrupted", e);
    }
    ahead = null;
    var failure = known.failure;
    if (failure != null) {
      throw failure;
    }
    return known.bytes;
  }

  private byte @Nullable [] read() {
    int buffered = peeked.available();
    return buffered > 0 ? peeked.readBytes(buffered) : socket.get();
  }

  /// Tells whether the client has closed its connection. Cheap enough to be asked often.
  boolean isGone() {
    var known = ahead;
    if (gone || patience.clock().nanos() - phaseNanos < WATCH_AFTER_NANOS) {
      return gone;
    }
    if (known == null) {
      var fresh = new Ahead();
      ahead = fresh;
      Thread.ofVirtual().name("http-ahead").start(() -> readInto(fresh));
    }
    return gone;
  }

  private void readInto(Ahead target) {
    try {
      var bytes = read();
      target.bytes = bytes;
      gone = bytes == null;
    } catch (RuntimeException e) {
      target.failure = e;
      gone = true;
    } finally {
      target.done.countDown();
    }
  }
}
