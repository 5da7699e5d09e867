package io.tocsin.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.util.function.BooleanSupplier;

/// The sending side of one connection: leaves out the chunks that a client of HTTP/1.0 does not
/// know. The end of the connection is then the end of the answer, and such a client cannot tell a
/// cut answer from a whole one. For the connection's thread.
final class LineWriter implements DataWriter {
  private final DataWriter out;
  private final BooleanSupplier old;
  private final Unchunked unchunked = new Unchunked();

  /// @param old whether the client speaks HTTP/1.0, known before the first answer
  LineWriter(DataWriter out, BooleanSupplier old) {
    this.out = out;
    this.old = old;
  }

  @Override
  public void write(BufferData... buffers) {
    for (var buffer : buffers) {
      write(buffer);
    }
  }

  @Override
  public void write(BufferData buffer) {
    out.write(old.getAsBoolean() ? without(buffer) : buffer);
  }

  @Override
  public void writeNow(BufferData... buffers) {
    for (var buffer : buffers) {
      writeNow(buffer);
    }
  }

  @Override
  public void writeNow(BufferData buffer) {
    out.writeNow(old.getAsBoolean() ? without(buffer) : buffer);
  }

  private BufferData without(BufferData buffer) {
    var bytes = new byte[buffer.available()];
    buffer.read(bytes);
    return BufferData.create(unchunked.next(bytes));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.close();
  }
}
