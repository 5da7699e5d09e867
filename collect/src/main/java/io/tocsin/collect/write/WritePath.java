package io.tocsin.collect.write;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.WriteAnswer;
import io.tocsin.kit.Clock;
import io.tocsin.kit.SnappyBlock;
import io.tocsin.model.Appender;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StoreException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The way of one request from its body to its answer. Safe for use by many threads.
public final class WritePath {
  private static final int MOST_DECODED_BYTES = 32 << 20;
  private static final int MOST_CACHED_SERIES = 1 << 21;

  private final SeriesStore store;
  private final Clock clock;
  private final SeriesCache cache;
  private final DecodeBuffers buffers;
  private final WriteMetrics metrics;
  private final SipHash hash = SipHash.withRandomKey();

  public WritePath(SeriesStore store, Clock clock, PrometheusRegistry registry) {
    this.store = store;
    this.clock = clock;
    this.cache = new SeriesCache(MOST_CACHED_SERIES, clock.nanos());
    this.buffers = new DecodeBuffers(2 * Runtime.getRuntime().availableProcessors());
    this.metrics = new WriteMetrics(registry, cache);
  }

  /// Decodes and stores a request; see the receiver in the root package.
  public WriteAnswer write(
      byte[] body, int length, @Nullable String contentType, @Nullable String contentEncoding) {
    var problem = headersProblem(contentType, contentEncoding);
    var answer = problem.isEmpty() ? store(body, length) : new WriteAnswer(415, problem, 0);
    metrics.answered(answer.status(), length);
    return answer;
  }

  private static String headersProblem(@Nullable String type, @Nullable String encoding) {
    if (encoding != null && !encoding.isEmpty() && !encoding.equalsIgnoreCase("snappy")) {
      return "Content-Encoding: " + encoding + " (expected: snappy)";
    }
    return type == null || isVersion1(type)
        ? ""
        : "Content-Type: "
            + type
            + " (expected: application/x-protobuf or"
            + " application/x-protobuf;proto=prometheus.WriteRequest)";
  }

  private static boolean isVersion1(String contentType) {
    var parts = contentType.split(";", -1);
    var type = parts[0].strip().toLowerCase(Locale.ROOT);
    boolean matches = type.isEmpty() || type.equals("application/x-protobuf");
    for (int i = 1; i < parts.length; i++) {
      var pair = parts[i].strip().split("=", 2);
      boolean isMessage = pair[0].equalsIgnoreCase("proto") && pair.length == 2;
      matches &= !isMessage || pair[1].equals("prometheus.WriteRequest");
    }
    return matches;
  }

  private WriteAnswer store(byte[] body, int length) {
    cache.renew(clock.nanos());
    try (var appender = store.appender(0)) {
      var request = walk(body, length, appender);
      metrics.walked(request);
      return commit(request, appender);
    } catch (TooLargeException e) {
      return new WriteAnswer(413, message(e), 0);
    } catch (MalformedWriteException e) {
      return new WriteAnswer(400, message(e), 0);
    } catch (StoreException e) {
      return new WriteAnswer(e.kind() == StoreException.Kind.LIMIT ? 429 : 503, message(e), 0);
    } catch (IOException e) {
      return new WriteAnswer(503, "write: " + message(e), 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new WriteAnswer(503, "write: the server is closing (expected: a retry)", 0);
    }
  }

  private static String message(Exception e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /// Decodes into a buffer that is given back before the commit, which waits for the disk.
  private WriteRequest walk(byte[] body, int length, Appender appender)
      throws InterruptedException {
    var block = new SnappyBlock(body, length);
    long decoded = declaredLength(block);
    if (decoded > MOST_DECODED_BYTES) {
      throw new TooLargeException(decoded, MOST_DECODED_BYTES);
    }
    if (decoded > (long) length * SnappyBlock.MOST_GROWTH) {
      throw new MalformedWriteException(
          "body: " + length + " bytes declare " + decoded + " (expected: a snappy block)");
    }
    byte[] buffer = buffers.take((int) decoded + SnappyBlock.SLACK);
    try {
      decode(block, buffer, (int) decoded);
      var request = new WriteRequest(buffer, (int) decoded, appender, cache, hash.copy());
      request.append();
      return request;
    } finally {
      buffers.giveBack(buffer);
    }
  }

  private static long declaredLength(SnappyBlock block) {
    try {
      return block.declaredLength();
    } catch (IllegalArgumentException e) {
      throw new MalformedWriteException("body: " + e.getMessage());
    }
  }

  private static void decode(SnappyBlock block, byte[] buffer, int length) {
    try {
      block.decode(buffer, length);
    } catch (IllegalArgumentException e) {
      throw new MalformedWriteException("body: " + e.getMessage());
    }
  }

  private WriteAnswer commit(WriteRequest request, Appender appender) throws IOException {
    int stored = appender.commit(Durability.SYNCED);
    var refusals = request.refusals();
    metrics.stored(stored, refusals);
    return refusals.isEmpty()
        ? new WriteAnswer(204, "", stored)
        : new WriteAnswer(400, refusals.message(stored), stored);
  }

  private static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLargeException(long bytes, int most) {
      super("body: " + bytes + " bytes when decoded (expected: at most " + most + ")");
    }
  }
}
