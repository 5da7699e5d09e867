package io.tocsin.bench.load;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// A webhook receiver on a free loopback port that answers 200 and remembers what came when. Safe
/// for use by many threads.
public final class NotificationSink implements AutoCloseable {
  private static final Pattern GROUP = Pattern.compile("\"groupLabels\":\\{\"group\":\"([^\"]*)\"");
  private static final String FINGERPRINT = "\"fingerprint\":";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Notification> received = new ArrayList<>();

  /// One notification.
  ///
  /// @param group the value of the label `group` that its alerts share
  /// @param alerts how many alerts are in it
  /// @param nanos when it was there, by `System.nanoTime`
  public record Notification(String group, int alerts, long nanos) {}

  public NotificationSink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            add(body, System.nanoTime());
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
  }

  private synchronized void add(String body, long nanos) {
    var match = GROUP.matcher(body);
    int alerts = body.split(FINGERPRINT, -1).length - 1;
    received.add(new Notification(match.find() ? match.group(1) : "", alerts, nanos));
  }

  /// Where notifications go.
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /// Returns what has come so far, in its order.
  public synchronized List<Notification> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
