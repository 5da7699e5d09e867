package io.tocsin.promql.block;

import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;

/// A block whose rows are changed in place as they are read.
public record MappedBlock(Block input, Rows rows, RowChange change) implements Block {
  /// Changes one row.
  @FunctionalInterface
  public interface RowChange {
    void apply(Row row);
  }

  /// Changes the floats of one row; entries are values at each step or absent.
  @FunctionalInterface
  public interface FloatChange {
    void apply(double[] values);
  }

  /// A calculation on one float, which is present.
  @FunctionalInterface
  public interface CellChange {
    double apply(double value);
  }

  /// Returns the change of a function that takes floats and drops histograms.
  public static RowChange floats(FloatChange change) {
    return row -> {
      row.dropHistograms();
      change.apply(row.values());
    };
  }

  /// Returns the change of a function that takes floats one by one and drops histograms.
  public static RowChange each(CellChange change) {
    return floats(values -> {
      for (int step = 0; step < values.length; step++) {
        if (Cell.present(values[step])) {
          values[step] = change.apply(values[step]);
        }
      }
    });
  }

  @Override
  public Steps steps() {
    return input.steps();
  }

  @Override
  public void read(int row, Row out) {
    input.read(row, out);
    change.apply(out);
  }
}
