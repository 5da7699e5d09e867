package io.tocsin.tsdb.block;

import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.ChunkCodec;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The columns of timestamps of a block being written, each distinct one once. For one thread.
final class ColumnTable {
  private static final int EMPTY = -1;

  private final ByteWriter columns = new ByteWriter(1 << 12);
  private final long[] decoded = new long[ChunkCodec.SAMPLES_MAX];
  private int[] places = new int[64];
  private long[] hashes = new long[64];
  private int[] slots = new int[256];
  private int size;

  ColumnTable() {
    Arrays.fill(slots, EMPTY);
  }

  int size() {
    return size;
  }

  /// Returns the number of the column that holds `count` timestamps from index `start`.
  int add(long[] timestamps, int start, int count) {
    long hash = hash(timestamps, start, count);
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != EMPTY) {
      int column = slots[slot];
      if (hashes[column] == hash && holds(column, timestamps, start, count)) {
        return column;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = size;
    return append(hash, timestamps, start, count);
  }

  private int append(long hash, long[] timestamps, int start, int count) {
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    places[size] = columns.size();
    hashes[size] = hash;
    columns.varint(count);
    columns.varint(timestamps[start + count - 1] - timestamps[start]);
    ChunkCodec.encodeTimestamps(timestamps, start, count, columns);
    size++;
    if (size * 2 > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    Arrays.fill(slots, EMPTY);
    int mask = slots.length - 1;
    for (int column = 0; column < size; column++) {
      int slot = (int) hashes[column] & mask;
      while (slots[slot] != EMPTY) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = column;
    }
  }

  private boolean holds(int column, long[] timestamps, int start, int count) {
    var bytes = MemorySegment.ofArray(columns.array());
    var in = new SegmentReader(bytes, places[column], columns.size(), "columns");
    if (in.count(ChunkCodec.SAMPLES_MAX, "samples") != count
        || in.varint() != timestamps[start + count - 1] - timestamps[start]) {
      return false;
    }
    ChunkCodec.decodeTimestamps(in, count, decoded, 0);
    return Arrays.equals(decoded, 0, count, timestamps, start, start + count);
  }

  private static long hash(long[] timestamps, int start, int count) {
    long hash = count;
    for (int i = start; i < start + count; i++) {
      hash = (Long.rotateLeft(hash, 7) ^ timestamps[i]) * 0x9E3779B97F4A7C15L;
    }
    return LabelHash.mix(hash);
  }

  void writePlaces(ByteWriter out) {
    for (int i = 0; i < size; i++) {
      out.i32(places[i]);
    }
  }

  ByteWriter columns() {
    return columns;
  }
}
