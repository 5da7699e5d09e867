package io.tocsin.api.boards;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// JSON as it is kept: gzip of UTF-8.
final class Packed {
  private Packed() {}

  static byte[] bytes(String text) {
    var out = new ByteArrayOutputStream(text.length() / 4);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static String text(byte[] bytes) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // a damaged file, not a lost client
      throw new IllegalStateException("catalog: a text that cannot be unpacked", e);
    }
  }
}
