package io.tocsin.tsdb.block;

import io.tocsin.kit.Directory;
import io.tocsin.tsdb.chunk.ByteWriter;
import io.tocsin.tsdb.chunk.SegmentReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a block is.
///
/// @param name the common part of its files' names
/// @param minMillis time of its first sample
/// @param maxMillis time of its last sample, included
/// @param level 1 for samples from the head, one more than the highest parent's for a merge
/// @param parents names of the blocks it was merged from, which it supersedes
public record BlockMeta(
    String name,
    long minMillis,
    long maxMillis,
    Counts counts,
    int level,
    List<String> parents,
    Files files) {

  /// How much is in a block.
  public record Counts(long series, long samples, long chunks) {}

  /// The other two files, and the lengths of the index's sections.
  record Files(FileSum index, FileSum data, List<Long> sections) {}

  private static final int LIST_MAX = 10_000;

  /// Returns one of a block of that size and of nothing else, for planning.
  public static BlockMeta ofSize(String name, long minMillis, long maxMillis, long bytes) {
    var files = new Files(new FileSum(0, 0), new FileSum(bytes, 0), List.of());
    return new BlockMeta(name, minMillis, maxMillis, new Counts(0, 0, 0), 1, List.of(), files);
  }

  /// Returns the size on disk of index and data.
  public long bytes() {
    return files.index.length() + files.data.length();
  }

  void write(ByteWriter out) {
    out.zigzag(minMillis);
    out.zigzag(maxMillis);
    out.varint(counts.series);
    out.varint(counts.samples);
    out.varint(counts.chunks);
    out.varint(level);
    writeSum(files.index, out);
    writeSum(files.data, out);
    out.varint(parents.size());
    for (var parent : parents) {
      byte[] text = parent.getBytes(StandardCharsets.UTF_8);
      out.varint(text.length);
      out.bytes(text, 0, text.length);
    }
    out.varint(files.sections.size());
    files.sections.forEach(out::varint);
    out.varint(0);
  }

  private static void writeSum(FileSum sum, ByteWriter out) {
    out.varint(sum.length());
    out.i32(sum.checksum());
  }

  /// Reads and verifies the meta file of a block.
  public static BlockMeta read(Directory directory, String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var file = Frame.META.file(name);
      var bytes = directory.map(file, arena);
      Frame.META.checkAll(bytes, file);
      long end = bytes.byteSize() - Frame.FOOTER_BYTES;
      return read(name, new SegmentReader(bytes, Frame.HEADER_BYTES, end, file));
    }
  }

  private static BlockMeta read(String name, SegmentReader in) {
    long min = in.zigzag();
    long max = in.zigzag();
    if (max < min) {
      throw in.corrupt("max time: " + max + " (expected: at least " + min + ")");
    }
    var counts = new Counts(in.count(Integer.MAX_VALUE, "series"), in.varint(), in.varint());
    int level = in.count(LIST_MAX, "level");
    var index = new FileSum(in.varint(), in.i32());
    var data = new FileSum(in.varint(), in.i32());
    var parents = new ArrayList<String>();
    for (int i = in.count(LIST_MAX, "parents"); i > 0; i--) {
      byte[] text = in.bytes(in.count(in.remaining(), "length"));
      parents.add(new String(text, StandardCharsets.UTF_8));
    }
    var sections = new ArrayList<Long>();
    for (int i = in.count(LIST_MAX, "sections"); i > 0; i--) {
      sections.add(in.varint());
    }
    skipExtensions(name, in);
    var files = new Files(index, data, List.copyOf(sections));
    return new BlockMeta(name, min, max, counts, level, List.copyOf(parents), files);
  }

  private static void skipExtensions(String name, SegmentReader in) {
    for (int i = in.count(LIST_MAX, "extensions"); i > 0; i--) {
      long id = in.varint();
      if ((id & 1) != 0) {
        throw Frame.later(name, "extension: " + id + " (expected: one that this version knows)");
      }
      in.skip(in.count(in.remaining(), "length"));
    }
  }
}
