package io.tocsin.tsdb.prometheus;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Writes the `chunks` folder of a block.
final class ChunkFileWriter implements Closeable {
  private static final long FILE_BYTES = 512L << 20;
  private static final int BUFFER_BYTES = 1 << 18;

  private final Path folder;
  private final byte[] head = new byte[16];
  private @Nullable FileOutputStream file;
  private @Nullable BufferedOutputStream out;
  private int number = -1;
  private long position;

  ChunkFileWriter(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
  }

  /// Writes a chunk and returns its reference.
  long add(int encoding, byte[] data, int length) throws IOException {
    var stream = out;
    if (stream == null || position + length > FILE_BYTES) {
      stream = begin();
    }
    long reference = ((long) number << 32) | position;
    int used = 0;
    for (int rest = length; ; rest >>>= 7) {
      head[used++] = (byte) (rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
      if (rest < 0x80) {
        break;
      }
    }
    head[used++] = (byte) encoding;
    stream.write(head, 0, used);
    stream.write(data, 0, length);
    var crc = new CRC32C();
    crc.update(encoding);
    crc.update(data, 0, length);
    writeInt(stream, (int) crc.getValue());
    position += used + length + 4;
    return reference;
  }

  private static void writeInt(BufferedOutputStream to, int value) throws IOException {
    to.write(value >>> 24);
    to.write(value >>> 16);
    to.write(value >>> 8);
    to.write(value);
  }

  private BufferedOutputStream begin() throws IOException {
    close();
    number++;
    var opened = new FileOutputStream(folder.resolve(String.format("%06d", number + 1)).toFile());
    file = opened;
    var stream = new BufferedOutputStream(opened, BUFFER_BYTES);
    out = stream;
    writeInt(stream, ChunkFiles.MAGIC);
    writeInt(stream, 1 << 24);
    position = ChunkFiles.HEADER_BYTES;
    return stream;
  }

  /// Makes what was written survive the end of the machine.
  @Override
  public void close() throws IOException {
    var stream = out;
    var opened = file;
    out = null;
    file = null;
    if (stream != null && opened != null) {
      try (opened) {
        stream.flush();
        opened.getFD().sync();
      }
    }
  }
}
