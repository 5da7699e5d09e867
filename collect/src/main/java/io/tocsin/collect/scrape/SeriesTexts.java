package io.tocsin.collect.scrape;

import java.util.Arrays;

/// The raw texts `name{labels}` of a target's series, numbered in the order in which they were
/// first seen, and which text followed which last time. Once shared between targets it is frozen,
/// and who wants to change it copies it first.
final class SeriesTexts {
  private byte[] bytes;
  private int[] ends;
  private int[] next;
  private int size;
  private int first = -1;
  private boolean frozen;

  SeriesTexts() {
    this(new byte[4096], new int[64], new int[64]);
  }

  private SeriesTexts(byte[] bytes, int[] ends, int[] next) {
    this.bytes = bytes;
    this.ends = ends;
    this.next = next;
  }

  int size() {
    return size;
  }

  boolean isFrozen() {
    return frozen;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int text) {
    return text == 0 ? 0 : ends[text - 1];
  }

  int end(int text) {
    return ends[text];
  }

  /// Returns the text that followed `text` last time (the first one for -1), or -1.
  int after(int text) {
    return text < 0 ? first : next[text];
  }

  void link(int text, int follower) {
    assert !frozen;
    if (text < 0) {
      first = follower;
    } else {
      next[text] = follower;
    }
  }

  /// Adds a text and returns its number.
  int add(byte[] from, int start, int end) {
    assert !frozen;
    int length = end - start;
    int at = size == 0 ? 0 : ends[size - 1];
    if (at + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(at + length, bytes.length + bytes.length / 2));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size + size / 2 + 16);
      next = Arrays.copyOf(next, size + size / 2 + 16);
    }
    System.arraycopy(from, start, bytes, at, length);
    next[size] = -1;
    ends[size] = at + length;
    return size++;
  }

  boolean equalsAt(int text, byte[] other, int start, int end) {
    return Arrays.equals(bytes, start(text), end(text), other, start, end);
  }

  SeriesTexts copy() {
    var copy = new SeriesTexts(bytes.clone(), ends.clone(), next.clone());
    copy.size = size;
    copy.first = first;
    return copy;
  }

  /// Gives back the room that was kept for growth and refuses changes from now on.
  void freeze() {
    bytes = Arrays.copyOf(bytes, size == 0 ? 0 : ends[size - 1]);
    ends = Arrays.copyOf(ends, Math.max(size, 1));
    next = Arrays.copyOf(next, Math.max(size, 1));
    frozen = true;
  }

  long contentHash() {
    return Arrays.hashCode(bytes) * 31L + Arrays.hashCode(next) + ((long) size << 32);
  }

  boolean sameContent(SeriesTexts other) {
    return size == other.size
        && first == other.first
        && Arrays.equals(bytes, other.bytes)
        && Arrays.equals(ends, other.ends)
        && Arrays.equals(next, other.next);
  }
}
