package io.tocsin.tsdb.prometheus;

import io.tocsin.kit.GoFloat;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.StaleNan;
import java.io.PrintStream;
import java.util.List;

/// Prints series as OpenMetrics text with timestamps. For one thread.
public final class OpenMetricsOutput {
  private final PrintStream out;
  private final StringBuilder line = new StringBuilder();
  private long stale;
  private long histograms;

  public OpenMetricsOutput(PrintStream out) {
    this.out = out;
  }

  /// Prints the samples of a series and returns how many that were.
  public int series(Labels labels, SampleBuffer samples) {
    int written = 0;
    var name = name(labels);
    for (int i = 0; i < samples.size(); i++) {
      if (samples.histogram(i) != null) {
        histograms++;
      } else if (StaleNan.is(samples.values()[i])) {
        stale++;
      } else {
        line.setLength(0);
        line.append(name).append(' ').append(GoFloat.g(samples.values()[i])).append(' ');
        appendSeconds(samples.timestamps()[i]);
        out.append(line.append('\n'));
        written++;
      }
    }
    return written;
  }

  private void appendSeconds(long millis) {
    line.append(millis < 0 ? "-" : "").append(Math.abs(millis / 1000));
    long rest = Math.abs(millis % 1000);
    if (rest > 0) {
      line.append('.').append(rest < 100 ? "0" : "").append(rest < 10 ? "0" : "");
      line.append(rest % 100 == 0 ? rest / 100 : rest % 10 == 0 ? rest / 10 : rest);
    }
  }

  private static String name(Labels labels) {
    var text = new StringBuilder();
    var name = labels.metricName();
    boolean isPlain = LabelsText.isMetricName(name);
    text.append(isPlain ? name : "");
    var separator = "{";
    if (!isPlain && !name.isEmpty()) {
      quote(text.append(separator), name);
      separator = ",";
    }
    for (var label : labels) {
      if (!label.name().equals(Labels.NAME)) {
        text.append(separator);
        if (LabelsText.isLabelName(label.name())) {
          text.append(label.name());
        } else {
          quote(text, label.name());
        }
        quote(text.append('='), label.value());
        separator = ",";
      }
    }
    return text.append(separator.equals(",") ? "}" : "").toString();
  }

  /// The format knows three escapes; everything else stands for itself.
  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      switch (value.charAt(i)) {
        case '\\' -> text.append("\\\\");
        case '"' -> text.append("\\\"");
        case '\n' -> text.append("\\n");
        default -> text.append(value.charAt(i));
      }
    }
    text.append('"');
  }

  /// Prints the last line.
  public void end() {
    out.append("# EOF\n");
    out.flush();
  }

  /// Adds what was left out.
  public void notes(List<String> notes) {
    if (stale > 0) {
      notes.add(stale + " staleness markers, for which OpenMetrics has no text: left out");
    }
    if (histograms > 0) {
      notes.add(histograms + " native histograms, for which OpenMetrics has no text: left out");
    }
  }
}
