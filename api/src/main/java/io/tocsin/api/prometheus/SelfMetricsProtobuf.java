package io.tocsin.api.prometheus;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import io.tocsin.api.protobuf.ProtoWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// This process' own metrics as `io.prometheus.client.MetricFamily` messages, each behind its
/// length; histograms in their native form too. For one thread.
public final class SelfMetricsProtobuf {
  public static final String TYPE =
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited";

  private final ProtoWriter family = new ProtoWriter();
  private final ProtoWriter metric = new ProtoWriter();
  private final ProtoWriter value = new ProtoWriter();
  private final ProtoWriter scratch = new ProtoWriter();

  /// Tells whether a client with this `Accept` wants it more than the text formats.
  public static boolean isWanted(String accept) {
    return AcceptedFormat.prefersProtobuf(accept, "text/plain", "application/openmetrics-text");
  }

  public void write(MetricSnapshots families, OutputStream out) throws IOException {
    for (var snapshot : families) {
      family.clear();
      write(snapshot);
      scratch.clear();
      scratch.varint(family.size());
      scratch.writeTo(out);
      family.writeTo(out);
    }
  }

  private void write(MetricSnapshot snapshot) {
    var name = SelfMetricsEndpoint.name(snapshot);
    var help = snapshot.getMetadata().getHelp();
    family.text(1, name);
    family.text(2, help == null ? "" : help);
    family.always(3, type(snapshot));
    for (var point : snapshot.getDataPoints()) {
      if (point instanceof StateSetDataPointSnapshot states) {
        for (var state : states) {
          begin(point);
          label(name, state.getName());
          number(2, state.isTrue() ? 1 : 0);
        }
      } else {
        begin(point);
        write(point);
      }
    }
  }

  private static int type(MetricSnapshot snapshot) {
    return switch (SelfMetricsEndpoint.type(snapshot)) {
      case "COUNTER" -> 0;
      case "GAUGE" -> 1;
      case "SUMMARY" -> 2;
      case "HISTOGRAM" -> 4;
      default -> 3;
    };
  }

  private void begin(DataPointSnapshot point) {
    metric.clear();
    point.getLabels().forEach(label -> label(label.getName(), label.getValue()));
  }

  private void label(String name, String text) {
    scratch.clear();
    scratch.text(1, name);
    scratch.text(2, text);
    metric.message(1, scratch);
  }

  private void number(int field, double number) {
    value.clear();
    value.fixed(1, number);
    end(field);
  }

  private void end(int field) {
    metric.message(field, value);
    family.message(4, metric);
  }

  private void write(DataPointSnapshot point) {
    switch (point) {
      case CounterDataPointSnapshot counter -> number(3, counter.getValue());
      case GaugeDataPointSnapshot gauge -> number(2, gauge.getValue());
      case InfoDataPointSnapshot _ -> number(2, 1);
      case UnknownDataPointSnapshot unknown -> number(5, unknown.getValue());
      case HistogramDataPointSnapshot histogram -> histogram(histogram);
      case SummaryDataPointSnapshot summary -> summary(summary);
      default -> throw new IllegalStateException("metric: " + point.getClass());
    }
  }

  private void summary(SummaryDataPointSnapshot summary) {
    value.clear();
    value.always(1, summary.getCount());
    value.fixed(2, summary.getSum());
    for (var quantile : summary.getQuantiles()) {
      scratch.clear();
      scratch.fixed(1, quantile.getQuantile());
      scratch.fixed(2, quantile.getValue());
      value.message(3, scratch);
    }
    end(4);
  }

  private void histogram(HistogramDataPointSnapshot histogram) {
    value.clear();
    value.always(1, histogram.getCount());
    value.fixed(2, histogram.getSum());
    if (histogram.hasClassicHistogramData()) {
      var buckets = histogram.getClassicBuckets();
      long count = 0;
      for (int i = 0; i < buckets.size(); i++) {
        count += buckets.getCount(i);
        scratch.clear();
        scratch.always(1, count);
        scratch.fixed(2, buckets.getUpperBound(i));
        value.message(3, scratch);
      }
    }
    if (histogram.hasNativeHistogramData()) {
      value.zigzag(5, histogram.getNativeSchema());
      value.fixed(6, histogram.getNativeZeroThreshold());
      value.always(7, histogram.getNativeZeroCount());
      side(9, histogram.getNativeBucketsForNegativeValues());
      side(12, histogram.getNativeBucketsForPositiveValues());
    }
    end(7);
  }

  /// Writes spans and, one field behind, the counts.
  private void side(int field, NativeHistogramBuckets buckets) {
    var indexes = new int[buckets.size()];
    var counts = new double[buckets.size()];
    Arrays.setAll(indexes, buckets::getBucketIndex);
    Arrays.setAll(counts, buckets::getCount);
    value.spans(field, indexes);
    value.packedDifferences(field + 1, counts, 0, counts.length);
  }
}
