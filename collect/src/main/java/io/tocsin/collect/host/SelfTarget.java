package io.tocsin.collect.host;

import io.tocsin.collect.TargetHealth;
import io.tocsin.collect.TargetView;
import io.tocsin.kit.Clock;
import io.tocsin.model.Appender;
import io.tocsin.model.Appender.Durability;
import io.tocsin.model.Appender.Outcome;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import io.tocsin.model.MetricMetadata;
import io.tocsin.model.MetricType;
import io.tocsin.model.SeriesStore;
import io.tocsin.model.StaleNan;
import io.tocsin.model.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One collector as a target: each pass becomes one transaction under the target's labels, with the
/// series that Prometheus adds to every scrape, and staleness markers for series that went away.
/// Passes are for one thread; [#view] and [#metadata] for any.
public final class SelfTarget implements Closeable {
  private static final int MOST_SERIES = 100_000;

  private final SeriesStore store;
  private final Clock clock;
  private final Labels labels;
  private final Consumer<SampleSink> collector;
  private final int group;
  private final long intervalMillis;
  private final Map<Key, Known> known = new HashMap<>();
  private final Map<String, MetricMetadata> families = new HashMap<>();
  private volatile Map<String, MetricMetadata> metadata = Map.of();
  private volatile TargetView view;
  private long pass;

  /// @param labels what every series carries; `job` names the pool
  /// @param collector hands all samples of a moment to a sink
  public SelfTarget(
      SeriesStore store,
      Clock clock,
      Labels labels,
      Consumer<SampleSink> collector,
      long intervalMillis) {
    this.store = store;
    this.clock = clock;
    this.labels = labels;
    this.collector = collector;
    this.intervalMillis = intervalMillis;
    this.group = store.openGroup();
    this.view = view(TargetHealth.UNKNOWN, "", 0, 0);
  }

  /// Collects and stores everything as of `timestampMillis`.
  ///
  /// @return how many samples the store did not take
  /// @throws StoreException if the store takes nothing
  /// @throws IOException if the store cannot write
  public int pass(long timestampMillis) throws IOException {
    long began = clock.nanos();
    var error = "";
    int refused;
    try {
      refused = transaction(timestampMillis, began, collector);
    } catch (StoreException e) {
      view = view(TargetHealth.DOWN, message(e), timestampMillis, seconds(began));
      throw e;
    } catch (RuntimeException e) {
      error = message(e);
      refused = transaction(timestampMillis, began, null);
    }
    var health = error.isEmpty() ? TargetHealth.UP : TargetHealth.DOWN;
    view = view(health, error, timestampMillis, seconds(began));
    return refused;
  }

  private int transaction(long timestampMillis, long began, @Nullable Consumer<SampleSink> source)
      throws IOException {
    try (var appender = store.appender(group)) {
      pass++;
      var sink = new Sink(appender, timestampMillis);
      if (source != null) {
        source.accept(sink);
      }
      sink.finish(source != null, seconds(began));
      appender.commit(Durability.WRITTEN);
      if (families.size() != metadata.size()) {
        metadata = Map.copyOf(families);
      }
      return sink.refused;
    }
  }

  public TargetView view() {
    return view;
  }

  /// Returns the metadata of what the target has exposed, by family.
  public Map<String, MetricMetadata> metadata() {
    return metadata;
  }

  @Override
  public void close() {
    store.closeGroup(group);
  }

  private double seconds(long began) {
    return (clock.nanos() - began) / 1e9;
  }

  private static String message(RuntimeException e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private TargetView view(TargetHealth health, String error, long lastMillis, double seconds) {
    var job = labels.value("job");
    var url = "internal:" + job;
    var discovered = Labels.of("__address__", labels.value("instance"), "job", job);
    return new TargetView(
        job,
        discovered,
        labels,
        url,
        url,
        health,
        error,
        lastMillis,
        seconds,
        intervalMillis,
        intervalMillis);
  }

  private record Key(String name, List<String> labels) {}

  private static final class Known {
    private final Labels labels;
    private int id;
    private long seenInPass;

    Known(Labels labels) {
      this.labels = labels;
    }
  }

  private final class Sink implements SampleSink {
    private final Appender appender;
    private final long timestampMillis;
    private int scraped;
    private int added;
    private int refused;

    Sink(Appender appender, long timestampMillis) {
      this.appender = appender;
      this.timestampMillis = timestampMillis;
    }

    @Override
    public void family(String name, MetricType type, String help) {
      if (!families.containsKey(name)) {
        families.put(name, new MetricMetadata(type, "", help));
      }
    }

    @Override
    public void sample(String name, double value, String... own) {
      scraped++;
      put(name, value, own);
    }

    private void put(String name, double value, String... own) {
      var key = new Key(name, Arrays.asList(own));
      var series = known.get(key);
      if (series == null) {
        if (known.size() >= MOST_SERIES) {
          refused++;
          return;
        }
        series = new Known(full(name, own));
        known.put(key, series);
        added++;
      }
      series.seenInPass = pass;
      append(series, value);
    }

    private void append(Known series, double value) {
      try {
        var outcome =
            series.id == 0
                ? Outcome.UNKNOWN_SERIES
                : appender.append(series.id, timestampMillis, value);
        if (outcome == Outcome.UNKNOWN_SERIES) {
          series.id = appender.series(series.labels);
          outcome = appender.append(series.id, timestampMillis, value);
        }
        refused += outcome == Outcome.ACCEPTED || outcome == Outcome.DUPLICATE ? 0 : 1;
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.LIMIT) {
          throw e;
        }
        refused++;
      }
    }

    /// The target's labels win; a metric's own label of the same name is kept as `exported_`.
    private Labels full(String name, String... own) {
      var builder = new LabelsBuilder().set(Labels.NAME, name);
      for (int i = 0; i < own.length; i += 2) {
        builder.set(labels.has(own[i]) ? "exported_" + own[i] : own[i], own[i + 1]);
      }
      labels.forEach(label -> builder.set(label.name(), label.value()));
      return builder.build();
    }

    private void finish(boolean up, double seconds) {
      int ownAdded = added;
      put("up", up ? 1 : 0);
      put("scrape_duration_seconds", seconds);
      put("scrape_samples_scraped", scraped);
      put("scrape_samples_post_metric_relabeling", scraped);
      put("scrape_series_added", ownAdded);
      known
          .values()
          .removeIf(series -> {
            boolean gone = series.seenInPass != pass;
            if (gone) {
              append(series, StaleNan.VALUE);
            }
            return gone;
          });
    }
  }
}
