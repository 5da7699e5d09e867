package io.tocsin.tsdb.block;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decompressed segments of all blocks that were opened with it, the least recently used leaving
/// first. Holds at most the bytes it was given. Safe for use by many threads.
public final class SegmentCache {
  private final long bytesMax;
  private final Map<Key, byte[]> segments = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;
  private int owners;

  private record Key(int owner, int segment) {}

  /// @param bytesMax how much it keeps; 0 for nothing
  public SegmentCache(long bytesMax) {
    if (bytesMax < 0) {
      throw new IllegalArgumentException("bytes: " + bytesMax + " (expected: at least 0)");
    }
    this.bytesMax = bytesMax;
  }

  /// Returns how many bytes it holds now.
  public synchronized long bytes() {
    return bytes;
  }

  /// Returns a number for the segments of a block that was just opened.
  synchronized int newOwner() {
    return ++owners;
  }

  synchronized byte @Nullable [] find(int owner, int segment) {
    return segments.get(new Key(owner, segment));
  }

  synchronized void keep(int owner, int segment, byte[] content) {
    if (content.length > bytesMax) {
      return;
    }
    var replaced = segments.put(new Key(owner, segment), content);
    bytes += content.length - (replaced == null ? 0 : replaced.length);
    Iterator<byte[]> eldest = segments.values().iterator();
    while (bytes > bytesMax) {
      bytes -= eldest.next().length;
      eldest.remove();
    }
  }

  synchronized void forget(int owner) {
    segments
        .entrySet()
        .removeIf(entry -> {
          boolean isGone = entry.getKey().owner == owner;
          bytes -= isGone ? entry.getValue().length : 0;
          return isGone;
        });
  }
}
