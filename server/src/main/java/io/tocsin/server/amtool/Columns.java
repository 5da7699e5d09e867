package io.tocsin.server.amtool;

import java.util.ArrayList;
import java.util.List;

/// Lays out text in columns as Go's `text/tabwriter` does with a padding of two: a cell ends with a
/// tab, a column is a block of lines that have that cell, and is as wide as its widest.
final class Columns {
  private static final int PADDING = 2;

  private final List<String[]> lines = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  /// Adds a line of cells, each ended by a tab.
  void add(String... cells) {
    for (var cell : cells) {
      text.append(cell).append('\t');
    }
    text.append('\n');
  }

  /// Returns everything that was added, laid out.
  String print() {
    for (var line : text.toString().split("\n", -1)) {
      lines.add(line.split("\t", -1));
    }
    var out = new StringBuilder();
    block(out, 0, lines.size() - 1, new ArrayList<>());
    return out.toString();
  }

  /// Writes the lines from one to another, whose first columns have these widths.
  private void block(StringBuilder out, int from, int to, List<Integer> widths) {
    int column = widths.size();
    int done = from;
    int at = from;
    while (at < to) {
      if (column >= lines.get(at).length - 1) {
        at++;
        continue;
      }
      write(out, done, at, widths);
      int end = at;
      int width = 0;
      while (end < to && column < lines.get(end).length - 1) {
        width = Math.max(width, length(lines.get(end)[column]) + PADDING);
        end++;
      }
      widths.add(width);
      block(out, at, end, widths);
      widths.removeLast();
      done = end;
      at = end;
    }
    write(out, done, to, widths);
  }

  private void write(StringBuilder out, int from, int to, List<Integer> widths) {
    for (var line : lines.subList(from, to)) {
      for (int i = 0; i < line.length; i++) {
        out.append(line[i]);
        if (i < widths.size()) {
          out.repeat(' ', Math.max(0, widths.get(i) - length(line[i])));
        }
      }
      out.append('\n');
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
