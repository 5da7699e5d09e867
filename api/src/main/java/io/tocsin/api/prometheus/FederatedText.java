package io.tocsin.api.prometheus;

import io.tocsin.kit.GoFloat;
import io.tocsin.model.Histogram;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// The text format. It has no exponential histograms, which are left out; those with custom buckets
/// are classic ones in it.
final class FederatedText extends FederatedFamilies {
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=";

  private final Writer out;
  private String begun = "";
  private boolean begunHistograms;

  FederatedText(OutputStream out, Labels external, boolean utf8) {
    super(external, utf8);
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  private void begin(String name, boolean histograms) throws IOException {
    if (!name.equals(begun) || histograms != begunHistograms) {
      out.append("# TYPE ").append(isPlain(name) ? name(name) : quoted(name));
      out.append(histograms ? " histogram\n" : " untyped\n");
      begun = name;
      begunHistograms = histograms;
    }
  }

  /// Tells whether the name stands before the braces.
  private boolean isPlain(String name) {
    return !utf8() || LabelsText.isMetricName(name);
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }

  @Override
  void sample(Labels labels, long millis, double value) throws IOException {
    begin(labels.metricName(), false);
    line(labels, "", "", value, millis);
  }

  @Override
  void histogram(Labels labels, long millis, Histogram histogram) throws IOException {
    if (!histogram.layout().isCustom()) {
      return;
    }
    begin(labels.metricName(), true);
    cumulate(histogram, (bound, count) -> line(labels, "_bucket", GoFloat.g(bound), count, millis));
    line(labels, "_bucket", "+Inf", histogram.count(), millis);
    line(labels, "_sum", "", histogram.sum(), millis);
    line(labels, "_count", "", histogram.count(), millis);
  }

  private void line(Labels labels, String suffix, String bound, double value, long millis)
      throws IOException {
    var name = labels.metricName() + suffix;
    var inside = new StringBuilder(isPlain(name) ? "" : quoted(name));
    labels(labels, (label, text) -> label(inside, label, text));
    if (!bound.isEmpty()) {
      label(inside, "le", bound);
    }
    out.append(isPlain(name) ? name(name) : "").append('{').append(inside).append("} ");
    out.append(GoFloat.g(value)).append(' ').append(Long.toString(millis)).append('\n');
  }

  private void label(StringBuilder inside, String name, String value) {
    boolean quoted = utf8() && !LabelsText.isLabelName(name);
    inside.append(inside.isEmpty() ? "" : ",");
    inside.append(quoted ? quoted(name) : labelName(name));
    inside.append("=\"").append(escaped(value)).append('"');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
