package io.tocsin.e2e.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The webhooks of a script, at `/RECEIVER/INDEX` of a free loopback port: answers as the script
/// says, and keeps what it said yes to. Safe for use by many threads.
final class Recorder implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Deque<Integer>> answers = new HashMap<>();
  private final List<Told> told = new ArrayList<>();

  Recorder() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /// Replaces the address that scripts write.
  String addressed(String config) {
    return config.replace(
        "http://recorder/", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /// Lets the next requests to a webhook be answered with these HTTP statuses.
  synchronized void answer(String receiver, int index, List<Integer> statuses) {
    answers.computeIfAbsent("/" + receiver + "/" + index, _ -> new ArrayDeque<>()).addAll(statuses);
  }

  synchronized List<Told> told() {
    return List.copyOf(told);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int status = took(exchange.getRequestURI().getPath(), body, System.nanoTime());
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private synchronized int took(String path, String body, long nanos) {
    var planned = answers.get(path);
    int status = planned == null || planned.isEmpty() ? 200 : planned.removeFirst();
    if (status == 200) {
      told.add(Told.of(path, body, nanos));
    }
    return status;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
