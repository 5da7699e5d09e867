package io.tocsin.kit.template.html;

import io.tocsin.kit.TemplateException;
import io.tocsin.kit.template.Node;
import io.tocsin.kit.template.Tree;
import org.jspecify.annotations.Nullable;

/// Why a template cannot be escaped safely.
///
/// @param tree with `node`, where; both null where the text itself is wrong
/// @param line used where there is no node; 0 unknown
record Problem(@Nullable Tree tree, @Nullable Node node, int line, String description) {
  static Problem of(String description) {
    return new Problem(null, null, 0, description);
  }

  Problem prefixed(int otherLine, String prefix) {
    return new Problem(tree, node, otherLine, prefix + description);
  }

  TemplateException exception(String name) {
    if (tree != null && node != null) {
      return new TemplateException("html/template:" + tree.place(node) + ": " + description);
    }
    var place = line == 0 ? name : name + ":" + line;
    return new TemplateException("html/template:" + place + ": " + description);
  }
}
