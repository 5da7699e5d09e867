package io.tocsin.e2e;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A reverse proxy as nginx is one with nothing but `location /tocsin/ { proxy_pass …; }`: it
/// speaks HTTP/1.0 to the server behind it, one request for each connection, under the name of that
/// server. What it cannot carry to an old client, such as chunks, is an error here.
final class OldProxy implements AutoCloseable {
  private static final String PREFIX = "/tocsin/";
  private static final Set<String> NOT_PASSED_ON =
      Set.of("connection", "host", "transfer-encoding", "content-length", "expect", "upgrade");

  private final HttpServer front;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int behind;
  private final boolean cutsPath;

  private OldProxy(HttpServer front, int behind, boolean cutsPath) {
    this.front = front;
    this.behind = behind;
    this.cutsPath = cutsPath;
  }

  /// @param cutsPath whether the server behind sees paths without the prefix
  static OldProxy start(int behind, boolean cutsPath) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var proxy = new OldProxy(HttpServer.create(address, 0), behind, cutsPath);
    proxy.front.createContext(PREFIX, proxy::pass);
    proxy.front.setExecutor(proxy.threads);
    proxy.front.start();
    return proxy;
  }

  String url() {
    return "http://127.0.0.1:" + front.getAddress().getPort() + PREFIX;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange;
        var socket = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      socket.setSoTimeout(30_000);
      var out = socket.getOutputStream();
      out.write(request(exchange));
      out.flush();
      answer(socket.getInputStream().readAllBytes(), exchange);
    } catch (IOException | RuntimeException e) {
      System.err.println("proxy: " + exchange.getRequestURI() + ": " + e);
      throw e;
    }
  }

  private byte[] request(HttpExchange exchange) throws IOException {
    var target = exchange.getRequestURI().toString();
    var path = cutsPath ? target.substring(PREFIX.length() - 1) : target;
    var head = new StringBuilder();
    head.append(exchange.getRequestMethod()).append(' ').append(path).append(" HTTP/1.0\r\n");
    head.append("Host: 127.0.0.1:").append(behind).append("\r\nConnection: close\r\n");
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(v -> head.append(name).append(": ").append(v).append("\r\n"));
          }
        });
    var body = exchange.getRequestBody().readAllBytes();
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static void answer(byte[] bytes, HttpExchange exchange) throws IOException {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no whole head: " + text);
    }
    var lines = text.substring(0, end).split("\r\n", -1);
    var to = exchange.getResponseHeaders();
    for (int i = 1; i < lines.length; i++) {
      header(lines[i], to);
    }
    int length = bytes.length - end - 4;
    int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
    boolean silent = length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, silent ? -1 : length);
    if (!silent) {
      exchange.getResponseBody().write(bytes, end + 4, length);
    }
  }

  private static void header(String line, Headers to) throws IOException {
    var parts = line.split(": *", 2);
    var name = parts[0].toLowerCase(Locale.ROOT);
    if (name.equals("transfer-encoding")) {
      throw new IOException(line + " (expected: none for a client of HTTP/1.0)");
    }
    if (name.equals("connection") && !parts[1].equals("close")) {
      throw new IOException(line + " (expected: close)");
    }
    if (!NOT_PASSED_ON.contains(name) && !name.equals("date")) {
      to.add(parts[0], parts[1]);
    }
  }

  @Override
  public void close() {
    front.stop(0);
    threads.shutdownNow();
  }
}
