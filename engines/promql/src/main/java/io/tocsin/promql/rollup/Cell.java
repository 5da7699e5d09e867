package io.tocsin.promql.rollup;

import io.tocsin.model.StaleNan;
import java.util.Arrays;

/// One value of a series at one step, or none. None is a NaN with the bits of the staleness marker:
/// no arithmetic makes those, and a stored marker means "none" anyway. Test before calculating.
public final class Cell {
  public static final double ABSENT = StaleNan.VALUE;

  private Cell() {}

  public static boolean present(double value) {
    return Double.doubleToRawLongBits(value) != StaleNan.BITS;
  }

  public static boolean absent(double value) {
    return Double.doubleToRawLongBits(value) == StaleNan.BITS;
  }

  /// Returns a row without a value.
  public static double[] absentRow(int steps) {
    var row = new double[steps];
    Arrays.fill(row, ABSENT);
    return row;
  }

  /// Counts the values of a row.
  public static int count(double[] row) {
    int present = 0;
    for (double value : row) {
      if (present(value)) {
        present++;
      }
    }
    return present;
  }

  public static boolean anyPresent(double[] row) {
    for (double value : row) {
      if (present(value)) {
        return true;
      }
    }
    return false;
  }
}
