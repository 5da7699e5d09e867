package io.tocsin.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A tape turned round: one column of values per series, for loads that push samples.
///
/// The series are those of the first scrape. One that is absent later keeps its last value. A tape
/// that is replayed past its end continues: counters go on from where they were, everything else
/// starts over.
public final class TapeColumns {
  private final List<Series> series;
  private final double[][] columns;

  private TapeColumns(List<Series> series, double[][] columns) {
    this.series = List.copyOf(series);
    this.columns = columns;
  }

  /// A series as the exporter names it, without the labels that a scrape adds.
  public record Series(String name, List<Label> labels, boolean isCounter) {}

  public record Label(String name, String value) {}

  public static TapeColumns of(Tape tape) {
    var keys = new HashMap<String, Integer>();
    var series = new ArrayList<Series>();
    var columns = new ArrayList<double[]>();
    for (int at = 0; at < tape.length(); at++) {
      var text = ExpositionText.parse(tape.scrapes().get(at).body());
      for (var sample : text.samples()) {
        var index = keys.get(sample.key());
        if (index == null && at == 0) {
          index = series.size();
          keys.put(sample.key(), index);
          series.add(series(sample, text.types()));
          columns.add(unset(tape.length()));
        }
        if (index != null) {
          columns.get(index)[at] = sample.value();
        }
      }
    }
    columns.forEach(TapeColumns::fillGaps);
    return new TapeColumns(series, columns.toArray(double[][]::new));
  }

  public List<Series> series() {
    return series;
  }

  /// The value of a series `step` scrapes after the start of the tape, past its end as well.
  public double value(int index, long step) {
    double[] column = columns[index];
    double value = column[(int) (step % column.length)];
    if (step < column.length || !series.get(index).isCounter()) {
      return value;
    }
    long rounds = step / column.length;
    return value + (column[column.length - 1] - column[0]) * rounds;
  }

  private static Series series(ExpositionText.Sample sample, Map<String, String> types) {
    var labels = new ArrayList<>(ExpositionText.labels(sample.key()));
    var name = ExpositionText.name(sample.key());
    var family = name.replaceFirst("_(sum|count|bucket)$", "");
    var type = types.getOrDefault(name, types.getOrDefault(family, "untyped"));
    boolean isPart = !family.equals(name) && (type.equals("summary") || type.equals("histogram"));
    return new Series(name, List.copyOf(labels), type.equals("counter") || isPart);
  }

  private static double[] unset(int length) {
    var column = new double[length];
    Arrays.fill(column, Double.NaN);
    return column;
  }

  // NaN marks the gap; a real NaN of the exporter is treated alike, which changes no size or cost.
  private static void fillGaps(double[] column) {
    for (int i = 0; i < column.length; i++) {
      if (Double.isNaN(column[i])) {
        column[i] = i == 0 ? 0 : column[i - 1];
      }
    }
  }
}
