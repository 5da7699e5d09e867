package io.tocsin.notify.template;

import io.tocsin.kit.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Renders the labels of a route, which may speak of each other: each at most once. For one thread.
final class RouteLabels {
  private final Map<String, String> templates;
  private final UnaryOperator<String> expansion;
  private final Map<String, String> rendered = new HashMap<>();
  private final List<String> open = new ArrayList<>();

  /// @param expansion expands a text in which `routeLabels` is this
  RouteLabels(Map<String, String> templates, UnaryOperator<String> expansion) {
    this.templates = templates;
    this.expansion = expansion;
  }

  /// Returns the label, or nothing where there is none.
  ///
  /// @throws TemplateException if it fails or needs itself
  String render(String name) {
    var template = templates.get(name);
    if (template == null) {
      return "";
    }
    var known = rendered.get(name);
    if (known != null) {
      return known;
    }
    if (open.contains(name)) {
      throw new TemplateException(
          "route label cycle detected: " + String.join(" -> ", open) + " -> " + name);
    }
    open.add(name);
    try {
      var value = expansion.apply(template);
      rendered.put(name, value);
      return value;
    } finally {
      open.removeLast();
    }
  }
}
