package io.tocsin.dashboards;

import io.tocsin.dashboards.PanelReport.Verdict;
import java.util.List;

/// A board of Grafana's around what a test is about.
final class GrafanaFile {
  private GrafanaFile() {}

  /// Reads a board of one panel, written as JSON without its type's braces.
  static BoardFile panel(String json) {
    return panels("[" + json + "]", "");
  }

  /// Reads a board of panels and of more names, which begin with a comma.
  static BoardFile panels(String panels, String more) {
    return read("\"panels\": " + panels + more);
  }

  static BoardFile read(String inner) {
    return BoardFile.read("a.json", "{\"title\": \"A\", \"schemaVersion\": 39, " + inner + "}");
  }

  /// Returns the panel as YAML, to look for lines in.
  static String yaml(String json) {
    return panel(json).dashboard().yaml();
  }

  static List<String> reasons(BoardFile file, Verdict verdict) {
    return file.report().lines().stream()
        .filter(line -> line.verdict() == verdict)
        .flatMap(line -> line.reasons().stream())
        .toList();
  }
}
