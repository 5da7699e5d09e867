package io.tocsin.promql.order;

import java.util.Arrays;

/// Keeps the best rows of those offered, the worst of them on top. NaN is worse than any number.
/// Ties go as in Prometheus, whose heap moves in the same way.
public final class RowHeap {
  private final boolean largest;
  private final int[] rows;
  private final double[] values;
  private int size;

  public RowHeap(int limit, boolean largest) {
    this.largest = largest;
    this.rows = new int[limit];
    this.values = new double[limit];
  }

  public void offer(int row, double value) {
    if (size < rows.length) {
      rows[size] = row;
      values[size] = value;
      up(size++);
    } else if (largest ? values[0] < value : values[0] > value) {
      replaceTop(row, value);
    } else if (Double.isNaN(values[0]) && !Double.isNaN(value)) {
      replaceTop(row, value);
    }
  }

  private void replaceTop(int row, double value) {
    rows[0] = row;
    values[0] = value;
    down();
  }

  private boolean worse(int i, int j) {
    return worse(values[i], values[j]);
  }

  private boolean worse(double a, double b) {
    return Double.isNaN(a) || (largest ? a < b : a > b);
  }

  private void swap(int i, int j) {
    int row = rows[i];
    double value = values[i];
    rows[i] = rows[j];
    values[i] = values[j];
    rows[j] = row;
    values[j] = value;
  }

  private void up(int from) {
    int i = from;
    while (i > 0) {
      int parent = (i - 1) / 2;
      if (!worse(i, parent)) {
        return;
      }
      swap(i, parent);
      i = parent;
    }
  }

  private void down() {
    int i = 0;
    while (2 * i + 1 < size) {
      int child = 2 * i + 1;
      if (child + 1 < size && worse(child + 1, child)) {
        child++;
      }
      if (!worse(child, i)) {
        return;
      }
      swap(i, child);
      i = child;
    }
  }

  /// Returns the rows, best first.
  public int[] sorted() {
    var order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> compare(values[i], values[j]));
    return Arrays.stream(order).mapToInt(i -> rows[i]).toArray();
  }

  private int compare(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
    if (a == b) {
      return 0;
    }
    return worse(a, b) ? 1 : -1;
  }
}
