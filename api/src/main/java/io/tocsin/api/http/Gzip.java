package io.tocsin.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Compression of answers.
final class Gzip {
  private static final int BUFFER_BYTES = 16 << 10;

  private Gzip() {}

  /// Tells whether the value of `Accept-Encoding` allows gzip.
  static boolean isAccepted(String acceptEncoding) {
    for (var part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      var words = part.split(";", 2);
      var coding = words[0].strip();
      if (coding.equals("gzip") || coding.equals("*")) {
        return words.length < 2 || !words[1].strip().matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  /// Returns a stream whose flush hands on all that was written, at the least cost of time.
  static OutputStream flushed(OutputStream out) throws IOException {
    return new GZIPOutputStream(out, BUFFER_BYTES, true) {
      {
        def.setLevel(Deflater.BEST_SPEED);
      }
    };
  }

  static byte[] compress(byte[] body) {
    var out = new ByteArrayOutputStream(body.length / 2);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
