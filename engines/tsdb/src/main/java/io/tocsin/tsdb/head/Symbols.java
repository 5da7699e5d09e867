package io.tocsin.tsdb.head;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.tocsin.model.StoreException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Each text once, as UTF-8 in native memory, by a number from 1; 0 is the empty text. A text lives
/// as long as something holds it; its number and its room then wait for one of the same length.
final class Symbols {
  private static final int FREE = -1;
  static final int LENGTH_MAX = 1 << 16;
  private static final int PAGE_BITS = 18;

  private final PagePool pool;
  private int[] pages = new int[4];
  private int pageCount;
  private int used = PagePool.PAGE_BYTES;
  private int[] at = new int[1024];

  // Of a free number: the next one of that length.
  private int[] hash = new int[1024];

  // How many hold the text; FREE where there is none.
  private int[] holders = new int[1024];
  private int[] freeOfLength = new int[64];
  private int freeCount;
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
    checkLength(text.length);
    int id = number(text);
    hash[id] = hash(text);
    holders[id] = 0;
    bytes += text.length;
    if (count * 2 >= table.length) {
      rehash();
    } else {
      enter(id);
    }
    return id;
  }

  private static void checkLength(int length) {
    if (length >= LENGTH_MAX) {
      throw new StoreException(
          StoreException.Kind.LIMIT,
          "label: " + length + " bytes (expected: < " + LENGTH_MAX + ")");
    }
  }

  /// Refuses a text that [#add] would refuse.
  static void check(String text) {
    if (text.length() >= LENGTH_MAX / 3) {
      checkLength(text.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private int number(byte[] text) {
    if (text.length < freeOfLength.length && freeOfLength[text.length] != 0) {
      int id = freeOfLength[text.length];
      freeOfLength[text.length] = hash[id];
      freeCount--;
      MemorySegment.copy(text, 0, page(id), JAVA_BYTE, offset(id) + 2, text.length);
      return id;
    }
    if (count == at.length) {
      at = Arrays.copyOf(at, count * 2);
      hash = Arrays.copyOf(hash, count * 2);
      holders = Arrays.copyOf(holders, count * 2);
    }
    at[count] = store(text);
    return count++;
  }

  private void rehash() {
    table = new int[table.length * 2];
    for (int id = 1; id < count; id++) {
      if (holders[id] != FREE) {
        enter(id);
      }
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

  /// Notes that one more holds the text.
  void hold(int id) {
    if (id != 0) {
      holders[id]++;
    }
  }

  /// Notes that one less holds it; after the last, the number may be another text's.
  void letGo(int id) {
    if (id == 0 || --holders[id] > 0) {
      return;
    }
    int length = length(id);
    leaveTable(id);
    if (length >= freeOfLength.length) {
      freeOfLength = Arrays.copyOf(freeOfLength, Math.max(length + 1, freeOfLength.length * 2));
    }
    hash[id] = freeOfLength[length];
    freeOfLength[length] = id;
    holders[id] = FREE;
    bytes -= length;
    freeCount++;
  }

  private void leaveTable(int id) {
    int mask = table.length - 1;
    int hole = hash[id] & mask;
    while (table[hole] != id) {
      hole = (hole + 1) & mask;
    }
    table[hole] = 0;
    for (int i = (hole + 1) & mask; table[i] != 0; i = (i + 1) & mask) {
      int home = hash[table[i]] & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        table[hole] = table[i];
        table[i] = 0;
        hole = i;
      }
    }
  }

  /// Returns how many texts there are, but for the empty one.
  int live() {
    return count - 1 - freeCount;
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
