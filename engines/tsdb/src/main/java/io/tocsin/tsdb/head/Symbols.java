package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.tocsin.model.StoreException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Each text once, as UTF-8 in native memory, by a number from 1; 0 is the empty text. Numbers are
/// never taken back.
final class Symbols {
  static final int LENGTH_MAX = 1 << 16;
  private static final int PAGE_BITS = 18;

  private final PagePool pool;
  private int[] pages = new int[4];
  private int pageCount;
  private int used = PagePool.PAGE_BYTES;
  private int[] at = new int[1024];
  private int[] hash = new int[1024];
  private int count = 1;
  private int[] table = new int[2048];
  private long bytes;

  Symbols(PagePool pool) {
    this.pool = pool;
  }

  int end() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  /// Returns the number of the text, or -1 where it is unknown.
  int find(String text) {
    return text.isEmpty() ? 0 : find(text.getBytes(StandardCharsets.UTF_8));
  }

  int find(byte[] text) {
    int wanted = hash(text);
    int mask = table.length - 1;
    for (int i = wanted & mask; table[i] != 0; i = (i + 1) & mask) {
      if (hash[table[i]] == wanted && same(table[i], text)) {
        return table[i];
      }
    }
    return -1;
  }

  int add(String text) {
    return text.isEmpty() ? 0 : add(text.getBytes(StandardCharsets.UTF_8));
  }

  int add(byte[] text) {
    int found = find(text);
    if (found >= 0) {
      return found;
    }
    if (text.length >= LENGTH_MAX) {
      throw new StoreException(
          StoreException.Kind.LIMIT,
          "label: " + text.length + " bytes (expected: < " + LENGTH_MAX + ")");
    }
    if (count == at.length) {
      at = Arrays.copyOf(at, count * 2);
      hash = Arrays.copyOf(hash, count * 2);
    }
    at[count] = store(text);
    hash[count] = hash(text);
    bytes += text.length;
    if (count * 2 >= table.length) {
      rehash();
    }
    enter(count);
    return count++;
  }

  private void rehash() {
    table = new int[table.length * 2];
    for (int id = 1; id < count; id++) {
      enter(id);
    }
  }

  private void enter(int id) {
    int mask = table.length - 1;
    int i = hash[id] & mask;
    while (table[i] != 0) {
      i = (i + 1) & mask;
    }
    table[i] = id;
  }

  private int store(byte[] text) {
    if (used + text.length + 2 > PagePool.PAGE_BYTES) {
      if (pageCount == pages.length) {
        pages = Arrays.copyOf(pages, pageCount * 2);
      }
      pages[pageCount++] = pool.take();
      used = 0;
    }
    var page = pool.page(pages[pageCount - 1]);
    page.set(JAVA_BYTE, used, (byte) (text.length >>> 8));
    page.set(JAVA_BYTE, used + 1L, (byte) text.length);
    MemorySegment.copy(text, 0, page, JAVA_BYTE, used + 2L, text.length);
    int ref = ((pageCount - 1) << PAGE_BITS) | used;
    used += text.length + 2;
    return ref;
  }

  private boolean same(int id, byte[] text) {
    var page = page(id);
    long offset = offset(id);
    if (length(page, offset) != text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (page.get(JAVA_BYTE, offset + 2 + i) != text[i]) {
        return false;
      }
    }
    return true;
  }

  private MemorySegment page(int id) {
    return pool.page(pages[at[id] >>> PAGE_BITS]);
  }

  private long offset(int id) {
    return at[id] & ((1 << PAGE_BITS) - 1);
  }

  private static int length(MemorySegment page, long offset) {
    return ((page.get(JAVA_BYTE, offset) & 0xff) << 8) | (page.get(JAVA_BYTE, offset + 1) & 0xff);
  }

  boolean startsWith(int id, byte[] prefix) {
    if (prefix.length == 0) {
      return true;
    }
    var page = page(id);
    long offset = offset(id);
    if (length(page, offset) < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (page.get(JAVA_BYTE, offset + 2 + i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  int length(int id) {
    return id == 0 ? 0 : length(page(id), offset(id));
  }

  byte[] utf8(int id) {
    if (id == 0) {
      return new byte[0];
    }
    var page = page(id);
    long offset = offset(id);
    var text = new byte[length(page, offset)];
    MemorySegment.copy(page, JAVA_BYTE, offset + 2, text, 0, text.length);
    return text;
  }

  String text(int id) {
    return new String(utf8(id), StandardCharsets.UTF_8);
  }

  private static int hash(byte[] text) {
    int h = Arrays.hashCode(text) * 0x9e37_79b9;
    return h ^ (h >>> 15);
  }
}
