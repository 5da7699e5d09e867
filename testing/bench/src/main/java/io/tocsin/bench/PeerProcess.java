package io.tocsin.bench;

import io.tocsin.bench.load.Pace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One running peer: started on a free loopback port over a data directory, seen from outside,
/// stopped by its own process id.
final class PeerProcess implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  private final Peer peer;
  private final Process process;
  private final Web web;
  private final Path dataDir;
  private final long startNanos;
  private final Thread reaper;

  private PeerProcess(Peer peer, Process process, Web web, Path dataDir, long startNanos) {
    this.peer = peer;
    this.process = process;
    this.web = web;
    this.dataDir = dataDir;
    this.startNanos = startNanos;
    this.reaper = new Thread(process::destroyForcibly);
  }

  /// Starts `peer` in `dir`: its data in `dir/data`, what it prints in `dir/log`.
  static PeerProcess start(Peer peer, Path dir, String config) throws IOException {
    return start(peer, dir, config, peer::command);
  }

  /// As [#start], of its notifying part alone.
  static PeerProcess startAlerting(Peer peer, Path dir, String config) throws IOException {
    return start(peer, dir, config, peer::alerting);
  }

  private interface CommandLine {
    List<String> of(Path config, Path dataDir, int port);
  }

  private static PeerProcess start(Peer peer, Path dir, String config, CommandLine command)
      throws IOException {
    Files.createDirectories(dir);
    var dataDir = dir.resolve("data");
    var configFile = Files.writeString(dir.resolve("config.yml"), config);
    int port = TapeRecorder.freePort();
    var builder =
        new ProcessBuilder(command.of(configFile, dataDir, port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()));
    long start = System.nanoTime();
    var started = new PeerProcess(peer, builder.start(), new Web(port), dataDir, start);
    Runtime.getRuntime().addShutdownHook(started.reaper);
    return started;
  }

  Peer peer() {
    return peer;
  }

  Web web() {
    return web;
  }

  /// Waits until `/-/ready` answers 200; returns the seconds since the start.
  double awaitReady() throws IOException {
    boolean ready =
        Pace.await(
            () -> !process.isAlive() || web.answersOk("/-/ready"),
            Duration.ofMillis(10),
            READY_LIMIT);
    if (!ready || !process.isAlive()) {
      throw new IOException(peer.name() + ": not ready (expected: within " + READY_LIMIT + ")");
    }
    return secondsSinceStart();
  }

  double secondsSinceStart() {
    return Pace.secondsSince(startNanos);
  }

  ProcessStats stats() throws IOException {
    return ProcessStats.read(process.pid());
  }

  /// Bytes allocated on disk under `part` of the data directory (`.` for all of it).
  long diskBytes(String part) throws IOException {
    return allocatedBytes(dataDir.resolve(part));
  }

  /// The sum of the samples of one of its own metrics, or 0 when it exposes none of that name.
  double metric(String name) throws IOException {
    var text = new String(web.get("/metrics", STOP_LIMIT).body(), StandardCharsets.UTF_8);
    return text.lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /// Ends the process with SIGKILL, as a crash does.
  void kill() throws IOException {
    process.destroyForcibly();
    awaitEnd(STOP_LIMIT);
    forget();
  }

  /// Makes everything that was acknowledged visible to queries, for a peer that shows it later.
  void showAll() throws IOException {
    if (peer.kind() == Peer.Kind.VICTORIA) {
      web.get("/internal/force_flush", Duration.ofMinutes(1));
    }
  }

  /// Sends SIGKILL and returns at once; requests under way fail.
  void destroyNow() {
    process.destroyForcibly();
  }

  /// Asks the process to end and waits for it; kills it after a minute.
  @Override
  public void close() throws IOException {
    process.destroy();
    if (!awaitEnd(STOP_LIMIT)) {
      process.destroyForcibly();
      awaitEnd(STOP_LIMIT);
    }
    forget();
  }

  /// Bytes allocated under `dir`, as `du` counts them: files may be sparse or preallocated.
  static long allocatedBytes(Path dir) throws IOException {
    var du =
        new ProcessBuilder("du", "-sB1", dir.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var text = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (text.isEmpty()) {
      throw new IOException(dir + ": not there (expected: a directory)");
    }
    return Long.parseLong(text.substring(0, text.indexOf('\t')));
  }

  private boolean awaitEnd(Duration limit) throws IOException {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(peer.name());
    }
  }

  private void forget() {
    web.close();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException _) {
      // The virtual machine is ending and runs the hook itself.
    }
  }

  /// Deletes what a scenario left behind.
  static void delete(Path dir) throws IOException {
    if (!Files.exists(dir)) {
      return;
    }
    try (var paths = Files.walk(dir)) {
      paths.sorted(Comparator.reverseOrder()).forEach(PeerProcess::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
