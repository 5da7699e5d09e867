package io.tocsin.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One kept-alive connection of a scraper: request head in, prebuilt answer out, in turn.
final class FarmConnection<T> {
  private static final int HEAD_BYTES_MAX = 8_192;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SelectionKey key;
  private final T target;
  private final Answers<T> answers;
  private final ByteBuffer in = ByteBuffer.allocate(HEAD_BYTES_MAX);
  private ByteBuffer out = NOTHING;

  FarmConnection(SelectionKey key, T target, Answers<T> answers) {
    this.key = key;
    this.target = target;
    this.answers = answers;
  }

  /// Hands out a target's next answer, from its position to its limit.
  interface Answers<T> {
    ByteBuffer next(T target, boolean acceptsGzip);
  }

  /// Does what the socket allows now; false when the connection is over.
  boolean advance() throws IOException {
    var channel = (SocketChannel) key.channel();
    if (out.hasRemaining()) {
      return write(channel);
    }
    if (channel.read(in) < 0) {
      return false;
    }
    var head = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return in.hasRemaining();
    }
    in.flip().position(end + 4);
    in.compact();
    out = answers.next(target, acceptsGzip(head));
    return write(channel);
  }

  private boolean write(SocketChannel channel) throws IOException {
    channel.write(out);
    key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    return true;
  }

  private static boolean acceptsGzip(String head) {
    for (var line : head.split("\r\n", -1)) {
      var lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("accept-encoding:")) {
        return lower.contains("gzip");
      }
    }
    return false;
  }
}
