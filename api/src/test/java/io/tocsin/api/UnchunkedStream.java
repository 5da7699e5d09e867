package io.tocsin.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// The body of a chunked answer while it arrives; the head is read first. Ends where the body does.
final class UnchunkedStream extends FilterInputStream {
  private int left;
  private boolean ended;
  private boolean first = true;

  UnchunkedStream(InputStream in) throws IOException {
    super(in);
    for (var line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith("HTTP/1.1 ") && !line.contains(" 200 ")) {
        throw new IOException(line);
      }
    }
  }

  /// Returns what was sent before it was compressed.
  InputStream decoded(String encoding) throws IOException {
    return encoding.equals("gzip") ? new GZIPInputStream(this, 1) : this;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public int read() throws IOException {
    if (left == 0 && !ended) {
      if (!first) {
        line();
      }
      first = false;
      left = Integer.parseInt(line(), 16);
      ended = left == 0;
    }
    if (ended) {
      return -1;
    }
    left--;
    return in.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int b = length == 0 ? -1 : read();
    if (b >= 0) {
      bytes[offset] = (byte) b;
    }
    return length == 0 ? 0 : b < 0 ? -1 : 1;
  }

  @Override
  public int available() {
    return 0;
  }
}
