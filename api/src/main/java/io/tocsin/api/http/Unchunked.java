package io.tocsin.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Takes one answer as HTTP/1.1 sends it, in pieces of any size, and gives it without chunks. For
/// one thread.
final class Unchunked {
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked\r\n";

  private final StringBuilder line = new StringBuilder();
  private Part part = Part.HEAD;
  private int left;

  private enum Part {
    HEAD,
    SIZE,
    CHUNK,
    /// The line's end after a chunk.
    CHUNK_END,
    /// A body that is no chunks.
    REST,
    /// After the last chunk: nothing is of interest.
    OVER
  }

  /// Returns what the client is to get of these bytes.
  byte[] next(byte[] bytes) {
    var out = new ByteArrayOutputStream(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      at =
          switch (part) {
            case HEAD -> head(bytes, at, out);
            case SIZE -> size(bytes, at);
            case CHUNK -> chunk(bytes, at, out);
            case CHUNK_END -> chunkEnd(bytes, at);
            case REST -> {
              out.write(bytes, at, bytes.length - at);
              yield bytes.length;
            }
            case OVER -> bytes.length;
          };
    }
    return out.toByteArray();
  }

  private int head(byte[] bytes, int from, ByteArrayOutputStream out) {
    for (int at = from; at < bytes.length; at++) {
      line.append((char) (bytes[at] & 0xff));
      if (bytes[at] == '\n' && line.length() >= 4 && line.lastIndexOf("\r\n\r\n") >= 0) {
        int chunked = line.toString().toLowerCase(Locale.ROOT).indexOf(CHUNKED);
        if (chunked >= 0) {
          line.delete(chunked, chunked + CHUNKED.length() - 2);
        }
        out.writeBytes(line.toString().getBytes(StandardCharsets.ISO_8859_1));
        line.setLength(0);
        part = chunked >= 0 ? Part.SIZE : Part.REST;
        return at + 1;
      }
    }
    return bytes.length;
  }

  private int size(byte[] bytes, int from) {
    for (int at = from; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        left = Integer.parseInt(line.toString().strip(), 16);
        line.setLength(0);
        part = left == 0 ? Part.OVER : Part.CHUNK;
        return at + 1;
      }
      line.append((char) bytes[at]);
    }
    return bytes.length;
  }

  private int chunk(byte[] bytes, int from, ByteArrayOutputStream out) {
    int count = Math.min(left, bytes.length - from);
    out.write(bytes, from, count);
    left -= count;
    part = left == 0 ? Part.CHUNK_END : Part.CHUNK;
    return from + count;
  }

  private int chunkEnd(byte[] bytes, int from) {
    part = bytes[from] == '\n' ? Part.SIZE : Part.CHUNK_END;
    return from + 1;
  }
}
