package io.tocsin.dashboards;

import io.tocsin.dashboards.export.GrafanaBoard;
import io.tocsin.dashboards.shape.JsonText;
import io.tocsin.dashboards.shape.Shapes;
import io.tocsin.dashboards.shape.StrictReader;
import io.tocsin.dashboards.shape.Trees;
import io.tocsin.dashboards.shape.YamlWriter;
import io.tocsin.kit.JsonNodes;
import io.tocsin.kit.Yaml;
import io.tocsin.kit.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A dashboard in the own form: it fits the model of `docs/format/dashboard.md`, its panels' ids
/// are unique and its limits are kept. Immutable; equal where the contents are.
public final class Dashboard {
  private final Map<String, Object> tree;

  private Dashboard(Map<String, Object> tree) {
    this.tree = tree;
  }

  /// Reads the own form, in YAML, or in JSON where the text begins with a brace.
  ///
  /// @param file the name that messages show
  /// @throws io.tocsin.kit.ConfigException at the first thing that does not fit, with file and line
  public static Dashboard read(String file, String text) {
    boolean json = text.stripLeading().startsWith("{");
    return read(json ? JsonNodes.parse(file, text) : Yaml.parse(file, text));
  }

  /// Reads the own form of a tree that was read before.
  ///
  /// @throws io.tocsin.kit.ConfigException at the first thing that does not fit
  public static Dashboard read(YamlNode root) {
    var shapes = Shapes.dashboard();
    var tree = Trees.map(new StrictReader(shapes).read(root, shapes.of("Dashboard")));
    BoardRules.check(root);
    return new Dashboard(tree);
  }

  public String uid() {
    return Trees.text(tree.get("uid"));
  }

  public String title() {
    return Trees.text(tree.get("title"));
  }

  public String description() {
    return Trees.text(tree.get("description"));
  }

  public List<String> tags() {
    return Trees.list(tree.get("tags")).stream().map(Trees::text).toList();
  }

  /// Returns how many panels there are, rows and what is in them counted.
  public int panels() {
    int count = 0;
    for (var panel : Trees.list(tree.get("panels"))) {
      count += 1 + Trees.list(Trees.map(panel).get("panels")).size();
    }
    return count;
  }

  /// Returns the expressions of all panels, in order, for search and checks.
  public List<String> expressions() {
    var all = new ArrayList<String>();
    for (var panel : Trees.list(tree.get("panels"))) {
      var inner = Trees.list(Trees.map(panel).get("panels"));
      inner.forEach(one -> expressions(one, all));
      expressions(panel, all);
    }
    return List.copyOf(all);
  }

  private static void expressions(Object panel, List<String> all) {
    for (var query : Trees.list(Trees.map(panel).get("queries"))) {
      var expr = Trees.text(Trees.map(query).get("expr"));
      if (!expr.isEmpty()) {
        all.add(expr);
      }
    }
  }

  /// Returns the same dashboard under another uid.
  public Dashboard withUid(String uid) {
    var copy = new LinkedHashMap<>(tree);
    copy.put("uid", uid);
    return read("dashboard", JsonText.compact(copy));
  }

  /// Returns the contents as they are written, of texts, decimals, booleans, lists and maps; not to
  /// be changed.
  public Map<String, Object> tree() {
    return tree;
  }

  /// Returns the file for people.
  public String yaml() {
    return YamlWriter.write(tree);
  }

  /// Returns the JSON, indented.
  public String json() {
    return JsonText.pretty(tree);
  }

  /// Returns the JSON on one line, as the API sends it.
  public String compactJson() {
    return JsonText.compact(tree);
  }

  /// Returns a file that Grafana imports.
  public String grafana() {
    return JsonText.pretty(GrafanaBoard.of(tree));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dashboard board && tree.equals(board.tree);
  }

  @Override
  public int hashCode() {
    return tree.hashCode();
  }

  @Override
  public String toString() {
    return "Dashboard[" + uid() + ", " + title() + "]";
  }
}
