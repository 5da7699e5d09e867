package io.tocsin.dashboards;

import io.tocsin.kit.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a dashboard must keep beyond its shape: limits, ids and names that come once, panels inside
/// the grid.
final class BoardRules {
  private static final int PANELS_MAX = 2_000;
  private static final int QUERIES_MAX = 200;
  private static final int VARIABLES_MAX = 200;
  private static final int COLUMNS = 24;
  private static final int HEIGHT_MAX = 1_000;
  private static final int Y_MAX = 100_000;

  private final Set<String> ids = new HashSet<>();

  private BoardRules() {}

  /// @throws io.tocsin.kit.ConfigException at the first rule that is broken
  static void check(YamlNode root) {
    var uid = child(root, "uid");
    if (!uid.text().matches("[A-Za-z0-9_-]{1,80}")) {
      throw uid.refuse("1 to 80 letters, digits, - and _");
    }
    if (child(root, "title").text().isBlank()) {
      throw child(root, "title").refuse("a text that is not empty");
    }
    names(items(root, "variables"), "name", VARIABLES_MAX);
    new BoardRules().panels(items(root, "panels"));
  }

  private static YamlNode child(YamlNode node, String key) {
    return node.entries().getOrDefault(key, YamlNode.empty(""));
  }

  private static List<YamlNode> items(YamlNode node, String key) {
    return child(node, key).items();
  }

  private static void names(List<YamlNode> items, String key, int most) {
    var seen = new HashSet<String>();
    for (var item : items) {
      var name = child(item, key);
      if (!seen.add(name.text())) {
        throw name.refusal(name.text() + " comes twice");
      }
      if (seen.size() > most) {
        throw item.refusal("too many (expected: at most " + most + ")");
      }
    }
  }

  private void panels(List<YamlNode> panels) {
    for (var panel : panels) {
      var id = child(panel, "id");
      if (!id.text().matches("[0-9]{1,9}")) {
        throw id.refuse("a whole number from 0 on");
      }
      if (!ids.add(id.text())) {
        throw id.refusal(id.text() + " comes twice");
      }
      if (ids.size() > PANELS_MAX) {
        throw panel.refusal("too many (expected: at most " + PANELS_MAX + " panels)");
      }
      grid(child(panel, "grid"));
      names(items(panel, "queries"), "ref", QUERIES_MAX);
      panels(items(panel, "panels"));
    }
  }

  private static void grid(YamlNode grid) {
    long x = whole(grid, "x", COLUMNS - 1, 0);
    long w = whole(grid, "w", COLUMNS, 1);
    whole(grid, "y", Y_MAX, 0);
    whole(grid, "h", HEIGHT_MAX, 1);
    if (x + w > COLUMNS) {
      throw child(grid, "w").refuse("x and w together at most " + COLUMNS);
    }
  }

  private static long whole(YamlNode grid, String key, int most, int least) {
    var node = child(grid, key);
    double number = node.number();
    if (number != Math.rint(number) || number < least || number > most) {
      throw node.refuse("a whole number from " + least + " to " + most);
    }
    return (long) number;
  }
}
