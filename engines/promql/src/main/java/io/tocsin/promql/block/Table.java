package io.tocsin.promql.block;

import io.tocsin.model.Labels;
import io.tocsin.promql.rollup.Cell;
import io.tocsin.promql.rollup.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A block held in memory.
public final class Table implements Block {
  private final Rows rows;
  private final Steps steps;
  private final double[][] values;

  public Table(Rows rows, Steps steps, double[][] values) {
    this.rows = rows;
    this.steps = steps;
    this.values = values;
  }

  public static Table empty(Steps steps) {
    return new Table(LabelRows.EMPTY, steps, new double[0][]);
  }

  /// Puts the rows of several tables under each other.
  public static Table union(List<Table> tables, Steps steps) {
    int size = tables.stream().mapToInt(table -> table.rows().size()).sum();
    var labels = new Labels[size];
    var drops = new boolean[size];
    var values = new double[size][];
    int at = 0;
    for (var table : tables) {
      for (int row = 0; row < table.rows().size(); row++) {
        labels[at] = table.rows().labels(row);
        drops[at] = table.rows().dropsName(row);
        values[at++] = table.values()[row];
      }
    }
    return new Table(new LabelRows(labels, drops), steps, values);
  }

  /// Returns this table without rows that have no value.
  public Table withoutEmptyRows() {
    var kept = new int[values.length];
    var full = new double[values.length][];
    int count = 0;
    for (int row = 0; row < values.length; row++) {
      if (Cell.anyPresent(values[row])) {
        kept[count] = row;
        full[count++] = values[row];
      }
    }
    return count == values.length
        ? this
        : new Table(rows.pick(kept, count), steps, Arrays.copyOf(full, count));
  }

  @Override
  public Rows rows() {
    return rows;
  }

  @Override
  public Steps steps() {
    return steps;
  }

  /// The values, by row and step: the live arrays.
  public double[][] values() {
    return values;
  }

  @Override
  public void read(int row, double[] out) {
    System.arraycopy(values[row], 0, out, 0, out.length);
  }

  /// Reads a whole block, leaving out rows without a value.
  public static Table of(Block block, Budget budget) {
    if (block instanceof Table table) {
      return table;
    }
    int rows = block.rows().size();
    int steps = block.steps().count();
    List<double[]> values = new ArrayList<>();
    var kept = new int[rows];
    var row = new double[steps];
    for (int i = 0; i < rows; i++) {
      block.read(i, row);
      int cells = Cell.count(row);
      if (cells > 0) {
        budget.hold(cells, steps);
        kept[values.size()] = i;
        values.add(row);
        row = new double[steps];
      }
    }
    var array = values.toArray(new double[0][]);
    var left = array.length == rows ? block.rows() : block.rows().pick(kept, array.length);
    return new Table(left, block.steps(), array);
  }
}
