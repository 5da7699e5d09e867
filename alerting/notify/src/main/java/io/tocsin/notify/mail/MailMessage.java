package io.tocsin.notify.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A message with headers, a text and a page, either of which may be empty: RFC 5322 and MIME's
/// `multipart/alternative`. Only ASCII is written: headers as encoded words, parts as
/// quoted-printable.
final class MailMessage {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xxxx", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int WORD_MAX_BYTES = 45;
  private static final int LINE_MAX = 76;

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final String boundary;

  /// @param boundary stands between the parts: letters and digits, in no part
  MailMessage(String boundary) {
    this.boundary = boundary;
  }

  void header(String name, String value) {
    headers.put(name, value);
  }

  /// Returns the message with CR LF at the ends of its lines.
  String text(String plain, String html, long nowMillis) {
    var out = new StringBuilder();
    headers.forEach(
        (name, value) -> out.append(name).append(": ").append(encoded(name, value)).append("\r\n"));
    out.append("Date: ").append(DATE.format(Instant.ofEpochMilli(nowMillis))).append("\r\n");
    out.append("Content-Type: multipart/alternative;  boundary=").append(boundary).append("\r\n");
    out.append("MIME-Version: 1.0\r\n\r\n");
    part(out, "text/plain", plain);
    // The preferred alternative stands last.
    part(out, "text/html", html);
    return out.append("--").append(boundary).append("--\r\n").toString();
  }

  private void part(StringBuilder out, String type, String text) {
    if (text.isEmpty()) {
      return;
    }
    out.append("--").append(boundary).append("\r\n");
    out.append("Content-Transfer-Encoding: quoted-printable\r\n");
    out.append("Content-Type: ").append(type).append("; charset=UTF-8\r\n\r\n");
    out.append(quotedPrintable(text)).append("\r\n");
  }

  /// A value that is no plain ASCII becomes encoded words, RFC 2047; of one with addresses they
  /// would hide them, so there only the names are encoded.
  private static String encoded(String name, String value) {
    var line = value.replaceAll("[\\r\\n]+", " ");
    if (line.chars().allMatch(c -> c >= ' ' && c < 127)) {
      return line;
    }
    boolean addresses = name.matches("(?i)from|to|cc|bcc|reply-to|sender");
    int open = line.indexOf('<');
    if (addresses && open > 0 && line.indexOf(',') < 0) {
      var who = line.substring(0, open).strip().replaceAll("^\"|\"$", "");
      return words(who) + " " + line.substring(open);
    }
    return words(line);
  }

  private static String words(String text) {
    var out = new StringBuilder();
    var word = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      var encoded = word(new String(Character.toChars(point)));
      if (word.length() + encoded.length() > WORD_MAX_BYTES + 18) {
        out.append("=?utf-8?q?").append(word).append("?=\r\n ");
        word.setLength(0);
      }
      word.append(encoded);
      i += Character.charCount(point);
    }
    return out.append("=?utf-8?q?").append(word).append("?=").toString();
  }

  private static String word(String character) {
    if (character.matches("[A-Za-z0-9!*+/-]")) {
      return character;
    }
    return character.equals(" ") ? "_" : hex(character);
  }

  private static String hex(String character) {
    var out = new StringBuilder();
    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
      out.append(String.format("=%02X", b & 0xff));
    }
    return out.toString();
  }

  /// RFC 2045 6.7: lines of at most 76 characters, ends of lines as CR LF.
  private static String quotedPrintable(String text) {
    var out = new StringBuilder();
    for (var line : text.replace("\r\n", "\n").split("\n", -1)) {
      if (!out.isEmpty()) {
        out.append("\r\n");
      }
      quotedLine(out, line);
    }
    return out.toString();
  }

  private static void quotedLine(StringBuilder out, String line) {
    int length = 0;
    for (int i = 0; i < line.length(); ) {
      int point = line.codePointAt(i);
      int next = i + Character.charCount(point);
      boolean blankAtEnd = (point == ' ' || point == '\t') && next == line.length();
      boolean plain = (point >= ' ' && point < 127 && point != '=') || point == '\t';
      var character = line.substring(i, next);
      var written = plain && !blankAtEnd ? character : hex(character);
      if (length + written.length() > LINE_MAX - 1) {
        out.append("=\r\n");
        length = 0;
      }
      out.append(written);
      length += written.length();
      i = next;
    }
  }
}
