package io.tocsin.api.prometheus;

import io.tocsin.api.http.JsonWriter;
import io.tocsin.model.Labels;
import io.tocsin.promql.QueryStats;
import io.tocsin.promql.Value;
import java.io.IOException;

/// Writes results of queries.
final class ResultWriter {
  private ResultWriter() {}

  /// Writes the fields `resultType` and `result`.
  static void write(JsonWriter json, Value value) throws IOException {
    switch (value) {
      case Value.Scalar scalar -> {
        json.field("resultType", "scalar").name("result");
        json.point(scalar.timestampMillis(), scalar.value());
      }
      case Value.Text text -> {
        json.field("resultType", "string").name("result");
        json.beginArray().seconds(text.timestampMillis()).string(text.value()).endArray();
      }
      case Value.Vector vector -> {
        json.field("resultType", "vector").name("result");
        write(json, vector);
      }
      case Value.Matrix matrix -> {
        json.field("resultType", "matrix").name("result");
        write(json, matrix);
      }
    }
  }

  private static void write(JsonWriter json, Value.Vector vector) throws IOException {
    json.beginArray();
    for (var sample : vector.samples()) {
      json.beginObject().name("metric");
      labels(json, sample.labels());
      var histogram = sample.histogram();
      if (histogram == null) {
        json.name("value").point(vector.timestampMillis(), sample.value());
      } else {
        json.name("histogram");
        HistogramWriter.point(json, vector.timestampMillis(), histogram);
      }
      json.endObject();
    }
    json.endArray();
  }

  private static void write(JsonWriter json, Value.Matrix matrix) throws IOException {
    json.beginArray();
    for (var series : matrix.series()) {
      json.beginObject().name("metric");
      labels(json, series.labels());
      if (series.histograms() == null) {
        json.name("values").beginArray();
        for (int i = 0; i < series.size(); i++) {
          json.point(series.timestampsMillis()[i], series.values()[i]);
        }
        json.endArray();
      } else {
        writeTypes(json, series);
      }
      json.endObject();
    }
    json.endArray();
  }

  /// Writes the points of a series that has histograms: floats, if there are any, and those apart.
  private static void writeTypes(JsonWriter json, Value.MatrixSeries series) throws IOException {
    boolean floats = false;
    for (int i = 0; i < series.size(); i++) {
      if (series.histogram(i) == null) {
        if (!floats) {
          json.name("values").beginArray();
          floats = true;
        }
        json.point(series.timestampsMillis()[i], series.values()[i]);
      }
    }
    if (floats) {
      json.endArray();
    }
    json.name("histograms").beginArray();
    for (int i = 0; i < series.size(); i++) {
      var histogram = series.histogram(i);
      if (histogram != null) {
        HistogramWriter.point(json, series.timestampsMillis()[i], histogram);
      }
    }
    json.endArray();
  }

  static void labels(JsonWriter json, Labels labels) throws IOException {
    json.beginObject();
    for (int i = 0; i < labels.size(); i++) {
      json.field(labels.name(i), labels.value(i));
    }
    json.endObject();
  }

  /// Writes the field `stats`: what the query cost.
  static void writeStats(JsonWriter json, QueryStats stats) throws IOException {
    json.name("stats").beginObject().name("timings").beginObject();
    json.name("evalTotalTime").number(seconds(stats.prepareNanos() + stats.evaluateNanos()));
    json.name("resultSortTime").number(0);
    json.name("queryPreparationTime").number(seconds(stats.prepareNanos()));
    json.name("innerEvalTime").number(seconds(stats.evaluateNanos()));
    json.name("execQueueTime").number(seconds(stats.waitNanos()));
    json.name("execTotalTime").number(seconds(stats.totalNanos())).endObject();
    json.name("samples").beginObject();
    json.field("totalQueryableSamples", stats.samplesQueryable());
    json.field("samplesRead", stats.samplesRead());
    json.field("peakSamples", stats.samplesPeak()).endObject().endObject();
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
