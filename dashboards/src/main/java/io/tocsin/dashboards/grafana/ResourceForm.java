package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.shape.Trees;
import java.util.Map;

/// A board as a resource of Grafana's Kubernetes-like API: `apiVersion`, `metadata` and the board
/// as `spec`.
final class ResourceForm {
  private ResourceForm() {}

  /// Returns the board in a file, whichever form it has.
  static Map<String, Object> board(Map<String, Object> file) {
    var spec = Trees.map(file.get("spec"));
    if (spec.isEmpty() || file.containsKey("panels")) {
      return file.containsKey("elements") ? ElementsForm.board(file) : file;
    }
    var name = Trees.text(Trees.map(file.get("metadata")).get("name"));
    if (!name.isEmpty()) {
      spec.putIfAbsent("uid", name);
    }
    return spec.containsKey("elements") ? ElementsForm.board(spec) : spec;
  }
}
