package io.tocsin.rules;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.kit.Clock;
import io.tocsin.model.Appender;
import io.tocsin.model.Labels;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StaleNan;
import io.tocsin.model.StoreException;
import io.tocsin.rules.anomaly.AnomalyCalculator;
import io.tocsin.rules.anomaly.AnomalyRule;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the bands of anomaly rules as series, every minute on the minute. Safe for use by many
/// threads; one virtual thread of its own computes while there are rules.
public final class Anomalies implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Anomalies.class);
  private static final long INTERVAL_MILLIS = 60_000;

  private final AnomalyCalculator calculator;
  private final SeriesStore store;
  private final Clock clock;
  private final AnomalyMetrics metrics;
  private final Map<String, Set<Labels>> written = new HashMap<>();
  private List<AnomalyRule> rules = List.of();
  private @Nullable Thread thread;
  private boolean closed;

  public Anomalies(
      RangeQueries queries, SeriesStore store, Clock clock, PrometheusRegistry registry) {
    this.metrics = new AnomalyMetrics(registry);
    this.calculator = new AnomalyCalculator(queries);
    this.store = store;
    this.clock = clock;
  }

  /// Goes on with the rules of these files.
  public synchronized void apply(List<PlainRules> files) {
    rules = files.stream().flatMap(file -> file.anomalies().stream()).toList();
    if (!rules.isEmpty() && thread == null && !closed) {
      thread = Thread.ofVirtual().name("anomalies").start(this::run);
    }
  }

  private void run() {
    long at = Math.ceilDiv(clock.millis(), INTERVAL_MILLIS) * INTERVAL_MILLIS;
    try {
      while (true) {
        long left = at - clock.millis();
        if (left > 0) {
          clock.sleepNanos(left * 1_000_000);
        }
        evaluate(at);
        at = Math.max(at + INTERVAL_MILLIS, clock.millis() / INTERVAL_MILLIS * INTERVAL_MILLIS);
      }
    } catch (InterruptedException ended) {
      LOG.debug("anomalies are closed");
    }
  }

  /// Computes and writes all rules' series for a time. What is no number any more ends.
  public void evaluate(long timeMillis) {
    List<AnomalyRule> now;
    synchronized (this) {
      now = rules;
    }
    synchronized (written) {
      evaluate(now, timeMillis);
    }
  }

  private void evaluate(List<AnomalyRule> now, long timeMillis) {
    var names = new HashSet<String>();
    for (var rule : now) {
      names.add(rule.name());
      long start = System.nanoTime();
      try {
        write(rule.name(), calculator.at(rule, timeMillis), timeMillis);
      } catch (RuleQueryException | IllegalArgumentException | IOException | StoreException e) {
        metrics.failed(rule.name());
        LOG.atWarn()
            .addKeyValue("rule", rule.name())
            .addKeyValue("reason", e.getMessage())
            .log("bands of anomaly rule not written");
      }
      metrics.evaluated(rule.name(), start);
    }
    written.keySet().retainAll(names);
    metrics.keep(names);
  }

  private void write(String rule, List<RuleSample> samples, long timeMillis) throws IOException {
    var series = new HashSet<Labels>();
    try (var appender = store.appender(0)) {
      for (var sample : samples) {
        append(appender, sample.labels(), timeMillis, sample.value());
        series.add(sample.labels());
      }
      for (var labels : written.getOrDefault(rule, Set.of())) {
        if (!series.contains(labels)) {
          append(appender, labels, timeMillis, StaleNan.VALUE);
        }
      }
      appender.commit(Appender.Durability.WRITTEN);
    }
    written.put(rule, series);
    metrics.wrote(rule, result(rule, samples, timeMillis));
  }

  private static AnomalyMetrics.Result result(
      String rule, List<RuleSample> samples, long timeMillis) {
    var state = rule + AnomalyRule.STATE;
    int series = 0;
    int anomalous = 0;
    for (var sample : samples) {
      if (sample.labels().metricName().equals(state)) {
        series++;
        anomalous += sample.value() == 1 ? 1 : 0;
      }
    }
    return new AnomalyMetrics.Result(series, anomalous, timeMillis);
  }

  /// A time that was written already keeps its value, as after the clock was set back.
  private static void append(Appender appender, Labels labels, long timeMillis, double value) {
    int id = appender.series(labels);
    if (appender.lastTimestamp(id) < timeMillis) {
      appender.append(id, timeMillis, value);
    }
  }

  /// Ends computing.
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
    }
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException hurry) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
