package io.tocsin.collect.scrape;

import io.tocsin.http.ResponseReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.DataFormatException;

/// Reads a body into the body buffer, unpacking gzip run by run. For one thread.
final class BodyReader {
  private static final long BODY_MAX = 128L << 20;

  private final ResponseReader response;
  private final Buffers buffers;
  private final long max;
  private int at;
  private int end;
  private int length;

  /// @param limit the most bytes a body may have; 0 for the most that is possible
  BodyReader(ResponseReader response, Buffers buffers, long limit) {
    this.response = response;
    this.buffers = buffers;
    this.max = limit > 0 ? Math.min(limit, BODY_MAX) : BODY_MAX;
  }

  void read() throws IOException {
    if (response.isGzip()) {
      gunzip();
    } else {
      while (response.nextRun()) {
        int count = response.runEnd() - response.runStart();
        while (buffers.body().length - length < count) {
          grow();
        }
        System.arraycopy(buffers.in, response.runStart(), buffers.body(), length, count);
        length += count;
      }
    }
    if (length > max) {
      throw tooLarge();
    }
    buffers.bodyLength(length);
  }

  private void grow() throws IOException {
    // One byte more than allowed tells a body that fits exactly from one that does not.
    if (buffers.body().length > max) {
      throw tooLarge();
    }
    buffers.growBody(max + 1);
  }

  private IOException tooLarge() {
    return new BodyTooLargeException(max);
  }

  private void gunzip() throws IOException {
    if (!more()) {
      return;
    }
    do {
      member();
    } while (at < end || more());
  }

  /// Reads one member of a gzip file, RFC 1952.
  private void member() throws IOException {
    gzipHead();
    var inflater = buffers.inflater;
    inflater.reset();
    buffers.crc.reset();
    int from = length;
    try {
      inflater.setInput(buffers.in, at, end - at);
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          if (!more()) {
            throw new EOFException("gzip: ends too early");
          }
          inflater.setInput(buffers.in, at, end - at);
        }
        if (length == buffers.body().length) {
          grow();
        }
        length += inflater.inflate(buffers.body(), length, buffers.body().length - length);
      }
    } catch (DataFormatException e) {
      throw new IOException("gzip: " + e.getMessage(), e);
    }
    at = end - inflater.getRemaining();
    buffers.crc.update(buffers.body(), from, length - from);
    if (littleEndian() != buffers.crc.getValue() || littleEndian() != length - from) {
      throw new IOException("gzip: wrong checksum or length");
    }
  }

  private void gzipHead() throws IOException {
    if (next() != 0x1f || next() != 0x8b || next() != 8) {
      throw new IOException("gzip: unknown first bytes");
    }
    int flags = next();
    for (int i = 0; i < 6; i++) {
      next();
    }
    if ((flags & 4) != 0) {
      for (int extra = next() + (next() << 8); extra > 0; extra--) {
        next();
      }
    }
    skipText((flags & 8) != 0);
    skipText((flags & 16) != 0);
    if ((flags & 2) != 0) {
      next();
      next();
    }
  }

  private void skipText(boolean present) throws IOException {
    int read = present ? next() : 0;
    while (read != 0) {
      read = next();
    }
  }

  private long littleEndian() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) next() << shift;
    }
    return value;
  }

  private int next() throws IOException {
    if (at == end && !more()) {
      throw new EOFException("gzip: ends too early");
    }
    return buffers.in[at++] & 0xff;
  }

  private boolean more() throws IOException {
    if (!response.nextRun()) {
      return false;
    }
    at = response.runStart();
    end = response.runEnd();
    return true;
  }
}
