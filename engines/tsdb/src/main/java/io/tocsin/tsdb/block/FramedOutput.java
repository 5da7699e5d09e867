package io.tocsin.tsdb.block;

import io.tocsin.kit.Directory;
import io.tocsin.tsdb.chunk.ByteWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.CRC32C;

/// A file of a block being written: header, content, footer. For one thread.
final class FramedOutput implements Closeable {
  private final Directory.Output output;
  private final CRC32C crc = new CRC32C();
  private long position;

  FramedOutput(Directory directory, String name, Frame frame) throws IOException {
    output = directory.create(name);
    try {
      var header = new ByteWriter(Frame.HEADER_BYTES);
      header.i32(frame.magic());
      header.i32(Frame.VERSION);
      write(header);
    } catch (IOException e) {
      output.close();
      throw e;
    }
  }

  long position() {
    return position;
  }

  void write(ByteWriter bytes) throws IOException {
    write(bytes.array(), bytes.size());
  }

  void write(byte[] bytes, int length) throws IOException {
    output.write(bytes, 0, length);
    crc.update(bytes, 0, length);
    position += length;
  }

  /// Writes the footer and syncs.
  FileSum finish() throws IOException {
    int checksum = (int) crc.getValue();
    var footer = new ByteWriter(Frame.FOOTER_BYTES);
    footer.i32(checksum);
    write(footer);
    output.sync();
    return new FileSum(position, checksum);
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
