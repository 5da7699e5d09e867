package io.tocsin.collect.scrape;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.PrometheusConfig;
import io.tocsin.collect.ReadFiles;
import io.tocsin.collect.RelabelStep;
import io.tocsin.collect.TargetView;
import io.tocsin.kit.Clock;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.SeriesStore;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All scrape pools and the thread that watches discovery files. Safe for use by many threads.
public final class Pools implements Closeable {
  private static final long WATCH_MILLIS = 5_000;

  private final ScrapeEnvironment environment;
  private final LoopRunner runner;
  private volatile Map<String, ScrapePool> pools = Map.of();
  private @Nullable Thread watcher;
  private volatile boolean closed;

  public Pools(
      SeriesStore store,
      Clock clock,
      PrometheusRegistry registry,
      ReadFiles files,
      String userAgent,
      boolean typeLabels) {
    var metrics = new ScrapeMetrics(registry);
    this.environment =
        new ScrapeEnvironment(
            store,
            clock,
            files,
            new Buffers.Pool(),
            new SharedTexts(),
            metrics,
            userAgent,
            typeLabels);
    this.runner = new LoopRunner(metrics);
  }

  public synchronized void apply(PrometheusConfig config) {
    if (closed) {
      throw new IllegalStateException("scraper: is closed");
    }
    var old = pools;
    var now = new LinkedHashMap<String, ScrapePool>();
    for (var settings : config.scrapes()) {
      var kept = old.get(settings.jobName());
      now.put(
          settings.jobName(), kept == null ? new ScrapePool(environment, runner, settings) : kept);
    }
    pools = now;
    for (var settings : config.scrapes()) {
      var pool = now.get(settings.jobName());
      if (pool != null) {
        pool.apply(settings);
      }
    }
    old.forEach((name, pool) -> {
      if (!now.containsKey(name)) {
        pool.end();
      }
    });
    boolean watches = config.scrapes().stream().anyMatch(s -> !s.fileDiscoveries().isEmpty());
    if (watches && watcher == null) {
      watcher = Thread.ofVirtual().name("discovery").start(this::watch);
    }
  }

  private void watch() {
    try {
      while (!closed) {
        environment.clock().sleepNanos(WATCH_MILLIS * 1_000_000);
        pools.values().forEach(ScrapePool::refresh);
      }
    } catch (InterruptedException ended) {
      return;
    }
  }

  public List<String> names() {
    return pools.keySet().stream().sorted().toList();
  }

  public List<TargetView> active(String externalHost) {
    var found = new ArrayList<TargetView>();
    for (var name : names()) {
      var pool = pools.get(name);
      if (pool != null) {
        found.addAll(pool.active(externalHost));
      }
    }
    return found;
  }

  public Map<String, List<Labels>> dropped() {
    return each(ScrapePool::dropped);
  }

  public Map<String, Integer> droppedCounts() {
    return each(ScrapePool::droppedCount);
  }

  private <T> Map<String, T> each(Function<ScrapePool, T> question) {
    var answers = new TreeMap<String, T>();
    pools.forEach((name, pool) -> answers.put(name, question.apply(pool)));
    return answers;
  }

  public Map<String, MetricMetadata> metadata(TargetView target) {
    var pool = pools.get(target.pool());
    return pool == null ? Map.of() : pool.metadata(target);
  }

  public @Nullable String text(String name) {
    var pool = pools.get(name);
    return pool == null ? null : pool.text();
  }

  public @Nullable List<RelabelStep> relabelSteps(String name, Labels discovered) {
    var pool = pools.get(name);
    return pool == null ? null : pool.relabelSteps(discovered);
  }

  @Override
  public void close() {
    Thread watching;
    synchronized (this) {
      closed = true;
      watching = watcher;
    }
    if (watching != null) {
      watching.interrupt();
      joinQuietly(watching);
    }
    runner.close();
    environment.buffers().close();
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
