package io.tocsin.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A few threads that push series of their own until the server is gone or their bound is reached,
/// and remember what was answered 2xx and what was merely sent.
final class Ingest {
  static final String NAME = "e2e_pushed";
  private static final int THREADS = 4;
  private static final int SERIES = 15;
  private static final int SAMPLES = 5;
  private static final int REQUESTS_MAX = 5000;
  private static final long STEP_MILLIS = 50;

  private final ConcurrentMap<Map<String, String>, NavigableMap<Long, Long>> acknowledged =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<Map<String, String>, NavigableMap<Long, Long>> sent =
      new ConcurrentHashMap<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<String> refusals = java.util.Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> threads = new ArrayList<>();
  private final long seed;

  Ingest(long seed) {
    this.seed = seed;
  }

  void start(Web web, long startMillis) {
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      threads.add(Thread.ofPlatform().start(() -> push(web, number, startMillis)));
    }
  }

  private void push(Web web, int thread, long startMillis) {
    var random = new Random(seed + thread);
    for (int request = 0; request < REQUESTS_MAX; request++) {
      var batch = batch(random, thread, startMillis + request * SAMPLES * STEP_MILLIS);
      var body = new WriteRequest();
      batch.forEach(body::add);
      remember(batch, sent);
      try {
        var reply = web.write(body);
        if (reply.status() / 100 != 2) {
          refusals.add(reply.toString());
          return;
        }
      } catch (IOException _) {
        return; // The server was killed, which is the point.
      }
      remember(batch, acknowledged);
      accepted.incrementAndGet();
    }
  }

  private static Map<Map<String, String>, NavigableMap<Long, Long>> batch(
      Random random, int thread, long startMillis) {
    var batch = new HashMap<Map<String, String>, NavigableMap<Long, Long>>();
    for (int series = 0; series < SERIES; series++) {
      var samples = new TreeMap<Long, Long>();
      for (int i = 0; i < SAMPLES; i++) {
        samples.put(startMillis + i * STEP_MILLIS, Double.doubleToLongBits(value(random, series)));
      }
      batch.put(Map.of("__name__", NAME, "thread", "" + thread, "series", "" + series), samples);
    }
    return batch;
  }

  /// Counters, decimals, constants, any bits at all: each series another kind.
  private static double value(Random random, int series) {
    return switch (series % 5) {
      case 0 -> random.nextInt(1_000_000);
      case 1 -> random.nextInt(1000) / 10.0;
      case 2 -> 1;
      case 3 -> random.nextGaussian();
      default -> {
        double any = Double.longBitsToDouble(random.nextLong());
        yield Double.isNaN(any) ? -0.0 : any;
      }
    };
  }

  private static void remember(
      Map<Map<String, String>, NavigableMap<Long, Long>> batch,
      ConcurrentMap<Map<String, String>, NavigableMap<Long, Long>> where) {
    // Each series belongs to one thread, so its map needs no lock.
    batch.forEach(
        (labels, samples) -> where.computeIfAbsent(labels, _ -> new TreeMap<>()).putAll(samples));
  }

  int accepted() {
    return accepted.get();
  }

  boolean isRunning() {
    return threads.stream().anyMatch(Thread::isAlive);
  }

  /// Waits until every thread has noticed the end.
  void join() throws InterruptedException {
    for (var thread : threads) {
      thread.join();
    }
  }

  /// Answers other than 2xx.
  List<String> refusals() {
    return refusals;
  }

  Series acknowledged() {
    return new Series(acknowledged);
  }

  Series sent() {
    return new Series(sent);
  }
}
