package io.tocsin.tsdb.prometheus;

import io.tocsin.tsdb.chunk.ByteWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/// The sections of an `index` file, in the order in which they are called here.
final class IndexOutput implements Closeable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final FileOutputStream file;
  private final BufferedOutputStream out;
  private final ByteWriter section = new ByteWriter(1 << 12);
  private long position;

  IndexOutput(Path path) throws IOException {
    file = new FileOutputStream(path.toFile());
    out = new BufferedOutputStream(file, BUFFER_BYTES);
  }

  long position() {
    return position;
  }

  private void u8(int value) throws IOException {
    out.write(value);
    position++;
  }

  private void u32(long value) throws IOException {
    for (int shift = 24; shift >= 0; shift -= 8) {
      u8((int) (value >>> shift));
    }
  }

  private void bytes(ByteWriter bytes) throws IOException {
    out.write(bytes.array(), 0, bytes.size());
    position += bytes.size();
  }

  private static int checksum(ByteWriter bytes) {
    var crc = new CRC32C();
    crc.update(bytes.array(), 0, bytes.size());
    return (int) crc.getValue();
  }

  private static void u32(ByteWriter to, long value) {
    to.u8((int) (value >>> 24) & 0xff);
    to.u8((int) (value >>> 16) & 0xff);
    to.u8((int) (value >>> 8) & 0xff);
    to.u8((int) value & 0xff);
  }

  private static void text(ByteWriter to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.varint(bytes.length);
    to.bytes(bytes, 0, bytes.length);
  }

  /// Writes length, content and checksum; returns where they begin.
  private long section() throws IOException {
    long start = position;
    u32(section.size());
    bytes(section);
    u32(checksum(section));
    return start;
  }

  private void pad(int alignment) throws IOException {
    while (position % alignment != 0) {
      u8(0);
    }
  }

  void header() throws IOException {
    u32(SourceIndex.MAGIC);
    u8(SourceIndex.VERSION);
  }

  long symbols(List<String> sorted) throws IOException {
    section.clear();
    u32(section, sorted.size());
    sorted.forEach(text -> text(section, text));
    long start = section();
    pad(SourceIndex.ALIGNMENT);
    return start;
  }

  /// Returns the number by which the lists call the series.
  int series(ByteWriter entry) throws IOException {
    pad(SourceIndex.ALIGNMENT);
    long reference = position / SourceIndex.ALIGNMENT;
    if (reference > 0xffff_ffffL) {
      throw new IOException("index: larger than 64 GiB (expected: fewer series in a block)");
    }
    section.clear();
    section.varint(entry.size());
    bytes(section);
    bytes(entry);
    u32(checksum(entry));
    return (int) reference;
  }

  long postings(int[] references, int start, int end) throws IOException {
    pad(4);
    section.clear();
    u32(section, (long) end - start);
    for (int i = start; i < end; i++) {
      u32(section, references[i]);
    }
    return section();
  }

  static void entry(ByteWriter table, String name, String value, long place) {
    table.u8(2);
    text(table, name);
    text(table, value);
    table.varint(place);
  }

  long table(ByteWriter entries, int count) throws IOException {
    section.clear();
    u32(section, count);
    section.bytes(entries.array(), 0, entries.size());
    return section();
  }

  /// Writes where everything is and forces the file to disk.
  void contents(long symbols, long series, long postings, long table) throws IOException {
    section.clear();
    for (long place : new long[] {symbols, series, 0, 0, postings, table}) {
      u32(section, place >>> 32);
      u32(section, place);
    }
    bytes(section);
    u32(checksum(section));
    out.flush();
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
