package io.tocsin.server.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/// A backup as a tar archive (POSIX ustar; sizes from 8 GiB on as GNU tar writes them), so that any
/// tar can unpack it.
final class TarWriter implements Sink {
  static final int BLOCK = 512;
  static final int NAME_MAX = 100;
  static final int SIZE_AT = 124;
  static final int SIZE_DIGITS = 11;
  static final int SUM_AT = 148;

  private final OutputStream out;
  private final Instant time;

  TarWriter(OutputStream out, Instant time) {
    this.out = out;
    this.time = time;
  }

  @Override
  public void file(String store, String name, long bytes, Content content) throws IOException {
    header(store + "/" + name, bytes);
    content.read((piece, length) -> out.write(piece, 0, length));
    pad(bytes);
  }

  @Override
  public void end(Manifest manifest) throws IOException {
    var bytes = manifest.toBytes();
    header(Manifest.NAME, bytes.length);
    out.write(bytes);
    pad(bytes.length);
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private void pad(long bytes) throws IOException {
    out.write(new byte[(int) (-bytes & (BLOCK - 1))]);
  }

  private void header(String name, long bytes) throws IOException {
    var header = new byte[BLOCK];
    text(header, 0, name);
    text(header, 100, "0000644");
    text(header, 108, "0000000");
    text(header, 116, "0000000");
    size(header, bytes);
    text(header, 136, octal(time.getEpochSecond()));
    Arrays.fill(header, SUM_AT, SUM_AT + 8, (byte) ' ');
    header[156] = '0';
    text(header, 257, "ustar\00000");
    text(header, SUM_AT, String.format(Locale.ROOT, "%06o\0 ", sum(header)));
    out.write(header);
  }

  private static void size(byte[] header, long bytes) {
    if (bytes < 1L << (3 * SIZE_DIGITS)) {
      text(header, SIZE_AT, octal(bytes));
      return;
    }
    header[SIZE_AT] = (byte) 0x80;
    for (int i = 0; i < 8; i++) {
      header[SIZE_AT + SIZE_DIGITS - i] = (byte) (bytes >>> (8 * i));
    }
  }

  private static String octal(long value) {
    return String.format(Locale.ROOT, "%0" + SIZE_DIGITS + "o", value);
  }

  private static void text(byte[] header, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > NAME_MAX) {
      throw new IllegalArgumentException("name: " + text + " (expected: <= 100 bytes)");
    }
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /// Returns the sum of a header whose own field counts as blanks.
  static int sum(byte[] header) {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= SUM_AT && i < SUM_AT + 8;
      sum += own ? ' ' : header[i] & 0xff;
    }
    return sum;
  }
}
