package io.tocsin.collect.scrape;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/// A server to scrape on a free port, which notes what it is asked.
final class TestTarget implements Closeable {
  /// What it was asked for.
  record Request(String uri, Headers headers) {
    String header(String name) {
      var value = headers.getFirst(name);
      return value == null ? "" : value;
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  volatile String body = "";
  volatile int status = 200;
  volatile boolean gzip;
  volatile boolean chunked;
  volatile String location = "";

  TestTarget() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(new Request(exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    if (gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      bytes = packed(bytes);
    }
    if (!location.isEmpty()) {
      exchange.getResponseHeaders().set("Location", location);
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : chunked ? 0 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packer = new GZIPOutputStream(out)) {
      packer.write(bytes);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
