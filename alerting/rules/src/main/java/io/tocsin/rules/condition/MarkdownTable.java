package io.tocsin.rules.condition;

import io.tocsin.kit.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A table as Markdown writes it, with a line of names, a line of dashes, and rows.
///
/// @param rows maps of column names in small letters to cells
record MarkdownTable(List<Map<String, String>> rows) {
  private static final int ROWS_MAX = 1_000;

  static MarkdownTable read(YamlNode node) {
    var lines = node.text().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.size() < 3 || !lines.get(1).matches("\\|?[-:| ]*-[-:| ]*\\|?")) {
      throw node.refuse("a map of names, or a Markdown table with a line of dashes below its head");
    }
    if (lines.size() > ROWS_MAX) {
      throw node.refusal(lines.size() + " lines (expected: at most " + ROWS_MAX + ")");
    }
    var head = cells(lines.getFirst());
    var rows = new ArrayList<Map<String, String>>();
    for (var line : lines.subList(2, lines.size())) {
      var cells = cells(line);
      if (cells.size() != head.size()) {
        throw node.refusal(
            line + ": " + cells.size() + " cells (expected: " + head.size() + ", as the head has)");
      }
      var row = new LinkedHashMap<String, String>();
      for (int i = 0; i < cells.size(); i++) {
        row.put(head.get(i).toLowerCase(Locale.ROOT), cells.get(i));
      }
      rows.add(row);
    }
    return new MarkdownTable(rows);
  }

  private static List<String> cells(String line) {
    var inner = line.replaceFirst("^\\|", "").replaceFirst("\\|$", "");
    var cells = new ArrayList<String>();
    for (var cell : inner.split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }
}
