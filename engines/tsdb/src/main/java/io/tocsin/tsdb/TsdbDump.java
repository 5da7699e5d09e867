package io.tocsin.tsdb;

import io.tocsin.kit.GoFloat;
import io.tocsin.model.Labels;
import io.tocsin.model.LabelsText;
import io.tocsin.model.Matcher;
import io.tocsin.model.SampleBuffer;
import io.tocsin.model.SeriesSet;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Prints samples, a line each, as promtool does: `{__name__="up", job="node"} 1 1700000000000`.
public final class TsdbDump {
  private TsdbDump() {}

  /// Prints the samples from `mintMillis` to `maxtMillis`, both included, of the series that match
  /// all matchers, series by series in the order of their labels.
  public static void print(
      TsdbReader reader,
      List<Matcher> matchers,
      long mintMillis,
      long maxtMillis,
      PrintStream out) {
    try (var querier = reader.querier(mintMillis, maxtMillis);
        var set = querier.select(matchers, mintMillis, maxtMillis)) {
      var samples = new SampleBuffer();
      for (int series : inOrder(set)) {
        samples.clear();
        set.read(series, samples);
        print(labels(set.labels(series)), samples, out);
      }
    }
  }

  private static int[] inOrder(SeriesSet set) {
    return IntStream.range(0, set.size())
        .boxed()
        .sorted(Comparator.comparing(set::labels))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void print(String labels, SampleBuffer samples, PrintStream out) {
    for (int i = 0; i < samples.size(); i++) {
      var histogram = samples.histogram(i);
      var value = histogram == null ? GoFloat.g(samples.values()[i]) : histogram.toString();
      out.append(labels)
          .append(' ')
          .append(value)
          .append(' ')
          .append(String.valueOf(samples.timestamps()[i]))
          .append('\n');
    }
  }

  private static String labels(Labels labels) {
    var out = new StringBuilder("{");
    for (int i = 0; i < labels.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      if (LabelsText.isLabelName(labels.name(i))) {
        out.append(labels.name(i));
      } else {
        LabelsText.quote(out, labels.name(i));
      }
      LabelsText.quote(out.append('='), labels.value(i));
    }
    return out.append('}').toString();
  }
}
