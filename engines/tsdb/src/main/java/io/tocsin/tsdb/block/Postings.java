package io.tocsin.tsdb.block;

import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.SegmentReader;
import org.roaringbitmap.RoaringBitmap;

/// The series of one label as bytes: runs, or gaps where runs would be longer.
final class Postings {
  private Postings() {}

  /// Appends the ascending ids from index `start` to `end` (excluded).
  static void write(int[] ids, int start, int end, ByteWriter out) {
    int runs = 0;
    for (int i = start; i < end; i++) {
      if (i == start || ids[i] != ids[i - 1] + 1) {
        runs++;
      }
    }
    out.varint(end - start);
    if (runs * 2 > end - start + 1) {
      writeGaps(ids, start, end, out);
    } else {
      writeRuns(ids, start, end, runs, out);
    }
  }

  private static void writeGaps(int[] ids, int start, int end, ByteWriter out) {
    out.varint(0);
    for (int i = start; i < end; i++) {
      out.varint(i == start ? ids[i] : ids[i] - ids[i - 1]);
    }
  }

  private static void writeRuns(int[] ids, int start, int end, int runs, ByteWriter out) {
    out.varint(runs);
    int before = 0;
    for (int i = start; i < end; ) {
      int first = ids[i];
      int last = first;
      for (i++; i < end && ids[i] == last + 1; i++) {
        last++;
      }
      out.varint(first - before);
      out.varint(last - first);
      before = last + 1;
    }
  }

  /// Adds the ids, all below `limit`, to `into`.
  static void read(SegmentReader in, int limit, RoaringBitmap into) {
    int ids = in.count(limit, "ids");
    int runs = in.count(ids, "runs");
    if (runs == 0) {
      long id = 0;
      for (int i = 0; i < ids; i++) {
        id += in.count(limit - 1L - id, "gap");
        into.add((int) id);
      }
      return;
    }
    long before = 0;
    for (int i = 0; i < runs; i++) {
      long first = before + in.count(limit - 1L - before, "gap");
      before = first + in.count(limit - 1L - first, "length of run") + 1;
      into.add(first, before);
    }
  }
}
