package io.tocsin.promql.cache;

import io.tocsin.model.Labels;
import io.tocsin.promql.Value;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Steps;
import java.util.Arrays;
import java.util.List;

/// An answer of a range query that is kept: a row per series, a column per step. Never changed.
///
/// @param mark of the store, from before it was made
/// @param orders what the order of the selected series went by
/// @param labels rising
/// @param rows one value or [Cell#ABSENT] per step
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Extent(
    Steps steps, long mark, List<Object> orders, Notes notes, Labels[] labels, double[][] rows) {
  private static final long ROW_BYTES = 120;
  private static final long LABEL_BYTES = 72;

  /// What the answer came with.
  record Notes(List<String> warnings, List<String> infos) {
    /// Tells whether these begin as others do, or the other way round.
    boolean fits(Notes other) {
      return fits(warnings, other.warnings) && fits(infos, other.infos);
    }

    private static boolean fits(List<String> some, List<String> others) {
      int both = Math.min(some.size(), others.size());
      return some.subList(0, both).equals(others.subList(0, both));
    }

    /// Returns what was said here or there, where one fits the other.
    Notes and(Notes other) {
      return new Notes(longer(warnings, other.warnings), longer(infos, other.infos));
    }

    private static List<String> longer(List<String> some, List<String> others) {
      return some.size() >= others.size() ? some : others;
    }
  }

  /// Returns how many steps of a query, from its first on, this has.
  int reaches(Steps asked) {
    long last = Math.min(asked.lastMillis(), steps.lastMillis());
    return asked.startMillis() < steps.startMillis() || last < asked.startMillis()
        ? 0
        : (int) ((last - asked.startMillis()) / steps.intervalMillis()) + 1;
  }

  /// Returns how much memory this takes, by a rough count.
  long bytes() {
    long bytes = 0;
    for (int row = 0; row < rows.length; row++) {
      bytes += ROW_BYTES + (long) rows[row].length * Double.BYTES;
      for (var label : labels[row]) {
        bytes += LABEL_BYTES + label.name().length() + label.value().length();
      }
    }
    return bytes;
  }

  /// Returns the row of an answer's series, one value per step.
  static double[] row(Value.MatrixSeries series, Steps steps) {
    if (series.size() == steps.count()) {
      return series.values();
    }
    var row = Cell.absentRow(steps.count());
    for (int i = 0; i < series.size(); i++) {
      long step = (series.timestampsMillis()[i] - steps.startMillis()) / steps.intervalMillis();
      row[(int) step] = series.values()[i];
    }
    return row;
  }

  /// Returns the answer again.
  Value.Matrix matrix() {
    var times = new long[steps.count()];
    Arrays.setAll(times, steps::time);
    var series = new Value.MatrixSeries[rows.length];
    Arrays.setAll(series, row -> series(labels[row], times, rows[row]));
    return new Value.Matrix(List.of(series));
  }

  private static Value.MatrixSeries series(Labels labels, long[] times, double[] row) {
    int size = Cell.count(row);
    if (size == row.length) {
      return new Value.MatrixSeries(labels, times, row, size);
    }
    var present = new long[size];
    var values = new double[size];
    int next = 0;
    for (int step = 0; step < row.length; step++) {
      if (Cell.present(row[step])) {
        present[next] = times[step];
        values[next++] = row[step];
      }
    }
    return new Value.MatrixSeries(labels, present, values, size);
  }
}
