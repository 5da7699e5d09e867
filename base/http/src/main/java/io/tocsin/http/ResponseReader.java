package io.tocsin.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads one HTTP/1.1 response: the head, then the body run by run as it lies in the input buffer.
/// For one thread.
public final class ResponseReader {
  private static final long CHUNKED = -1;
  private static final long UNTIL_CLOSE = -2;

  private final HttpConnection connection;
  private final Deadline deadline;
  private final byte[] in;
  private int at;
  private int limit;

  private int status;
  private String reason = "";
  private String location = "";
  private String contentType = "";
  private String retryAfter = "";
  private boolean gzip;
  private boolean keepAlive;

  /// What is left of the body, or of the chunk; or how the end is told.
  private long left;

  private boolean chunked;
  private boolean ended;
  private boolean firstChunk = true;

  /// The run that [#nextRun] found.
  private int runStart;

  private int runEnd;

  /// How often the head was moved to the front of the input buffer to make room.
  private int moved;

  /// @param firstByte what was read of the response already
  public ResponseReader(HttpConnection connection, Deadline deadline, byte[] in, byte firstByte) {
    this.connection = connection;
    this.deadline = deadline;
    this.in = in;
    in[0] = firstByte;
    limit = 1;
  }

  public int status() {
    return status;
  }

  public String statusLine() {
    return reason.isEmpty() ? Integer.toString(status) : status + " " + reason;
  }

  public String location() {
    return location;
  }

  public String contentType() {
    return contentType;
  }

  /// Returns the header `Retry-After`; empty where there is none.
  public String retryAfter() {
    return retryAfter;
  }

  public boolean isGzip() {
    return gzip;
  }

  /// Tells whether the connection can be used again: only after the body was read to its end.
  public boolean isReusable() {
    return ended && keepAlive;
  }

  public int runStart() {
    return runStart;
  }

  public int runEnd() {
    return runEnd;
  }

  public void readHead() throws IOException {
    do {
      statusLine(line());
      left = UNTIL_CLOSE;
      for (var line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
          throw new IOException("header: " + line + " (expected: a name and a colon)");
        }
        header(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1));
      }
    } while (status >= 100 && status < 200);
    if (status == 204 || status == 304) {
      left = 0;
    }
    if (chunked) {
      left = CHUNKED;
    }
    keepAlive &= left != UNTIL_CLOSE;
    ended = left == 0;
  }

  private void statusLine(String line) throws IOException {
    boolean known = line.length() >= 12 && line.startsWith("HTTP/1.") && line.charAt(8) == ' ';
    if (!known || !line.substring(9, 12).chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IOException("status line: " + line + " (expected: HTTP/1.1 and a status)");
    }
    status = Integer.parseInt(line, 9, 12, 10);
    reason = line.substring(12).strip();
    keepAlive = line.charAt(7) != '0';
  }

  private void header(String name, String rawValue) throws IOException {
    var value = rawValue.strip();
    switch (name) {
      case "content-length" -> {
        if (!value.matches("[0-9]{1,18}")) {
          throw new IOException("content-length: " + value + " (expected: a number)");
        }
        left = Long.parseLong(value);
      }
      case "transfer-encoding" -> chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
      case "content-encoding" -> {
        gzip = value.equalsIgnoreCase("gzip");
        if (!gzip && !value.isEmpty() && !value.equalsIgnoreCase("identity")) {
          throw new IOException("content-encoding: " + value + " (expected: gzip)");
        }
      }
      case "content-type" -> contentType = value;
      case "location" -> location = value;
      case "retry-after" -> retryAfter = value;
      case "connection" -> {
        var lower = value.toLowerCase(Locale.ROOT);
        keepAlive = !lower.contains("close") && (keepAlive || lower.contains("keep-alive"));
      }
      default -> {
        return;
      }
    }
  }

  /// Returns the next line without its end; the whole head must fit into the input buffer.
  private String line() throws IOException {
    int from = at;
    int scan = at;
    while (true) {
      while (scan < limit) {
        if (in[scan++] == '\n') {
          at = scan;
          int end = scan - 1 > from && in[scan - 2] == '\r' ? scan - 2 : scan - 1;
          return new String(in, from, end - from, StandardCharsets.ISO_8859_1);
        }
      }
      if (limit == in.length) {
        if (from == 0) {
          throw new IOException("response head: more than " + in.length + " bytes");
        }
        System.arraycopy(in, from, in, 0, limit - from);
        scan -= from;
        limit -= from;
        from = 0;
        countMove();
      }
      fill();
    }
  }

  /// A head of many lines is bounded too.
  private void countMove() throws IOException {
    if (++moved > 4) {
      throw new IOException("response head: more than " + 4 * in.length + " bytes");
    }
  }

  private void fill() throws IOException {
    int read = connection.read(in, limit, in.length - limit, deadline);
    if (read < 0) {
      throw new EOFException("the server closed the connection before the end of its answer");
    }
    limit += read;
  }

  /// Finds the next bytes of the body in the input buffer; false at its end.
  public boolean nextRun() throws IOException {
    if (ended) {
      return false;
    }
    if (chunked && left <= 0 && !nextChunk()) {
      return false;
    }
    if (at == limit) {
      at = 0;
      limit = 0;
      int read = connection.read(in, 0, in.length, deadline);
      if (read < 0) {
        if (left != UNTIL_CLOSE) {
          throw new EOFException("the server closed the connection before the end of its answer");
        }
        ended = true;
        return false;
      }
      limit = read;
    }
    runStart = at;
    runEnd = left == UNTIL_CLOSE ? limit : (int) Math.min(limit, at + left);
    at = runEnd;
    if (left != UNTIL_CLOSE) {
      left -= runEnd - runStart;
      ended = left == 0 && !chunked;
    }
    return true;
  }

  private boolean nextChunk() throws IOException {
    compact();
    if (!firstChunk && !line().isEmpty()) {
      throw new IOException("chunk: longer than its size");
    }
    firstChunk = false;
    var size = line();
    int end = size.indexOf(';') < 0 ? size.length() : size.indexOf(';');
    var digits = size.substring(0, end).strip();
    if (!digits.matches("[0-9a-fA-F]{1,15}")) {
      throw new IOException("chunk size: " + digits + " (expected: a hexadecimal number)");
    }
    left = Long.parseLong(digits, 16);
    if (left == 0) {
      for (var trailer = line(); !trailer.isEmpty(); trailer = line()) {
        countMove();
      }
      ended = true;
    }
    moved = 0;
    return !ended;
  }

  private void compact() {
    System.arraycopy(in, at, in, 0, limit - at);
    limit -= at;
    at = 0;
  }
}
