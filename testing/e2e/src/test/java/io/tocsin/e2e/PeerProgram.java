package io.tocsin.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A program that tests talk to over HTTP, on a free port of loopback: one of Debian's, or this one
/// in its place. Such programs cannot say which port they got, so they cannot be given 0.
public final class PeerProgram implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Line line;
  private final Path log;
  private final String ready;
  private final Web web;
  private Process process;

  /// The words of a command line.
  @FunctionalInterface
  public interface Line {
    List<String> on(int port);
  }

  private PeerProgram(Line line, Path log, String ready, Web web) throws IOException {
    this.line = line;
    this.log = log;
    this.ready = ready;
    this.web = web;
    this.process = started();
  }

  /// Starts it and waits until a path is answered with 200.
  ///
  /// @param log gets what it prints; `/dev/null` for nobody
  public static PeerProgram start(Line line, Path log, String ready) throws IOException {
    return new PeerProgram(line, log, ready, new Web(freePort()));
  }

  /// Skips the test where there is no such program.
  public static void assumeInstalled(Path binary) {
    Assumptions.assumeTrue(Files.isExecutable(binary), binary + " is not installed");
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process started() throws IOException {
    var begun =
        new ProcessBuilder(line.on(web.port()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      Eventually.get(LIMIT, () -> web.get(ready).status(), status -> status == 200);
      return begun;
    } catch (RuntimeException | Error e) {
      begun.destroyForcibly();
      throw e;
    }
  }

  public Web web() {
    return web;
  }

  String address() {
    return "127.0.0.1:" + web.port();
  }

  /// Ends it as an operator does and starts it again, on the same port.
  public void restart() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(line.on(web.port()) + ": still runs " + LIMIT + " after SIGTERM");
    }
    process = started();
  }

  /// Kills it, so that its port answers nobody.
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    web.close();
  }
}
