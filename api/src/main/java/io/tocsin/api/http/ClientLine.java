package io.tocsin.api.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The receiving side of one connection: every byte from the client comes through [#get], which
/// gives up on a client that takes too long over a request. While a request is answered, [#isGone]
/// reads ahead, so that the end of the connection is seen at once; what it read is kept for the
/// next request.
///
/// [#get], [#began] and [#ended] belong to the connection's thread; [#isGone] may be called by
/// others while a request is answered, one at a time.
final class ClientLine implements Supplier<byte[]> {
  /// A shorter request is over before anybody would notice that its client has gone.
  private static final long WATCH_AFTER_NANOS = 50_000_000;

  private final DataReader peeked;
  private final HelidonSocket socket;
  private final Patience patience;

  private Phase phase = Phase.HEAD;
  private long phaseNanos;
  private volatile @Nullable Ahead ahead;
  private volatile boolean gone;

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

  /// The request has been answered.
  void ended() {
    enter(Phase.IDLE);
  }

  private void enter(Phase next) {
    phase = next;
    phaseNanos = patience.clock().nanos();
  }

  /// Returns the next bytes, or null at the end of the connection.
  @Override
  @SuppressWarnings("NullAway") // the reader takes null for the end, which its signature hides
  public byte[] get() {
    while (true) {
      checkPatience();
      try {
        var bytes = next();
        if (phase == Phase.IDLE) {
          enter(Phase.HEAD);
        }
        return bytes;
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof SocketTimeoutException)) {
          throw e;
        }
        // the socket's own patience is short; ours depends on what is waited for
      }
    }
  }

  private void checkPatience() {
    long limit =
        switch (phase) {
          case IDLE -> patience.idleNanos();
          case HEAD -> patience.headNanos();
          case ANSWER -> patience.bodyNanos();
        };
    if (patience.clock().nanos() - phaseNanos > limit) {
      if (phase != Phase.IDLE) {
        patience.slow().inc();
      }
      throw new CloseConnectionException("client is too slow");
    }
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
    boolean again = known != null && known.done.getCount() == 0 && isTimeout(known.failure);
    if (known == null || again) {
      var fresh = new Ahead();
      ahead = fresh;
      Thread.ofVirtual().name("http-ahead").start(() -> readInto(fresh));
    }
    return gone;
  }

  private static boolean isTimeout(@Nullable RuntimeException failure) {
    return failure != null && failure.getCause() instanceof SocketTimeoutException;
  }

  private void readInto(Ahead target) {
    try {
      var bytes = read();
      target.bytes = bytes;
      gone = bytes == null;
    } catch (RuntimeException e) {
      target.failure = e;
      gone = !isTimeout(e);
    } finally {
      target.done.countDown();
    }
  }
}
