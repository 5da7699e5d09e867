package io.tocsin.server.amtool;

import io.tocsin.model.Labels;
import io.tocsin.notify.Route;
import java.util.ArrayList;
import java.util.List;

/// Draws a routing tree, or the part of it that an alert goes through, as amtool does.
final class RouteTree {
  private final List<String> lines = new ArrayList<>();

  private RouteTree() {
    lines.add(".");
  }

  /// Returns the whole tree, a line for each node.
  static String whole(Route root) {
    var tree = new RouteTree();
    tree.add(root, "", true);
    return tree.text();
  }

  private void add(Route route, String indent, boolean last) {
    line(indent, last, slug(route, true, true));
    var children = route.children();
    var inner = indent + (last ? "    " : "│   ");
    for (int i = 0; i < children.size(); i++) {
      add(children.get(i), inner, i == children.size() - 1);
    }
  }

  /// Returns the nodes that an alert goes through, receivers where it ends.
  static String matching(Route root, Labels labels) {
    var tree = new RouteTree();
    tree.addMatching(root, labels, "", true);
    return tree.text();
  }

  private void addMatching(Route route, Labels labels, String indent, boolean last) {
    var taken = new ArrayList<Route>();
    for (var child : route.children()) {
      if (child.matchers().matches(labels)) {
        taken.add(child);
        if (!child.goesOn()) {
          break;
        }
      }
    }
    line(indent, last, slug(route, false, taken.isEmpty()));
    var inner = indent + (last ? "    " : "│   ");
    for (int i = 0; i < taken.size(); i++) {
      addMatching(taken.get(i), labels, inner, i == taken.size() - 1);
    }
  }

  private static String slug(Route route, boolean showContinue, boolean showReceiver) {
    var slug = route.matchers().isEmpty() ? "default-route" : route.matchers().toString();
    if (showContinue && route.goesOn()) {
      slug += "  continue: true";
    }
    return showReceiver ? slug + "  receiver: " + route.options().receiver() : slug;
  }

  private void line(String indent, boolean last, String slug) {
    lines.add(indent + (last ? "└── " : "├── ") + slug);
  }

  private String text() {
    return String.join("\n", lines) + "\n";
  }
}
