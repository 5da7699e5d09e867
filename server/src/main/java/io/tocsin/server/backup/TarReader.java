package io.tocsin.server.backup;

import io.tocsin.kit.CorruptionException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads a backup as [TarWriter] sends it, the manifest last.
final class TarReader {
  private static final int MANIFEST_BYTES_MAX = 64 << 20;
  private static final String WHAT = "archive";

  private final InputStream in;
  private long at;

  TarReader(InputStream in) {
    this.in = in;
  }

  private record Header(String name, long bytes) {}

  /// Hands all files to the sink.
  ///
  /// @throws EOFException if the archive ends before its manifest
  /// @throws CorruptionException if it is none
  void read(Sink sink) throws IOException {
    while (true) {
      var header = header();
      if (header.name.equals(Manifest.NAME)) {
        sink.end(manifest(header.bytes));
        return;
      }
      int slash = header.name.indexOf('/');
      if (slash < 0) {
        throw new CorruptionException(WHAT, at, "name: " + header.name + " (expected: a store's)");
      }
      var store = header.name.substring(0, slash);
      var name = header.name.substring(slash + 1);
      sink.file(store, name, header.bytes, to -> content(header.bytes, to));
    }
  }

  private Manifest manifest(long bytes) throws IOException {
    if (bytes > MANIFEST_BYTES_MAX) {
      throw new CorruptionException(WHAT, at, "manifest: " + bytes + " bytes");
    }
    var text = new ByteArrayOutputStream();
    content(bytes, (piece, length) -> text.write(piece, 0, length));
    return Manifest.parse(text.toByteArray());
  }

  private void content(long bytes, Sha256.Pieces to) throws IOException {
    var piece = new byte[(int) Math.min(bytes, Sha256.PIECE_BYTES)];
    for (long left = bytes; left > 0; ) {
      int length = (int) Math.min(left, piece.length);
      fill(piece, length);
      to.take(piece, length);
      left -= length;
    }
    fill(new byte[TarWriter.BLOCK], (int) (-bytes & (TarWriter.BLOCK - 1)));
  }

  private void fill(byte[] bytes, int length) throws IOException {
    int read = in.readNBytes(bytes, 0, length);
    at += read;
    if (read < length) {
      throw new EOFException(
          "archive: ends at " + at + " (expected: a manifest at its end; was the server stopped?)");
    }
  }

  private Header header() throws IOException {
    var header = new byte[TarWriter.BLOCK];
    fill(header, header.length);
    var sum = number(header, TarWriter.SUM_AT, 6);
    if (sum != TarWriter.sum(header)) {
      throw new CorruptionException(WHAT, at - header.length, "no header of a tar archive");
    }
    int end = 0;
    while (end < TarWriter.NAME_MAX && header[end] != 0) {
      end++;
    }
    return new Header(new String(header, 0, end, StandardCharsets.UTF_8), size(header));
  }

  private long size(byte[] header) {
    if (header[TarWriter.SIZE_AT] >= 0) {
      return number(header, TarWriter.SIZE_AT, TarWriter.SIZE_DIGITS);
    }
    long size = 0;
    for (int i = TarWriter.SIZE_DIGITS - 7; i <= TarWriter.SIZE_DIGITS; i++) {
      size = size << 8 | (header[TarWriter.SIZE_AT + i] & 0xff);
    }
    return size;
  }

  private long number(byte[] header, int from, int digits) {
    var text = new String(header, from, digits, StandardCharsets.US_ASCII).strip();
    try {
      return Long.parseLong(text, 8);
    } catch (NumberFormatException e) {
      throw new CorruptionException(WHAT, at - header.length, "number: " + text);
    }
  }
}
