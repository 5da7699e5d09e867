package io.tocsin.collect;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.collect.host.HostCollector;
import io.tocsin.collect.host.OwnCollector;
import io.tocsin.collect.host.SampleSink;
import io.tocsin.collect.host.SelfMetrics;
import io.tocsin.collect.host.SelfTarget;
import io.tocsin.kit.Clock;
import io.tocsin.kit.Durations;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Collects the host's metrics (job `node`, node_exporter's names) and this process's (job
/// `tocsin`: the registry, the JVM, the process) straight into the store, at once and then every
/// ten seconds. [#start] once, [#close] once; the answers about targets are for any thread.
public final class SelfScrape implements TargetSource, Closeable {
  /// What every series of these two targets carries beside `job`; an empty value leaves its label
  /// out.
  public record Settings(String instance, String environment, String service) {
    /// Returns settings with the host's own name as instance.
    public static Settings ofThisHost(String environment, String service) {
      return new Settings(hostName(), environment, service);
    }

    private static String hostName() {
      try {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      } catch (IOException e) {
        return "localhost";
      }
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(SelfScrape.class);
  private static final long INTERVAL_MILLIS = 10_000;

  private final Clock clock;
  private final SelfMetrics metrics;
  private final List<SelfTarget> targets;
  private @Nullable Thread loop;
  private boolean failing;
  private boolean closing;
  private boolean sleeping;

  /// @param registry the process's metrics; those of the JVM are added to it by the first pass
  public SelfScrape(
      SeriesStore store, Clock clock, PrometheusRegistry registry, Settings settings) {
    this.clock = clock;
    this.metrics = new SelfMetrics(registry);
    var host = new LateCollector(() -> HostCollector.ofThisHost(clock)::collect);
    var own = new LateCollector(() -> own(registry));
    this.targets =
        List.of(
            new SelfTarget(store, clock, labels("node", settings), host, INTERVAL_MILLIS),
            new SelfTarget(store, clock, labels("tocsin", settings), own, INTERVAL_MILLIS));
  }

  private static Consumer<SampleSink> own(PrometheusRegistry registry) {
    JvmMetrics.builder().register(registry);
    return new OwnCollector(registry)::collect;
  }

  /// A collector that is made by the first pass, on the loop's thread: the beans of the JVM and the
  /// calls into the C library take a quarter of a second, for which the start shall not wait.
  private static final class LateCollector implements Consumer<SampleSink> {
    private final Supplier<Consumer<SampleSink>> maker;
    private @Nullable Consumer<SampleSink> made;

    LateCollector(Supplier<Consumer<SampleSink>> maker) {
      this.maker = maker;
    }

    @Override
    public void accept(SampleSink sink) {
      var collector = made;
      if (collector == null) {
        collector = maker.get();
        made = collector;
      }
      collector.accept(sink);
    }
  }

  private static Labels labels(String job, Settings settings) {
    return Labels.of(
        "job",
        job,
        "instance",
        settings.instance(),
        "environment",
        settings.environment(),
        "service",
        settings.service());
  }

  /// Begins to collect, on a thread of its own; the first pass runs at once.
  public void start() {
    loop = Thread.ofVirtual().name("self-scrape").start(this::run);
  }

  private void run() {
    long next = clock.millis();
    do {
      pass(next);
      long now = clock.millis();
      next += INTERVAL_MILLIS * Math.max(1, 1 + Math.floorDiv(now - next, INTERVAL_MILLIS));
      if (next - now > INTERVAL_MILLIS) {
        // The wall clock was set back: go on from where it is now.
        next = now + INTERVAL_MILLIS;
      }
    } while (sleep(next - clock.millis()));
  }

  /// Waits for the next pass; false when there shall be none. Only a sleeping thread may be
  /// interrupted: an interrupt during a write would close the store's file.
  private boolean sleep(long millis) {
    synchronized (this) {
      if (closing) {
        return false;
      }
      sleeping = true;
    }
    try {
      clock.sleepNanos(millis * 1_000_000);
    } catch (InterruptedException e) {
      return false;
    }
    synchronized (this) {
      sleeping = false;
      return !closing;
    }
  }

  private void pass(long timestampMillis) {
    for (var target : targets) {
      try {
        metrics.passed(target.pass(timestampMillis));
        failing = false;
      } catch (IOException | StoreException e) {
        metrics.failed();
        if (!failing) {
          LOG.warn("own and host metrics are not stored: {}", e.getMessage());
        }
        failing = true;
      }
    }
  }

  @Override
  public List<String> pools() {
    return active().stream().map(TargetView::pool).toList();
  }

  @Override
  public List<TargetView> active() {
    return targets.stream().map(SelfTarget::view).toList();
  }

  @Override
  public Map<String, List<Labels>> dropped() {
    return Map.of();
  }

  @Override
  public Map<String, Integer> droppedCounts() {
    return Map.of();
  }

  @Override
  public Map<String, MetricMetadata> metadata(TargetView target) {
    return targets.stream()
        .filter(own -> own.view().labels().equals(target.labels()))
        .findFirst()
        .map(SelfTarget::metadata)
        .orElse(Map.of());
  }

  @Override
  public @Nullable String poolText(String pool) {
    return pools().contains(pool)
        ? "job_name: " + pool + "\nscrape_interval: " + Durations.print(INTERVAL_MILLIS) + "\n"
        : null;
  }

  @Override
  public @Nullable List<RelabelStep> relabelSteps(String pool, Labels discovered) {
    return pools().contains(pool) ? List.of() : null;
  }

  private synchronized void wake(Thread running) {
    closing = true;
    if (sleeping) {
      running.interrupt();
    }
  }

  /// Stops collecting and waits until a pass that is under way has ended.
  @Override
  public void close() {
    var running = loop;
    if (running != null) {
      wake(running);
      boolean interrupted = false;
      while (running.isAlive()) {
        try {
          running.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    targets.forEach(SelfTarget::close);
  }
}
