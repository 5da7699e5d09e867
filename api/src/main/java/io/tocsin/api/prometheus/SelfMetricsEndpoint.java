package io.tocsin.api.prometheus;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.tocsin.api.http.Exchange;
import io.tocsin.api.http.JsonWriter;
import io.tocsin.kit.AnchoredRegex;
import io.tocsin.kit.RegexException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/// This process' own metrics as data: the messages of Prometheus' client model in the JSON that
/// protobuf prescribes, in which 64-bit numbers are texts.
final class SelfMetricsEndpoint {
  private final PrometheusRegistry registry;

  SelfMetricsEndpoint(PrometheusRegistry registry) {
    this.registry = registry;
  }

  void answer(Exchange exchange) throws IOException {
    var pattern = pattern(exchange.parameters().value("metric_name_pattern"));
    var families =
        registry.scrape().stream()
            .filter(family -> pattern.matches(name(family)))
            .sorted(Comparator.comparing(SelfMetricsEndpoint::name))
            .toList();
    Envelope.stream(
        exchange,
        json -> {
          json.beginArray();
          for (var family : families) {
            write(json, family);
          }
          json.endArray();
        },
        List.of(),
        List.of());
  }

  private static AnchoredRegex pattern(String text) {
    try {
      return AnchoredRegex.compile(text.isEmpty() ? ".*" : text);
    } catch (RegexException e) {
      throw ApiError.badData("invalid metric_name_pattern: " + e.getMessage());
    }
  }

  /// The suffix is part of the name in what is scraped.
  static String name(MetricSnapshot family) {
    var name = family.getMetadata().getPrometheusName();
    if (family instanceof CounterSnapshot) {
      return name + "_total";
    }
    return family instanceof InfoSnapshot ? name + "_info" : name;
  }

  static String type(MetricSnapshot family) {
    return switch (family) {
      case CounterSnapshot _ -> "COUNTER";
      case GaugeSnapshot _, InfoSnapshot _, StateSetSnapshot _ -> "GAUGE";
      case HistogramSnapshot _ -> "HISTOGRAM";
      case SummarySnapshot _ -> "SUMMARY";
      default -> "UNTYPED";
    };
  }

  private static void write(JsonWriter json, MetricSnapshot family) throws IOException {
    var help = family.getMetadata().getHelp();
    json.beginObject().field("name", name(family));
    json.field("help", help == null ? "" : help).field("type", type(family));
    json.name("metric").beginArray();
    for (var point : family.getDataPoints()) {
      if (point instanceof StateSetSnapshot.StateSetDataPointSnapshot states) {
        writeStates(json, name(family), states);
      } else {
        begin(json, point);
        write(json, point);
        json.endObject();
      }
    }
    json.endArray().endObject();
  }

  private static void begin(JsonWriter json, DataPointSnapshot point) throws IOException {
    var labels = point.getLabels();
    json.beginObject();
    if (labels.isEmpty()) {
      return;
    }
    json.name("label").beginArray();
    for (var label : labels) {
      json.beginObject().field("name", label.getName());
      json.field("value", label.getValue()).endObject();
    }
    json.endArray();
  }

  private static void write(JsonWriter json, DataPointSnapshot point) throws IOException {
    switch (point) {
      case CounterSnapshot.CounterDataPointSnapshot counter ->
          value(json, "counter", counter.getValue());
      case GaugeSnapshot.GaugeDataPointSnapshot gauge -> value(json, "gauge", gauge.getValue());
      case InfoSnapshot.InfoDataPointSnapshot _ -> value(json, "gauge", 1);
      case UnknownSnapshot.UnknownDataPointSnapshot unknown ->
          value(json, "untyped", unknown.getValue());
      case HistogramSnapshot.HistogramDataPointSnapshot histogram -> write(json, histogram);
      case SummarySnapshot.SummaryDataPointSnapshot summary -> write(json, summary);
      default -> throw new IllegalStateException("metric: " + point.getClass());
    }
  }

  private static void value(JsonWriter json, String kind, double value) throws IOException {
    json.name(kind).beginObject();
    number(json.name("value"), value);
    json.endObject();
  }

  /// JSON has no word for these.
  private static void number(JsonWriter json, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.string("NaN");
    } else if (Double.isInfinite(value)) {
      json.string(value > 0 ? "Infinity" : "-Infinity");
    } else {
      json.number(value);
    }
  }

  private static void write(JsonWriter json, HistogramSnapshot.HistogramDataPointSnapshot histogram)
      throws IOException {
    json.name("histogram").beginObject();
    json.field("sampleCount", Long.toString(histogram.getCount()));
    number(json.name("sampleSum"), histogram.getSum());
    if (histogram.hasClassicHistogramData()) {
      write(json, histogram.getClassicBuckets());
    }
    json.endObject();
  }

  private static void write(JsonWriter json, ClassicHistogramBuckets buckets) throws IOException {
    json.name("bucket").beginArray();
    long count = 0;
    for (int i = 0; i < buckets.size(); i++) {
      count += buckets.getCount(i);
      json.beginObject().field("cumulativeCount", Long.toString(count));
      number(json.name("upperBound"), buckets.getUpperBound(i));
      json.endObject();
    }
    json.endArray();
  }

  private static void write(JsonWriter json, SummarySnapshot.SummaryDataPointSnapshot summary)
      throws IOException {
    json.name("summary").beginObject();
    json.field("sampleCount", Long.toString(summary.getCount()));
    number(json.name("sampleSum"), summary.getSum());
    json.name("quantile").beginArray();
    for (var quantile : summary.getQuantiles()) {
      json.beginObject();
      number(json.name("quantile"), quantile.getQuantile());
      number(json.name("value"), quantile.getValue());
      json.endObject();
    }
    json.endArray().endObject();
  }

  /// Each state is a gauge of its own, told apart by a label with the metric's name.
  private static void writeStates(
      JsonWriter json, String name, StateSetSnapshot.StateSetDataPointSnapshot states)
      throws IOException {
    for (var state : states) {
      json.beginObject().name("label").beginArray();
      for (var label : states.getLabels()) {
        json.beginObject().field("name", label.getName());
        json.field("value", label.getValue()).endObject();
      }
      json.beginObject().field("name", name).field("value", state.getName()).endObject();
      json.endArray();
      value(json, "gauge", state.isTrue() ? 1 : 0);
      json.endObject();
    }
  }
}
