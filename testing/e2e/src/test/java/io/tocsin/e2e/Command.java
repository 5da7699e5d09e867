package io.tocsin.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What one run of a command left: its exit code, what it wrote, and how long it took.
record Command(int exit, String out, String err, long millis) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Runs the packaged program to its end with nothing on standard input.
  static Command tocsin(String... words) throws IOException, InterruptedException {
    return tocsinReading("", words);
  }

  /// Runs it with this text on standard input.
  static Command tocsinReading(String input, String... words)
      throws IOException, InterruptedException {
    return run(input, Dist.launcher(), Map.of(), words);
  }

  /// Runs the packaged program for longer than commands usually take.
  static Command tocsinWithin(Duration limit, String... words)
      throws IOException, InterruptedException {
    return run(limit, "", Dist.launcher(), Map.of(), words);
  }

  static Command run(String input, Path program, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    return run(LIMIT, input, program, environment, words);
  }

  private static Command run(
      Duration limit, String input, Path program, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(program.toString());
    line.addAll(List.of(words));
    var builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    var process = builder.start();
    var out = new Log(process.getInputStream());
    var err = new Log(process.getErrorStream());
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // A command that does not read its input may be gone already.
    }
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(
          line + ": still runs after " + limit + "\n" + out.text() + err.text());
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    return new Command(process.exitValue(), out.all(), err.all(), millis);
  }

  /// The last line of its standard output.
  String lastLine() {
    return out.substring(out.lastIndexOf('\n') + 1);
  }
}
