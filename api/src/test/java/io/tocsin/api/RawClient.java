package io.tocsin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// Speaks HTTP/1.1 on a bare socket, so that nothing between a test and the server repairs what the
/// test sends.
final class RawClient {
  private final int port;

  RawClient(int port) {
    this.port = port;
  }

  /// @param headers by lower-case name
  record Answer(int status, Map<String, String> headers, byte[] bytes) {
    String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String unzipped() throws IOException {
      try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  Answer get(String target, String... headers) throws IOException {
    return send("GET", target, "", headers);
  }

  Answer post(String target, String body, String... headers) throws IOException {
    return send("POST", target, body, headers);
  }

  Answer post(String target, byte[] body, String... headers) throws IOException {
    return send("POST", target, body, headers);
  }

  Answer form(String target, String form) throws IOException {
    return post(target, form, "Content-Type: application/x-www-form-urlencoded");
  }

  /// Reads `/metrics` until it holds the text, for as long as it may take on a machine with much
  /// else to do: a request is counted after its answer is sent, a client that has left is noticed
  /// within half a second.
  void awaitMetric(String text) throws IOException {
    long until = System.nanoTime() + 20_000_000_000L;
    var body = "";
    while (!body.contains(text) && System.nanoTime() - until < 0) {
      body = get("/metrics").body();
    }
    assertThat(body).contains(text);
  }

  Answer send(String method, String target, String body, String... headers) throws IOException {
    return send(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private Answer send(String method, String target, byte[] content, String... headers)
      throws IOException {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
    boolean named = false;
    for (var header : headers) {
      head.append(header).append("\r\n");
      named |= header.startsWith("Host:");
    }
    if (!named) {
      head.append("Host: localhost:").append(port).append("\r\n");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      head.append("Content-Length: ").append(content.length).append("\r\n");
    }
    try (var socket = open()) {
      var out = socket.getOutputStream();
      out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
      out.write(content);
      out.flush();
      return read(socket.getInputStream(), method.equals("HEAD"));
    }
  }

  Socket open() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  static Answer read(InputStream in, boolean withoutBody) throws IOException {
    var status = line(in);
    if (status.isEmpty()) {
      throw new IOException("closed without an answer");
    }
    var headers = new TreeMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (a, b) -> a + ", " + b);
    }
    int code = Integer.parseInt(status.split(" ")[1]);
    return new Answer(code, headers, withoutBody ? new byte[0] : body(in, headers));
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      return chunks(in);
    }
    var length = headers.get("content-length");
    return length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var out = new ByteArrayOutputStream();
    while (true) {
      var size = line(in);
      if (size.isEmpty()) {
        throw new IOException("cut answer");
      }
      int length = Integer.parseInt(size, 16);
      var chunk = in.readNBytes(length);
      line(in);
      if (length == 0) {
        return out.toByteArray();
      }
      out.write(chunk);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
