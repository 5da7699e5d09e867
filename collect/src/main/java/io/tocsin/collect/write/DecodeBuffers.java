package io.tocsin.collect.write;

import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;

/// Buffers for decoded bodies, as many as may be decoded at once; a request beyond that waits.
/// Large ones are not kept.
final class DecodeBuffers {
  private static final int LARGEST_KEPT = 4 << 20;
  private static final int SMALLEST = 64 << 10;

  private final Semaphore free;
  private final ArrayDeque<byte[]> kept = new ArrayDeque<>();

  DecodeBuffers(int most) {
    this.free = new Semaphore(most, true);
  }

  /// Returns a buffer of at least `bytes` bytes with any content.
  byte[] take(int bytes) throws InterruptedException {
    free.acquire();
    byte[] last;
    synchronized (kept) {
      last = kept.pollLast();
    }
    return last != null && last.length >= bytes
        ? last
        : new byte[Math.max(SMALLEST, bytes > LARGEST_KEPT ? bytes : bytes + bytes / 4)];
  }

  void giveBack(byte[] buffer) {
    if (buffer.length <= LARGEST_KEPT) {
      synchronized (kept) {
        kept.addLast(buffer);
      }
    }
    free.release();
  }
}
