package io.tocsin.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One running server: the packaged program as a process of its own, on a free port of loopback.
final class Tocsin implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("url=\"?https?://[^ ]*:(\\d+)/");
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final Log log;
  private final Web web;
  private final long readyMillis;

  private Tocsin(Process process, Log log, int port, long readyMillis) {
    this.process = process;
    this.log = log;
    this.web = new Web(port);
    this.readyMillis = readyMillis;
  }

  /// Starts `serve` on loopback with this data directory and these further words.
  static Tocsin start(Path data, String... words) throws IOException {
    var line =
        new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0", "--data", data.toString()));
    line.addAll(List.of(words));
    return startWith(line);
  }

  /// Starts `serve` as [#start] does, run by a command that ends in running what follows it.
  static Tocsin startWithin(List<String> runner, Path data) throws IOException {
    var line = new ArrayList<>(runner);
    line.add(Dist.launcher().toString());
    line.addAll(List.of("serve", "--listen", "127.0.0.1:0", "--data", data.toString()));
    return run(line);
  }

  /// Starts with exactly these words and returns when the server says that it listens.
  static Tocsin startWith(List<String> words) throws IOException {
    var line = new ArrayList<String>();
    line.add(Dist.launcher().toString());
    line.addAll(words);
    return run(line);
  }

  private static Tocsin run(List<String> line) throws IOException {
    long start = System.nanoTime();
    var process = new ProcessBuilder(line).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    var log = new Log(process.getErrorStream());
    try {
      int port =
          Eventually.get(
              START_LIMIT, () -> process.isAlive() ? port(log) : -1, found -> found != 0);
      if (port < 0) {
        throw new AssertionError("exit " + process.waitFor() + ": " + log.all());
      }
      return new Tocsin(process, log, port, (System.nanoTime() - start) / 1_000_000);
    } catch (Throwable e) {
      process.destroyForcibly();
      throw e instanceof InterruptedException
          ? new AssertionError(e)
          : new AssertionError(log.text(), e);
    }
  }

  private static int port(Log log) {
    for (var line : log.lines()) {
      Matcher url = URL.matcher(line);
      if (line.contains("msg=listening") && url.find()) {
        return Integer.parseInt(url.group(1));
      }
    }
    return 0;
  }

  Web web() {
    return web;
  }

  Log log() {
    return log;
  }

  String url() {
    return "http://127.0.0.1:" + web.port() + "/";
  }

  /// From exec to the line that says it serves, as seen from here.
  long readyMillis() {
    return readyMillis;
  }

  void hangUp() throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("kill -HUP: exit " + kill.exitValue());
    }
  }

  /// As `kill -9`: the process gets no chance to do anything.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    web.close();
  }

  /// Asks it to stop, as `kill` does, and returns the exit code.
  int stop() throws InterruptedException {
    process.destroy();
    web.close();
    if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still runs " + STOP_LIMIT + " after SIGTERM\n" + log.text());
    }
    return process.exitValue();
  }

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
