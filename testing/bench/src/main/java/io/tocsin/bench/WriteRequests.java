package io.tocsin.bench;

import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.WriteRequestEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One connection's remote-write requests: filled through [#encoder], compressed and sent. For one
/// thread at a time.
final class WriteRequests {
  private static final int ATTEMPTS = 5;

  private final WriteRequestEncoder encoder = new WriteRequestEncoder();
  private final SnappyCompressor compressor = SnappyCompressor.create();
  private byte[] compressed = new byte[0];

  /// The request under construction; [#send] leaves it empty.
  WriteRequestEncoder encoder() {
    return encoder;
  }

  /// Sends what was added, if anything; fails with the first answer that is not 2xx after some
  /// attempts.
  void send(Web web) throws IOException {
    if (encoder.length() == 0) {
      return;
    }
    int bound = compressor.maxCompressedLength(encoder.length());
    compressed = compressed.length < bound ? new byte[bound * 2] : compressed;
    int length =
        compressor.compress(encoder.array(), 0, encoder.length(), compressed, 0, compressed.length);
    encoder.clear();
    Web.Reply reply = web.write(compressed, length);
    for (int i = 1; i < ATTEMPTS && reply.status() >= 500; i++) {
      Pace.pause(Duration.ofMillis(100L * i));
      reply = web.write(compressed, length);
    }
    if (reply.status() / 100 != 2) {
      throw new IOException(
          "status "
              + reply.status()
              + " (expected: 2xx): "
              + new String(reply.body(), StandardCharsets.UTF_8).strip());
    }
  }
}
