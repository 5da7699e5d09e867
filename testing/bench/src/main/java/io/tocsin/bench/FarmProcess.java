package io.tocsin.bench;

import io.tocsin.bench.load.ScrapeFarm;
import io.tocsin.bench.load.Tape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A scrape farm in a process of its own, so that its cost is nobody else's. It ends when its
/// parent closes its standard input, or is gone.
final class FarmProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader replies;
  private final List<String> addresses;

  private FarmProcess(Process process, BufferedReader replies, List<String> addresses) {
    this.process = process;
    this.replies = replies;
    this.addresses = List.copyOf(addresses);
  }

  static FarmProcess start(Path tape, int targets) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                Bench.class.getName(),
                "farm",
                "--tape",
                tape.toString(),
                "--targets",
                Integer.toString(targets))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var replies =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var first = replies.readLine();
    if (first == null) {
      process.destroyForcibly();
      throw new IOException("farm: ended at once (expected: its addresses)");
    }
    return new FarmProcess(process, replies, List.of(first.split(" ", -1)));
  }

  List<String> addresses() {
    return addresses;
  }

  /// Scrapes answered so far.
  long served() throws IOException {
    process.getOutputStream().write("served\n".getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    var reply = replies.readLine();
    if (reply == null) {
      throw new IOException("farm: ended (expected: a count)");
    }
    return Long.parseLong(reply);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// The other side: what the farm's own process runs, speaking through `System.in` and `out`.
  static void serve(Path tape, int targets, PrintStream out) throws IOException {
    try (var farm = ScrapeFarm.open(Tape.read(tape), targets)) {
      out.println(String.join(" ", farm.addresses()));
      Thread.ofPlatform().daemon().name("farm-control").start(() -> control(farm, out));
      farm.run();
    }
  }

  private static void control(ScrapeFarm farm, PrintStream out) {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (in.readLine() != null) {
        out.println(farm.served());
      }
      farm.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
