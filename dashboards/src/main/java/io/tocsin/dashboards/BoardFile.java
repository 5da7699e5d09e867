package io.tocsin.dashboards;

import io.tocsin.dashboards.grafana.GrafanaImport;
import io.tocsin.dashboards.shape.JsonText;
import io.tocsin.dashboards.shape.Trees;
import io.tocsin.kit.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A file that holds a dashboard, in whichever form, with what became of its panels.
public record BoardFile(Dashboard dashboard, ImportReport report) {
  private static final int TEXT_MAX = 32 << 20;

  /// Reads the own form in YAML or JSON, or Grafana's JSON: a board, what its API answers with
  /// `dashboard` around it, or a resource of its Kubernetes form.
  ///
  /// @param file the name that messages show
  /// @throws ConfigException if it is none of them
  public static BoardFile read(String file, String text) {
    if (text.length() > TEXT_MAX) {
      throw new ConfigException(
          file + ":1: too large (expected: at most " + TEXT_MAX + " characters)");
    }
    if (!text.stripLeading().startsWith("{") && !text.startsWith("\uFEFF")) {
      return own(Dashboard.read(file, text));
    }
    var board = json(file, text);
    if (Trees.text(board.get("dashboard")).equals("1")) {
      return own(Dashboard.read(file, text));
    }
    if (board.get("dashboard") instanceof Map<?, ?> inner) {
      board = Trees.map(inner);
    }
    var imported = GrafanaImport.of(board);
    var dashboard = Dashboard.read(file, JsonText.compact(imported.tree()));
    return new BoardFile(dashboard, imported.report());
  }

  private static Map<String, Object> json(String file, String text) {
    try {
      var board = Trees.map(Trees.json(text));
      boolean grafana =
          List.of("panels", "rows", "dashboard", "elements", "spec", "title", "schemaVersion")
              .stream()
              .anyMatch(board::containsKey);
      if (!grafana) {
        throw new ConfigException(file + ":1: no dashboard (expected: panels, or rows)");
      }
      return new LinkedHashMap<>(board);
    } catch (ConfigException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(file + ": " + e.getMessage(), e);
    }
  }

  private static BoardFile own(Dashboard dashboard) {
    return new BoardFile(dashboard, OwnCheck.of(dashboard));
  }
}
