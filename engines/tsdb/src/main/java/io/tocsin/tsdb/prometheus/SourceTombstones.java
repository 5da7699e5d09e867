package io.tocsin.tsdb.prometheus;

import io.tocsin.kit.CorruptionException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was deleted of series: from the `tombstones` file of a block, or from a log.
final class SourceTombstones {
  static final int MAGIC = 0x0130ba30;
  static final int HEADER_BYTES = 5;

  private record Range(long min, long max) {}

  private final Map<Long, List<Range>> ranges = new HashMap<>();

  /// Reads the file; none if it is missing.
  static SourceTombstones read(Path file, Arena arena) throws IOException {
    var found = new SourceTombstones();
    if (!Files.exists(file)) {
      return found;
    }
    var cursor = SourceFiles.open(file, arena);
    long size = cursor.size();
    if (size < HEADER_BYTES + 4) {
      throw cursor.corrupt("size: " + size + " (expected: a header and a checksum)");
    }
    int magic = cursor.i32();
    if (magic != MAGIC) {
      throw new CorruptionException(
          cursor.file(), 0, String.format("magic: %08x (expected: %08x)", magic, MAGIC));
    }
    int version = cursor.u8();
    if (version != 1) {
      throw new CorruptionException(cursor.file(), 4, "version: " + version + " (expected: 1)");
    }
    cursor.check(size - HEADER_BYTES - 4, "tombstones");
    cursor.range(HEADER_BYTES, size - 4);
    while (cursor.remaining() > 0) {
      found.add(cursor.varint(), cursor.zigzag(), cursor.zigzag());
    }
    return found;
  }

  void add(long series, long min, long max) {
    ranges.computeIfAbsent(series, _ -> new ArrayList<>(1)).add(new Range(min, max));
  }

  /// Tells whether something of the series was deleted.
  boolean has(long series) {
    return ranges.containsKey(series);
  }

  /// Tells whether what the series had at that time was deleted.
  boolean covers(long series, long time) {
    for (var range : ranges.getOrDefault(series, List.of())) {
      if (range.min <= time && time <= range.max) {
        return true;
      }
    }
    return false;
  }
}
