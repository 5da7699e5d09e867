package io.tocsin.kit.template;

import io.tocsin.kit.template.Node.Nodes;
import io.tocsin.kit.template.Node.Text;
import java.nio.charset.StandardCharsets;

/// One template: its name and what it does.
///
/// @param parsedAs the name under which the text was parsed that holds it; errors name it
/// @param text the whole of that text
public record Tree(String name, String parsedAs, String text, Nodes root) {
  /// Tells whether there is nothing but space: such a template never replaces another one.
  boolean isEmpty() {
    return root.steps().stream().allMatch(s -> s instanceof Text t && t.text().isBlank());
  }

  /// Returns `name:line:column` of a node, the column in bytes from 0, as Go counts it.
  public String place(Node node) {
    int at = Math.min(node.at(), text.length());
    int lineStart = text.lastIndexOf('\n', at - 1) + 1;
    long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
    int column = text.substring(lineStart, at).getBytes(StandardCharsets.UTF_8).length;
    return parsedAs + ":" + line + ":" + column;
  }
}
