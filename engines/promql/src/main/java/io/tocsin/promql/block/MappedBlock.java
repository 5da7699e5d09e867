package io.tocsin.promql.block;

import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Steps;

/// A block whose rows are changed in place as they are read.
public record MappedBlock(Block input, Rows rows, RowChange change) implements Block {
  /// Changes one row; entries are values at each step or absent.
  @FunctionalInterface
  public interface RowChange {
    void apply(double[] row);
  }

  /// A calculation on one value, which is present.
  @FunctionalInterface
  public interface CellChange {
    double apply(double value);
  }

  public static RowChange each(CellChange change) {
    return row -> {
      for (int step = 0; step < row.length; step++) {
        if (Cell.present(row[step])) {
          row[step] = change.apply(row[step]);
        }
      }
    };
  }

  @Override
  public Steps steps() {
    return input.steps();
  }

  @Override
  public void read(int row, double[] out) {
    input.read(row, out);
    change.apply(out);
  }
}
