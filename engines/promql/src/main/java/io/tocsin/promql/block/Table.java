package io.tocsin.promql.block;

import io.tocsin.model.Labels;
import io.tocsin.promql.rollup.Row;
import io.tocsin.promql.rollup.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A block held in memory.
public final class Table implements Block {
  private final Rows rows;
  private final Steps steps;
  private final Row[] cells;

  public Table(Rows rows, Steps steps, Row[] cells) {
    this.rows = rows;
    this.steps = steps;
    this.cells = cells;
  }

  /// Makes a table of floats, by row and step.
  public static Table ofFloats(Rows rows, Steps steps, double[][] values) {
    var cells = new Row[values.length];
    Arrays.setAll(cells, row -> new Row(values[row]));
    return new Table(rows, steps, cells);
  }

  public static Table empty(Steps steps) {
    return new Table(LabelRows.EMPTY, steps, new Row[0]);
  }

  /// Puts the rows of several tables under each other.
  public static Table union(List<Table> tables, Steps steps) {
    int size = tables.stream().mapToInt(table -> table.rows().size()).sum();
    var labels = new Labels[size];
    var drops = new boolean[size];
    var cells = new Row[size];
    int at = 0;
    for (var table : tables) {
      for (int row = 0; row < table.rows().size(); row++) {
        labels[at] = table.rows().labels(row);
        drops[at] = table.rows().dropsName(row);
        cells[at++] = table.cells[row];
      }
    }
    return new Table(new LabelRows(labels, drops), steps, cells);
  }

  /// Returns this table without rows that have no value.
  public Table withoutEmptyRows() {
    var kept = new int[cells.length];
    int count = 0;
    for (int row = 0; row < cells.length; row++) {
      if (cells[row].anyPresent()) {
        kept[count++] = row;
      }
    }
    return count == cells.length ? this : pick(kept, count);
  }

  /// Returns the first `count` of the listed rows.
  public Table pick(int[] listed, int count) {
    var picked = new Row[count];
    Arrays.setAll(picked, i -> cells[listed[i]]);
    return new Table(rows.pick(listed, count), steps, picked);
  }

  @Override
  public Rows rows() {
    return rows;
  }

  @Override
  public Steps steps() {
    return steps;
  }

  /// Returns the live row.
  public Row row(int row) {
    return cells[row];
  }

  /// Returns the rows: the live array.
  public Row[] cells() {
    return cells;
  }

  /// Returns the floats of a row: the live array.
  public double[] values(int row) {
    return cells[row].values();
  }

  @Override
  public void read(int row, Row out) {
    out.copy(cells[row]);
  }

  /// Reads a whole block, leaving out rows without a value.
  public static Table of(Block block, Budget budget) {
    if (block instanceof Table table) {
      return table;
    }
    int rows = block.rows().size();
    int steps = block.steps().count();
    List<Row> cells = new ArrayList<>();
    var kept = new int[rows];
    var row = new Row(steps);
    for (int i = 0; i < rows; i++) {
      block.read(i, row);
      if (row.anyPresent()) {
        budget.hold(row);
        kept[cells.size()] = i;
        cells.add(row);
        row = new Row(steps);
      }
    }
    var array = cells.toArray(new Row[0]);
    var left = array.length == rows ? block.rows() : block.rows().pick(kept, array.length);
    return new Table(left, block.steps(), array);
  }
}
