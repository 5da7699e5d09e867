package io.tocsin.collect.scrape;

import io.tocsin.collect.exposition.TextParser;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.Inflater;

/// What reading and parsing one response needs. Borrow with [Pool#borrow], give back by closing.
final class Buffers implements Closeable {
  /// Kept from response to response; a larger body's array is given to the collector.
  private static final int KEPT_BODY_BYTES = 1 << 20;

  private static final int IN_BYTES = 16 << 10;

  private final Pool pool;
  final byte[] in = new byte[IN_BYTES];
  final Inflater inflater = new Inflater(true);
  final CRC32 crc = new CRC32();
  final TextParser parser = new TextParser(new byte[0]);
  private byte[] body = new byte[64 << 10];
  private int bodyLength;

  private Buffers(Pool pool) {
    this.pool = pool;
  }

  byte[] body() {
    return body;
  }

  int bodyLength() {
    return bodyLength;
  }

  void bodyLength(int length) {
    bodyLength = length;
  }

  /// Doubles the room for the body, up to `max` bytes.
  ///
  /// @throws IOException if it is there already
  void growBody(long max) throws IOException {
    if (body.length >= max) {
      throw new IOException("body size: more than " + max + " bytes (expected: body_size_limit)");
    }
    body = Arrays.copyOf(body, (int) Math.min(max, body.length * 2L));
  }

  @Override
  public void close() {
    pool.giveBack(this);
  }

  /// Buffers that wait to be used again. Safe for use by many threads.
  static final class Pool implements Closeable {
    private static final int KEPT = 8;

    private final ConcurrentLinkedQueue<Buffers> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    Buffers borrow() {
      var found = free.poll();
      if (found == null) {
        return new Buffers(this);
      }
      kept.decrementAndGet();
      found.bodyLength = 0;
      return found;
    }

    private void giveBack(Buffers buffers) {
      buffers.parser.reset(buffers.in, 0, 0);
      if (buffers.body.length > KEPT_BODY_BYTES) {
        buffers.body = new byte[64 << 10];
      }
      if (kept.incrementAndGet() <= KEPT) {
        free.add(buffers);
      } else {
        kept.decrementAndGet();
        buffers.inflater.end();
      }
    }

    @Override
    public void close() {
      for (var buffers = free.poll(); buffers != null; buffers = free.poll()) {
        buffers.inflater.end();
      }
    }
  }
}
