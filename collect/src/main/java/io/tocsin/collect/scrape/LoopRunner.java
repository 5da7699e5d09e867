package io.tocsin.collect.scrape;

import java.io.Closeable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Gives each loop its virtual thread and ends them all. Safe for use by many threads.
final class LoopRunner implements Closeable {
  private final Set<ScrapeLoop> alive = ConcurrentHashMap.newKeySet();
  private final ScrapeMetrics metrics;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("scrape-", 0).factory());

  LoopRunner(ScrapeMetrics metrics) {
    this.metrics = metrics;
  }

  void start(ScrapeLoop loop) {
    alive.add(loop);
    metrics.targets.inc();
    threads.execute(() -> {
      try {
        loop.run();
      } finally {
        alive.remove(loop);
        metrics.targets.dec();
      }
    });
  }

  /// Ends all loops and waits for them.
  @Override
  public void close() {
    alive.forEach(loop -> loop.end(ScrapeLoop.Ending.SHUTDOWN));
    threads.close();
  }
}
