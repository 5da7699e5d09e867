package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.ImportReport;
import io.tocsin.dashboards.shape.Trees;
import java.util.Map;

/// Makes a dashboard of Grafana's JSON.
///
/// @param tree the dashboard in the own form, which fits the model
/// @param report what became of each panel
public record GrafanaImport(Map<String, Object> tree, ImportReport report) {
  /// Reads a board.
  ///
  /// @param file what the file holds: a board, or a resource with one as its `spec`
  public static GrafanaImport of(Map<String, Object> file) {
    return new BoardReader(Trees.map(ResourceForm.board(file))).read();
  }
}
