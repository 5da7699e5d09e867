package io.tocsin.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// What one real exporter answered, scrape after scrape.
///
/// The file is a chain of gzip members, one per scrape, each holding the line `#tape MILLIS BYTES`
/// and then the body. A recording that was cut short is a shorter tape, not a broken one.
public final class Tape {
  /// The most scrapes read from a file; two hours at one a second.
  public static final int SCRAPES_MAX = 7_200;

  private static final String HEADER = "#tape ";
  private static final int BODY_BYTES_MAX = 16 << 20;

  private final List<Scrape> scrapes;

  private Tape(List<Scrape> scrapes) {
    this.scrapes = List.copyOf(scrapes);
  }

  /// One answer of the exporter, in the text format.
  @SuppressWarnings("ArrayRecordComponent") // handed on to sockets as it is, never compared
  public record Scrape(long timeMillis, byte[] body) {}

  public static Tape of(List<Scrape> scrapes) {
    if (scrapes.isEmpty()) {
      throw new IllegalArgumentException("tape: no scrapes (expected: at least 1)");
    }
    return new Tape(scrapes);
  }

  public static Tape read(Path file) throws IOException {
    var scrapes = new ArrayList<Scrape>();
    try (InputStream in =
        new BufferedInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16))) {
      while (scrapes.size() < SCRAPES_MAX) {
        var header = line(in);
        if (header.isEmpty()) {
          break;
        }
        scrapes.add(scrape(header, in, file));
      }
    } catch (EOFException _) {
      // The recording was cut inside its last scrape; what came before is whole.
    }
    if (scrapes.isEmpty()) {
      throw new IOException(file + ": no scrapes (expected: a tape of at least 1)");
    }
    return new Tape(scrapes);
  }

  /// Adds one scrape to the end of `file`, creating it if needed.
  public static void append(Path file, Scrape scrape) throws IOException {
    var member = new ByteArrayOutputStream(1 << 14);
    try (OutputStream out = new GZIPOutputStream(member)) {
      var header = HEADER + scrape.timeMillis() + " " + scrape.body().length + "\n";
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      out.write(scrape.body());
    }
    Files.write(file, member.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  public List<Scrape> scrapes() {
    return scrapes;
  }

  public int length() {
    return scrapes.size();
  }

  private static Scrape scrape(String header, InputStream in, Path file) throws IOException {
    var words = header.split(" ", -1);
    if (words.length != 3 || !header.startsWith(HEADER)) {
      throw new IOException(file + ": " + header + " (expected: " + HEADER + "MILLIS BYTES)");
    }
    int bytes = Integer.parseInt(words[2]);
    if (bytes < 0 || bytes > BODY_BYTES_MAX) {
      throw new IOException(file + ": " + bytes + " bytes (expected: <= " + BODY_BYTES_MAX + ")");
    }
    byte[] body = in.readNBytes(bytes);
    if (body.length < bytes) {
      throw new EOFException(file.toString());
    }
    return new Scrape(Long.parseLong(words[1]), body);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n' && line.length() < 64; b = in.read()) {
      line.append((char) b);
    }
    return line.toString();
  }
}
