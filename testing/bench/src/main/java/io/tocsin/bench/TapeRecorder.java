package io.tocsin.bench;

import io.tocsin.bench.load.Pace;
import io.tocsin.bench.load.Tape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Records a tape from a real node_exporter that it starts on a free loopback port.
final class TapeRecorder {
  private final Path exporter;

  TapeRecorder(Path exporter) {
    this.exporter = exporter;
  }

  /// Appends `scrapes` answers to `file`, one every `interval`; whatever was written stays when
  /// this is interrupted.
  void record(Path file, int scrapes, Duration interval) throws IOException, InterruptedException {
    if (scrapes < 1 || scrapes > Tape.SCRAPES_MAX) {
      throw new IllegalArgumentException(
          "scrapes: " + scrapes + " (expected: 1 to " + Tape.SCRAPES_MAX + ")");
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    int port = freePort();
    var process =
        new ProcessBuilder(exporter.toString(), "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread killer = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(killer);
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + port + "/metrics");
      awaitAnswer(http, uri);
      long next = System.nanoTime();
      for (int i = 0; i < scrapes; i++) {
        Tape.append(file, scrape(http, uri));
        next += interval.toNanos();
        Pace.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
      }
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  /// A port that was free a moment ago, for programs that cannot choose one themselves.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Tape.Scrape scrape(HttpClient http, URI uri)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    long now = System.currentTimeMillis();
    var response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(uri + ": status " + response.statusCode() + " (expected: 200)");
    }
    return new Tape.Scrape(now, response.body());
  }

  private static void awaitAnswer(HttpClient http, URI uri) throws IOException {
    boolean up =
        Pace.await(
            () -> {
              try {
                scrape(http, uri);
                return true;
              } catch (IOException _) {
                return false;
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
              }
            },
            Duration.ofMillis(100),
            Duration.ofSeconds(10));
    if (!up) {
      throw new IOException(uri + ": no answer (expected: within 10 s)");
    }
  }
}
