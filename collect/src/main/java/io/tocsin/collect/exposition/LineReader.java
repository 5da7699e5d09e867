package io.tocsin.collect.exposition;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The lines of a stream, one at a time, of which none may be longer than [#LINE_BYTES_MAX].
final class LineReader {
  static final int LINE_BYTES_MAX = 4 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private int filled;
  private int number;
  private boolean ended;
  private boolean terminated;

  LineReader(InputStream in) {
    this.in = in;
  }

  /// Goes to the next line; false at the end of the stream.
  boolean next() throws IOException {
    start = number == 0 ? 0 : Math.min(filled, end + 1);
    end = start;
    while (true) {
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      if (end < filled) {
        number++;
        terminated = true;
        return true;
      }
      if (ended) {
        terminated = false;
        number += start < filled ? 1 : 0;
        return start < filled;
      }
      fill();
    }
  }

  private void fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      filled -= start;
      end -= start;
      start = 0;
    }
    if (filled == buffer.length) {
      if (filled >= LINE_BYTES_MAX) {
        throw new ExpositionException(
            number + 1, "longer than " + LINE_BYTES_MAX + " bytes (expected: shorter lines)");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    ended = read < 0;
    filled += Math.max(read, 0);
  }

  /// Returns the live array: the line stands from [#start] to [#end], until the next call.
  byte[] bytes() {
    return buffer;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /// The number of the line, from 1.
  int number() {
    return number;
  }

  /// Tells whether a newline stands behind the line.
  boolean terminated() {
    return terminated;
  }
}
