package io.tocsin.rules.unittest;

import java.util.ArrayList;
import java.util.List;

/// What one list of lines has and the other has not, in the order of both.
final class Differences {
  private Differences() {}

  /// Returns a line for each: ` ` in both, `-` only expected, `+` only there.
  static String of(List<String> expected, List<String> got) {
    int rows = expected.size();
    int columns = got.size();
    var common = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        common[i][j] =
            expected.get(i).equals(got.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    var out = new ArrayList<String>();
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && expected.get(i).equals(got.get(j))) {
        out.add("  " + expected.get(i++));
        j++;
      } else if (j == columns || (i < rows && common[i + 1][j] >= common[i][j + 1])) {
        out.add("- " + expected.get(i++));
      } else {
        out.add("+ " + got.get(j++));
      }
    }
    var indent = "\n            ";
    return indent + String.join(indent, out);
  }
}
