package io.tocsin.collect.exposition;

import io.tocsin.model.Exemplar;
import io.tocsin.model.Labels;
import io.tocsin.model.MetricType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A cursor over OpenMetrics text 1.0, read from a stream in bounded memory. Strict in its grammar:
/// single spaces, no empty lines, `# EOF` at the end. What lines mean together is checked by
/// [OpenMetricsRules]. For one thread.
public final class OpenMetricsParser {
  /// What the cursor stands on.
  public enum Kind {
    SAMPLE,
    HELP,
    TYPE,
    UNIT
  }

  private final LineReader lines;
  private Kind kind = Kind.SAMPLE;
  private boolean ended;
  private byte[] series = new byte[256];
  private int seriesLength = -1;
  private Labels labels = Labels.EMPTY;
  private String family = "";
  private String text = "";
  private MetricType type = MetricType.UNKNOWN;
  private String typeFamily = "";
  private double value;
  private boolean hasTimestamp;
  private double seconds;
  private @Nullable Exemplar exemplar;

  public OpenMetricsParser(InputStream in) {
    lines = new LineReader(in);
  }

  /// Goes to the next entry; false behind `# EOF`.
  ///
  /// @throws ExpositionException if the text is malformed
  /// @throws IOException if it cannot be read
  public boolean next() throws IOException {
    if (ended) {
      return false;
    }
    if (!lines.next()) {
      throw new ExpositionException(
          lines.number() + 1, "the text ends (expected: # EOF as the last line)");
    }
    var cursor = new OpenMetricsCursor(lines);
    if (cursor.atEnd()) {
      throw cursor.problem("an empty line (expected: none)");
    }
    if (cursor.is('#')) {
      return metadata(cursor);
    }
    sample(cursor);
    return true;
  }

  private boolean metadata(OpenMetricsCursor cursor) throws IOException {
    if (cursor.rest().equals("# EOF")) {
      if (lines.next()) {
        throw new ExpositionException(lines.number(), "text behind # EOF (expected: none)");
      }
      ended = true;
      return false;
    }
    if (!lines.terminated()) {
      throw cursor.problem("the line does not end (expected: # EOF as the last line)");
    }
    cursor.expect("# ");
    var word = cursor.word();
    kind =
        switch (word) {
          case "HELP" -> Kind.HELP;
          case "TYPE" -> Kind.TYPE;
          case "UNIT" -> Kind.UNIT;
          default -> throw cursor.problem(word + " (expected: HELP, TYPE, UNIT or EOF)");
        };
    cursor.expect(" ");
    family = cursor.metricName();
    cursor.expect(" ");
    text = cursor.rest();
    switch (kind) {
      case TYPE -> {
        type = type(cursor, text);
        typeFamily = family;
        seriesLength = -1;
      }
      case UNIT -> checkUnit(cursor);
      case HELP -> text = LabelsReader.unescape(text);
      case SAMPLE -> throw new IllegalStateException("a sample is no metadata");
    }
    return true;
  }

  private static MetricType type(OpenMetricsCursor cursor, String text) {
    for (var type : MetricType.values()) {
      if (type.text().equals(text)) {
        return type;
      }
    }
    if (text.equals("untyped")) {
      return MetricType.UNKNOWN;
    }
    throw cursor.problem("type: " + text + " (expected: counter, gauge, histogram, ...)");
  }

  private void checkUnit(OpenMetricsCursor cursor) {
    if (!text.isEmpty() && !family.endsWith("_" + text)) {
      throw cursor.problem("unit: " + text + " (expected: that which " + family + " ends in)");
    }
  }

  private void sample(OpenMetricsCursor cursor) {
    kind = Kind.SAMPLE;
    int length = cursor.seriesLength();
    boolean same =
        length == seriesLength
            && Arrays.equals(
                lines.bytes(), lines.start(), lines.start() + length, series, 0, length);
    if (same) {
      cursor.skip(length);
    } else {
      seriesLength = -1;
      labels = cursor.series(type, typeFamily);
      remember(cursor.position() - lines.start());
    }
    cursor.expect(" ");
    value = cursor.number();
    hasTimestamp = false;
    exemplar = null;
    if (cursor.takes(" ")) {
      if (!cursor.is('#')) {
        seconds = cursor.time();
        hasTimestamp = true;
        if (!cursor.takes(" ")) {
          endOfSample(cursor);
          return;
        }
      }
      exemplar = cursor.exemplar();
    }
    endOfSample(cursor);
  }

  private void endOfSample(OpenMetricsCursor cursor) {
    if (!cursor.atEnd()) {
      throw cursor.problem("\"" + cursor.rest() + "\" behind the sample (expected: nothing)");
    }
    if (!lines.terminated()) {
      throw cursor.problem("the line does not end (expected: # EOF as the last line)");
    }
  }

  /// Keeps the text of the series: mostly its next sample comes next.
  private void remember(int length) {
    if (series.length < length) {
      series = new byte[length * 2];
    }
    System.arraycopy(lines.bytes(), lines.start(), series, 0, length);
    seriesLength = length;
  }

  public Kind kind() {
    return kind;
  }

  /// The number of the line, from 1.
  public int line() {
    return lines.number();
  }

  /// Returns the family that metadata is of.
  public String family() {
    return family;
  }

  /// Returns what metadata says: the help, the unit, the type's name.
  public String text() {
    return text;
  }

  /// Returns the type that was said last.
  public MetricType type() {
    return type;
  }

  /// Returns the sample's label set, metric name included; the same object while the series is.
  public Labels labels() {
    return labels;
  }

  /// Returns the sample's value; a NaN is the ordinary one.
  public double value() {
    return value;
  }

  public boolean hasTimestamp() {
    return hasTimestamp;
  }

  /// Returns the sample's time in seconds since 1970 as it was written.
  public double timestampSeconds() {
    return seconds;
  }

  /// Returns the sample's time in milliseconds since 1970.
  public long timestampMillis() {
    return Math.round(seconds * 1000);
  }

  /// Returns the sample's exemplar, its time 0 where it has none.
  public @Nullable Exemplar exemplar() {
    return exemplar;
  }
}
