package io.tocsin.api.prometheus;

import io.tocsin.api.protobuf.ProtoWriter;
import io.tocsin.model.Histogram;
import io.tocsin.model.Histogram.ResetHint;
import io.tocsin.model.Labels;
import java.io.IOException;
import java.io.OutputStream;

/// `io.prometheus.client.MetricFamily` messages, each behind its length. A family that is large, or
/// has samples of several kinds, comes as several messages of its name, which Prometheus reads.
final class FederatedProtobuf extends FederatedFamilies {
  static final String TYPE =
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited; escaping=";

  private static final int UNTYPED = 3;
  private static final int HISTOGRAM = 4;
  private static final int GAUGE_HISTOGRAM = 5;
  private static final int MESSAGE_MAX = 1 << 18;

  private final OutputStream out;
  private final ProtoWriter family = new ProtoWriter();
  private final ProtoWriter metric = new ProtoWriter();
  private final ProtoWriter value = new ProtoWriter();
  private final ProtoWriter scratch = new ProtoWriter();
  private String begun = "";
  private int begunType = -1;

  FederatedProtobuf(OutputStream out, Labels external, boolean utf8) {
    super(external, utf8);
    this.out = out;
  }

  @Override
  void sample(Labels labels, long millis, double sample) throws IOException {
    begin(labels, UNTYPED);
    value.clear();
    value.fixed(1, sample);
    metric.message(5, value);
    end(millis);
  }

  @Override
  void histogram(Labels labels, long millis, Histogram histogram) throws IOException {
    begin(labels, histogram.hint() == ResetHint.GAUGE ? GAUGE_HISTOGRAM : HISTOGRAM);
    value.clear();
    value.fixed(4, histogram.count());
    value.fixed(2, histogram.sum());
    if (histogram.layout().isCustom()) {
      cumulate(histogram, this::bucket);
    } else {
      buckets(histogram);
    }
    metric.message(7, value);
    end(millis);
  }

  private void bucket(double upperBound, double count) {
    scratch.clear();
    scratch.fixed(4, count);
    scratch.fixed(2, upperBound);
    value.message(3, scratch);
  }

  private void buckets(Histogram histogram) {
    var layout = histogram.layout();
    int positive = layout.positive().length;
    value.zigzag(5, layout.schema());
    value.fixed(6, layout.zeroThreshold());
    value.fixed(8, histogram.zeroCount());
    value.spans(9, layout.negative());
    value.packed(11, histogram.buckets(), positive, histogram.buckets().length);
    value.spans(12, layout.positive());
    value.packed(14, histogram.buckets(), 0, positive);
    if (layout.size() == 0) {
      // A span without buckets says that this is no classic histogram.
      value.head(12, 4);
      value.zigzag(1, 0);
      value.always(2, 0);
    }
  }

  private void begin(Labels labels, int type) throws IOException {
    var name = labels.metricName();
    if (!name.equals(begun) || type != begunType || family.size() >= MESSAGE_MAX) {
      flush();
      family.text(1, name(name));
      family.always(3, type);
      begun = name;
      begunType = type;
    }
    metric.clear();
    labels(labels, this::label);
  }

  private void label(String name, String text) {
    scratch.clear();
    scratch.text(1, labelName(name));
    scratch.text(2, text);
    metric.message(1, scratch);
  }

  private void end(long millis) {
    metric.always(6, millis);
    family.message(4, metric);
  }

  private void flush() throws IOException {
    if (family.size() > 0) {
      scratch.clear();
      scratch.varint(family.size());
      scratch.writeTo(out);
      family.writeTo(out);
      family.clear();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }
}
