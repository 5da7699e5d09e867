package io.tocsin.notify.services;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/// A service that writes down what it is asked and answers as it was told.
public final class Recorder implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Answer> answers = new ArrayDeque<>();

  /// @param headers `Name: value` of those that matter, sorted
  public record Request(String method, String target, List<String> headers, String body) {
    /// Returns the request in one line, as a test writes it.
    public String line() {
      return method + " " + target;
    }

    public String header(String name) {
      for (var header : headers) {
        if (header.regionMatches(true, 0, name + ": ", 0, name.length() + 2)) {
          return header.substring(name.length() + 2);
        }
      }
      return "";
    }
  }

  private record Answer(int status, String type, String body, String retryAfter) {}

  public Recorder() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var headers = new ArrayList<String>();
          exchange
              .getRequestHeaders()
              .forEach((name, values) -> headers.add(name + ": " + values.getFirst()));
          Collections.sort(headers);
          var body = exchange.getRequestBody().readAllBytes();
          requests.add(
              new Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  headers,
                  new String(body, StandardCharsets.UTF_8)));
          var answer = next();
          exchange.getResponseHeaders().set("Content-Type", answer.type());
          if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
          }
          var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  private synchronized Answer next() {
    var next = answers.poll();
    return next == null ? new Answer(200, "application/json", "{}", "") : next;
  }

  /// Says what the next request is answered with; the ones after it are answered with 200 and `{}`.
  public synchronized Recorder answer(int status, String body) {
    return answer(status, "application/json", body);
  }

  public synchronized Recorder answer(int status, String type, String body) {
    answers.add(new Answer(status, type, body, ""));
    return this;
  }

  public synchronized Recorder busy(String retryAfter) {
    answers.add(new Answer(429, "text/plain", "slow down", retryAfter));
    return this;
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public Request only() {
    if (requests.size() != 1) {
      throw new AssertionError(requests.size() + " requests (expected: 1): " + requests);
    }
    return requests.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
