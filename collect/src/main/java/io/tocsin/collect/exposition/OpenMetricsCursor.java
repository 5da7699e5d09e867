package io.tocsin.collect.exposition;

import io.tocsin.model.Exemplar;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsBuilder;
import io.tocsin.model.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;

/// One line of OpenMetrics text, read from left to right.
final class OpenMetricsCursor {
  private static final int EXEMPLAR_CHARACTERS_MAX = 128;

  private final byte[] bytes;
  private final int end;
  private final int line;
  private int at;

  OpenMetricsCursor(LineReader lines) {
    bytes = lines.bytes();
    at = lines.start();
    end = lines.end();
    line = lines.number();
    if (!SeriesScanner.isAscii(bytes, at, end) && !Utf8.isValid(bytes, at, end)) {
      throw problem("bytes that are no UTF-8 (expected: UTF-8)");
    }
  }

  ExpositionException problem(String what) {
    return new ExpositionException(line, what);
  }

  int position() {
    return at;
  }

  void skip(int length) {
    at += length;
  }

  boolean atEnd() {
    return at == end;
  }

  boolean is(char c) {
    return at < end && bytes[at] == c;
  }

  String rest() {
    return new String(bytes, at, end - at, StandardCharsets.UTF_8);
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /// Goes past the text if it is what comes next.
  boolean takes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= end || bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    at += text.length();
    return true;
  }

  void expect(String text) {
    if (!takes(text)) {
      throw problem(
          (at == end ? "the line ends" : "\"" + rest() + "\"") + " (expected: \"" + text + "\")");
    }
  }

  /// Reads up to the next space.
  String word() {
    int from = at;
    while (at < end && bytes[at] != ' ') {
      at++;
    }
    return text(from, at);
  }

  String metricName() {
    if (is('"')) {
      return quoted();
    }
    return name(SeriesScanner.NAME_START, SeriesScanner.NAME_PART, "a metric name");
  }

  private String name(byte start, byte part, String what) {
    int from = at;
    if (at < end && SeriesScanner.is(bytes[at], start)) {
      at = SeriesScanner.skip(bytes, at, end, part);
    }
    if (from == at) {
      throw problem("\"" + rest() + "\" (expected: " + what + ")");
    }
    return text(from, at);
  }

  private String quoted() {
    int quote = SeriesScanner.closingQuote(bytes, at + 1, end);
    if (quote < 0) {
      throw problem(rest() + " (expected: a quote at the end of a text)");
    }
    var raw = text(at + 1, quote);
    at = quote + 1;
    return LabelsReader.unescape(raw);
  }

  /// Returns how long the text of the series is that comes next, without checking it.
  int seriesLength() {
    int i = at;
    while (i < end && bytes[i] != ' ' && bytes[i] != '{') {
      i++;
    }
    if (i < end && bytes[i] == '{') {
      i++;
      while (i < end && bytes[i] != '}') {
        int quote = bytes[i] == '"' ? SeriesScanner.closingQuote(bytes, i + 1, end) : i;
        if (quote < 0) {
          return end - at;
        }
        i = quote + 1;
      }
      i++;
    }
    return Math.min(i, end) - at;
  }

  /// Reads a metric name and labels.
  Labels series(MetricType type, String family) {
    var builder = new LabelsBuilder();
    if (!is('{')) {
      builder.set(Labels.NAME, metricName());
    }
    if (is('{')) {
      labels(builder, true);
    }
    if (!builder.has(Labels.NAME)) {
      throw problem("no metric name (expected: one)");
    }
    var name = builder.value(Labels.NAME);
    if (type == MetricType.HISTOGRAM && name.equals(family + "_bucket")) {
      normalize(builder, "le");
    } else if (type == MetricType.SUMMARY && name.equals(family)) {
      normalize(builder, "quantile");
    }
    return builder.build();
  }

  private void normalize(LabelsBuilder builder, String name) {
    var text = builder.value(name);
    var normal = BoundText.normalize(text);
    if (normal.equals("+Inf") && !text.equals(normal)) {
      throw problem(name + ": \"" + text + "\" (expected: a number, or +Inf)");
    }
    builder.set(name, normal);
  }

  private void labels(LabelsBuilder builder, boolean withName) {
    expect("{");
    if (takes("}")) {
      return;
    }
    var names = new HashSet<String>();
    do {
      boolean quoted = is('"');
      var name =
          quoted
              ? quoted()
              : name(SeriesScanner.LABEL_START, SeriesScanner.LABEL_PART, "a label name");
      if (quoted && withName && (is(',') || is('}'))) {
        value(builder, Labels.NAME, name);
      } else {
        expect("=");
        if (!is('"')) {
          throw problem("\"" + rest() + "\" (expected: a quoted label value)");
        }
        var text = quoted();
        if (!names.add(name)) {
          throw problem("label name: " + name + " comes twice (expected: once)");
        }
        value(builder, name, text);
      }
    } while (takes(","));
    expect("}");
  }

  private void value(LabelsBuilder builder, String name, String text) {
    if (name.isEmpty() || builder.has(name)) {
      throw problem("label name: \"" + name + "\" is empty or comes twice (expected: once)");
    }
    builder.set(name, text);
  }

  /// Reads a number up to the next space.
  double number() {
    int from = at;
    while (at < end && bytes[at] != ' ') {
      at++;
    }
    double value = DecimalReader.read(bytes, from, at);
    if (from == at || DecimalReader.isInvalid(value)) {
      throw problem("value: \"" + text(from, at) + "\" (expected: a number)");
    }
    return value;
  }

  /// Reads seconds since 1970.
  double time() {
    int from = at;
    double seconds = number();
    if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
      throw problem("timestamp: " + text(from, at) + " (expected: seconds since 1970)");
    }
    return seconds;
  }

  Exemplar exemplar() {
    expect("# ");
    var builder = new LabelsBuilder();
    labels(builder, false);
    var labels = builder.build();
    int characters = 0;
    for (var label : labels) {
      characters += label.name().codePointCount(0, label.name().length());
      characters += label.value().codePointCount(0, label.value().length());
    }
    if (characters > EXEMPLAR_CHARACTERS_MAX) {
      throw problem(
          "exemplar: "
              + characters
              + " characters of labels (expected: at most "
              + EXEMPLAR_CHARACTERS_MAX
              + ")");
    }
    expect(" ");
    double value = number();
    long millis = takes(" ") ? Math.round(time() * 1000) : 0;
    return new Exemplar(labels, value, millis);
  }
}
