package io.tocsin.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The program: reads the command line, runs scenarios one after the other and prints the tables.
public final class Bench {
  private static final int TAPE_SCRAPES = 600;
  private static final int TAPE_INTERVAL_SECONDS = 10;

  private Bench() {}

  /// Runs the command named by the first argument; see the usage.
  public static void main(String[] args) throws IOException, InterruptedException {
    System.exit(run(List.of(args), System.out, System.err));
  }

  private static int run(List<String> args, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    BenchOptions options;
    try {
      options = BenchOptions.parse(args);
      switch (options.command()) {
        case "record" -> record(options, err);
        case "farm" -> FarmProcess.serve(options.tape(), options.number("targets", 1), out);
        default -> {
          return measure(options, out, err) == 0 ? 0 : 1;
        }
      }
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(BenchOptions.USAGE);
      return 2;
    }
    return 0;
  }

  private static void record(BenchOptions options, PrintStream err)
      throws IOException, InterruptedException {
    var exporter =
        options.has("exporter")
            ? Path.of(options.text("exporter", ""))
            : BenchOptions.onPath("prometheus-node-exporter");
    int scrapes = options.number("scrapes", TAPE_SCRAPES);
    int seconds = options.number("interval", TAPE_INTERVAL_SECONDS);
    err.printf("recording %d scrapes, one every %d s, to %s%n", scrapes, seconds, options.tape());
    new TapeRecorder(exporter).record(options.tape(), scrapes, Duration.ofSeconds(seconds));
  }

  /// Returns how much could not be measured.
  private static int measure(BenchOptions options, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    if (options.needsTape() && !Files.exists(options.tape())) {
      throw new IllegalArgumentException(
          "tape: " + options.tape() + " is not there (expected: one made by the record command)");
    }
    boolean ownDir = !options.has("work");
    var workDir =
        ownDir
            ? Files.createTempDirectory("tocsin-bench-")
            : Files.createDirectories(Path.of(options.text("work", "")).toAbsolutePath());
    var setup =
        new Setup(
            options.peers(),
            Size.parse(options.text("size", "full")),
            options.tape(),
            options.conformance(),
            workDir,
            new Report(),
            err);
    try {
      switch (options.command()) {
        case BenchOptions.ALERTS -> new AlertBench(setup).run();
        case BenchOptions.LATENCY -> new LatencyBench(setup, options.alertmanager()).run();
        default -> new Scenarios(setup).run(options.command());
      }
    } finally {
      // What was measured before a failure is worth having.
      var text = new Machine().line() + "\n\n" + setup.report().markdown();
      out.print(text);
      if (options.has("report")) {
        Files.writeString(Path.of(options.text("report", "")), text);
      }
      if (ownDir) {
        PeerProcess.delete(workDir);
      }
    }
    return setup.report().failures();
  }
}
