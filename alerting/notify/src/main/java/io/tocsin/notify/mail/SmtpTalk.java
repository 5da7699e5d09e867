package io.tocsin.notify.mail;

import io.tocsin.http.TlsClient;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Talks with a mail server over one connection, RFC 5321. Nothing waits longer than the time-out
/// that was given. For one thread, but [#close] may be called by any.
final class SmtpTalk implements Closeable {
  private static final int LINE_MAX = 4_096;
  private static final int LINES_MAX = 200;

  private final String host;
  private final int port;
  private final TimeLeft time;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private List<String> extensions = List.of();

  /// How long may still be waited.
  @FunctionalInterface
  interface TimeLeft {
    long millis() throws IOException;
  }

  /// What the server says.
  record Reply(int code, List<String> lines) {
    String text() {
      return code + " " + String.join(" ", lines);
    }
  }

  private SmtpTalk(String host, int port, TimeLeft time, Socket socket) throws IOException {
    this.host = host;
    this.port = port;
    this.time = time;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /// Connects, and hears the greeting.
  ///
  /// @param tls what makes the connection secure at once; null for a plain one
  static SmtpTalk open(String host, int port, TimeLeft time, @Nullable TlsClient tls)
      throws IOException {
    var plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(host, port), (int) time.millis());
      plain.setSoTimeout((int) time.millis());
      var socket = tls == null ? plain : tls.over(plain, host, port);
      var talk = new SmtpTalk(host, port, time, socket);
      talk.expect("greeting", talk.reply(), 220);
      return talk;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  /// Introduces us, and hears what the server can do.
  void hello(String name) throws IOException {
    var reply = ask("EHLO " + name);
    if (reply.code() / 100 == 5) {
      expect("HELO", ask("HELO " + name), 250);
      extensions = List.of();
      return;
    }
    expect("EHLO", reply, 250);
    extensions = reply.lines().subList(1, reply.lines().size());
  }

  /// Returns what the server says of an extension, null where it does not know it.
  @Nullable String extension(String name) {
    for (var line : extensions) {
      var upper = line.toUpperCase(Locale.ROOT);
      if (upper.equals(name) || upper.startsWith(name + " ") || upper.startsWith(name + "=")) {
        return line.substring(name.length()).strip();
      }
    }
    return null;
  }

  void startTls(TlsClient tls, String name) throws IOException {
    expect("STARTTLS", ask("STARTTLS"), 220);
    if (in.available() > 0) {
      // What came in the clear must not count as said under TLS.
      throw new SmtpException("STARTTLS: the server went on in the clear");
    }
    socket = tls.over(socket, host, port);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    hello(name);
  }

  Reply ask(String command) throws IOException {
    if (command.chars().anyMatch(c -> c == '\r' || c == '\n')) {
      throw new SmtpException("command: a line end inside");
    }
    out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    return reply();
  }

  /// Asks what must be answered with that code.
  Reply must(String what, String command, int code) throws IOException {
    return expect(what, ask(command), code);
  }

  Reply expect(String what, Reply reply, int code) throws IOException {
    if (reply.code() != code && !(code == 250 && reply.code() == 251)) {
      throw new SmtpException(what + ": " + reply.text());
    }
    return reply;
  }

  /// Sends a message whose lines end with CR LF; a dot that begins one is doubled.
  void data(String message) throws IOException {
    must("DATA", "DATA", 354);
    var stuffed = message.startsWith(".") ? "." + message : message;
    var end = stuffed.endsWith("\r\n") ? ".\r\n" : "\r\n.\r\n";
    var bytes = (stuffed.replace("\r\n.", "\r\n..") + end).getBytes(StandardCharsets.UTF_8);
    out.write(bytes);
    expect("delivery", reply(), 250);
  }

  private Reply reply() throws IOException {
    var lines = new ArrayList<String>();
    while (true) {
      var line = line();
      if (!line.matches("[0-9]{3}([ -].*)?")) {
        throw new SmtpException("reply: " + line + " (expected: a code of three digits)");
      }
      lines.add(line.length() > 4 ? line.substring(4) : "");
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return new Reply(Integer.parseInt(line, 0, 3, 10), lines);
      }
      if (lines.size() > LINES_MAX) {
        throw new SmtpException("reply: more than " + LINES_MAX + " lines");
      }
    }
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (true) {
      socket.setSoTimeout((int) time.millis());
      int read = in.read();
      if (read < 0) {
        throw new SmtpException("the server closed the connection");
      }
      if (read == '\n') {
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
      }
      if (bytes.size() == LINE_MAX) {
        throw new SmtpException("reply: a line of more than " + LINE_MAX + " bytes");
      }
      bytes.write(read);
    }
  }

  /// Says goodbye, and does not mind what the server makes of it.
  void quit() {
    try {
      ask("QUIT");
    } catch (IOException gone) {
      // The message is delivered, or was refused already.
      return;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException broken) {
      // It is not used again.
      return;
    }
  }
}
