package io.tocsin.bench;

import io.tocsin.bench.load.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Pushes a load at a steady pace behind whatever else is measured: one connection, its requests
/// spread evenly over the time of a step. Falls behind, and says so, when the peer is slower.
final class SteadyPush implements AutoCloseable {
  private final RemoteWriteLoad load;
  private final Web web;
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile int step;
  private volatile boolean closed;

  private SteadyPush(RemoteWriteLoad load, Web web, int fromStep, int endStep, long tickMillis) {
    this.load = load;
    this.web = web;
    this.step = fromStep;
    this.thread = new Thread(() -> run(endStep, tickMillis), "steady-push");
  }

  /// Starts to push the steps from `fromStep` up to `endStep`, which is left out, one every
  /// `tickMillis`.
  static SteadyPush start(
      RemoteWriteLoad load, Web web, int fromStep, int endStep, long tickMillis) {
    var push = new SteadyPush(load, web, fromStep, endStep, tickMillis);
    push.thread.start();
    return push;
  }

  /// The step that is being pushed now; those before it are acknowledged.
  int step() {
    return step;
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /// Ends after the request under way; fails if a request did.
  @Override
  public void close() throws IOException {
    closed = true;
    Pace.await(() -> !thread.isAlive(), Duration.ofMillis(10), Duration.ofMinutes(2));
    var failed = failure.get();
    if (failed != null) {
      throw new IOException("steady push: " + failed.getMessage(), failed);
    }
  }

  private void run(int endStep, long tickMillis) {
    var requests = new WriteRequests();
    var shape = load.shape();
    int perStep = (shape.hosts() + shape.hostsPerRequest() - 1) / shape.hostsPerRequest();
    long perRequestNanos = tickMillis * 1_000_000 / perStep;
    long next = System.nanoTime();
    try {
      for (int at = step; at < endStep; at++) {
        step = at;
        for (int host = 0; host < shape.hosts(); host += shape.hostsPerRequest()) {
          if (closed) {
            return;
          }
          load.pushRequest(web, requests, host, at);
          next += perRequestNanos;
          Pace.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
      }
      step = endStep;
    } catch (IOException e) {
      failure.set(e);
    }
  }
}
