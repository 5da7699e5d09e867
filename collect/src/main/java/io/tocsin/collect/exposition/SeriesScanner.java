package io.tocsin.collect.exposition;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds where tokens end: names by a table of byte classes, quoted strings eight bytes at a time.
final class SeriesScanner {
  static final byte NAME_START = 1;
  static final byte NAME_PART = 2;
  static final byte LABEL_START = 4;
  static final byte LABEL_PART = 8;

  private static final byte[] CLASSES = classes();
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = 0x8080_8080_8080_8080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long NEWLINES = ONES * '\n';

  private SeriesScanner() {}

  private static byte[] classes() {
    var classes = new byte[256];
    for (int c = 'a'; c <= 'z'; c++) {
      classes[c] = NAME_START | NAME_PART | LABEL_START | LABEL_PART;
      classes[c - 32] = classes[c];
    }
    classes['_'] = classes['a'];
    classes[':'] = NAME_START | NAME_PART;
    for (int c = '0'; c <= '9'; c++) {
      classes[c] = NAME_PART | LABEL_PART;
    }
    return classes;
  }

  static boolean is(byte c, byte kind) {
    return (CLASSES[c & 0xff] & kind) != 0;
  }

  /// Returns the first position from `at` whose byte is not of the kind, at most `limit`.
  static int skip(byte[] body, int at, int limit, byte kind) {
    int i = at;
    while (i < limit && (CLASSES[body[i] & 0xff] & kind) != 0) {
      i++;
    }
    return i;
  }

  static int skipBlanks(byte[] body, int at, int limit) {
    int i = at;
    while (i < limit && (body[i] == ' ' || body[i] == '\t')) {
      i++;
    }
    return i;
  }

  /// Returns the position of the next newline, at most `limit`.
  static int lineEnd(byte[] body, int at, int limit) {
    int i = at;
    while (i <= limit - 8) {
      long hits = zeros((long) LONGS.get(body, i) ^ NEWLINES);
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
      i += 8;
    }
    while (i < limit && body[i] != '\n') {
      i++;
    }
    return i;
  }

  /// Returns the position of the quote that ends the string whose first byte is at `at`; -1 where
  /// none does.
  static int closingQuote(byte[] body, int at, int limit) {
    int i = at;
    while (true) {
      while (i <= limit - 8) {
        long word = (long) LONGS.get(body, i);
        long hits = zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES);
        if (hits != 0) {
          i += Long.numberOfTrailingZeros(hits) >>> 3;
          break;
        }
        i += 8;
      }
      while (i < limit && body[i] != '"' && body[i] != '\\') {
        i++;
      }
      if (i >= limit) {
        return -1;
      }
      if (body[i] == '"') {
        return i;
      }
      i += 2;
    }
  }

  /// Tells whether all bytes are below 128.
  static boolean isAscii(byte[] body, int from, int to) {
    long seen = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      seen |= (long) LONGS.get(body, i);
    }
    for (; i < to; i++) {
      seen |= body[i];
    }
    return (seen & TOPS) == 0;
  }

  /// Returns a word whose lowest set bit is in the first zero byte of `word`; 0 where none is zero.
  private static long zeros(long word) {
    return (word - ONES) & ~word & TOPS;
  }
}
