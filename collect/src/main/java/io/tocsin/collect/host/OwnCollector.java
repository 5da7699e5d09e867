package io.tocsin.collect.host;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.tocsin.collect.exposition.BoundText;
import io.tocsin.model.MetricType;
import java.util.Arrays;

/// Reads a registry of the Prometheus client without a detour over text; names come out as in the
/// text format (`_total`, `_bucket`, ...). For one thread.
public final class OwnCollector {
  private final PrometheusRegistry registry;

  public OwnCollector(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /// Hands every sample of this moment to the sink.
  public void collect(SampleSink sink) {
    for (var snapshot : registry.scrape()) {
      collect(snapshot, sink);
    }
  }

  private static void collect(MetricSnapshot snapshot, SampleSink sink) {
    var name = snapshot.getMetadata().getPrometheusName();
    switch (snapshot) {
      case CounterSnapshot counter -> counter(name, counter, sink);
      case GaugeSnapshot gauge -> {
        describe(sink, name, MetricType.GAUGE, snapshot);
        gauge.getDataPoints().forEach(p -> sink.sample(name, p.getValue(), labels(p.getLabels())));
      }
      case HistogramSnapshot histogram -> {
        var type = histogram.isGaugeHistogram() ? MetricType.GAUGE_HISTOGRAM : MetricType.HISTOGRAM;
        describe(sink, name, type, snapshot);
        histogram.getDataPoints().forEach(p -> histogram(name, p, sink));
      }
      case SummarySnapshot summary -> {
        describe(sink, name, MetricType.SUMMARY, snapshot);
        summary.getDataPoints().forEach(p -> summary(name, p, sink));
      }
      case InfoSnapshot info -> {
        describe(sink, name + "_info", MetricType.GAUGE, snapshot);
        info.getDataPoints().forEach(p -> sink.sample(name + "_info", 1, labels(p.getLabels())));
      }
      case StateSetSnapshot states -> {
        describe(sink, name, MetricType.GAUGE, snapshot);
        states.getDataPoints().forEach(p -> states(name, p, sink));
      }
      case UnknownSnapshot unknown -> {
        describe(sink, name, MetricType.UNKNOWN, snapshot);
        unknown
            .getDataPoints()
            .forEach(p -> sink.sample(name, p.getValue(), labels(p.getLabels())));
      }
      default -> {}
    }
  }

  private static void counter(String name, CounterSnapshot counter, SampleSink sink) {
    describe(sink, name + "_total", MetricType.COUNTER, counter);
    for (var point : counter.getDataPoints()) {
      sink.sample(name + "_total", point.getValue(), labels(point.getLabels()));
    }
  }

  private static void histogram(
      String name, HistogramSnapshot.HistogramDataPointSnapshot point, SampleSink sink) {
    if (!point.hasClassicHistogramData()) {
      return;
    }
    long cumulative = 0;
    var buckets = point.getClassicBuckets();
    for (int i = 0; i < buckets.size(); i++) {
      cumulative += buckets.getCount(i);
      var bound = BoundText.of(buckets.getUpperBound(i));
      sink.sample(name + "_bucket", (double) cumulative, labels(point.getLabels(), "le", bound));
    }
    sink.sample(name + "_count", (double) cumulative, labels(point.getLabels()));
    if (point.hasSum()) {
      sink.sample(name + "_sum", point.getSum(), labels(point.getLabels()));
    }
  }

  private static void summary(
      String name, SummarySnapshot.SummaryDataPointSnapshot point, SampleSink sink) {
    for (var quantile : point.getQuantiles()) {
      var bound = BoundText.of(quantile.getQuantile());
      sink.sample(name, quantile.getValue(), labels(point.getLabels(), "quantile", bound));
    }
    if (point.hasCount()) {
      sink.sample(name + "_count", (double) point.getCount(), labels(point.getLabels()));
    }
    if (point.hasSum()) {
      sink.sample(name + "_sum", point.getSum(), labels(point.getLabels()));
    }
  }

  private static void states(
      String name, StateSetSnapshot.StateSetDataPointSnapshot point, SampleSink sink) {
    for (int i = 0; i < point.size(); i++) {
      sink.sample(name, point.isTrue(i) ? 1 : 0, labels(point.getLabels(), name, point.getName(i)));
    }
  }

  private static void describe(
      SampleSink sink, String name, MetricType type, MetricSnapshot snapshot) {
    var help = snapshot.getMetadata().getHelp();
    sink.family(name, type, help == null ? "" : help);
  }

  private static String[] labels(Labels labels, String... more) {
    var pairs = Arrays.copyOf(more, more.length + 2 * labels.size());
    for (int i = 0; i < labels.size(); i++) {
      pairs[more.length + 2 * i] = labels.getPrometheusName(i);
      pairs[more.length + 2 * i + 1] = labels.getValue(i);
    }
    return pairs;
  }
}
