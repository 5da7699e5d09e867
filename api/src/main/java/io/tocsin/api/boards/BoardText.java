package io.tocsin.api.boards;

import io.tocsin.api.prometheus.ApiError;
import io.tocsin.dashboards.BoardFile;
import io.tocsin.dashboards.Dashboard;
import io.tocsin.dashboards.ImportReport;
import io.tocsin.kit.ConfigException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A dashboard that was read strictly, as it is kept.
///
/// @param json in its own form
/// @param report what became of its panels; null where the text was in the own form
public record BoardText(
    String uid,
    String title,
    List<String> tags,
    int panels,
    String json,
    @Nullable ImportReport report) {
  private static final String FILE = "dashboard";

  public BoardText {
    tags = List.copyOf(tags);
  }

  /// Reads the own form, in YAML or JSON.
  ///
  /// @throws ApiError with the place of what does not fit
  public static BoardText read(String text) {
    return refusing(() -> of(Dashboard.read(FILE, text), null));
  }

  /// Reads the own form or Grafana's JSON.
  ///
  /// @throws ApiError as [#read]
  public static BoardText imported(String text) {
    return refusing(() -> {
      var file = BoardFile.read(FILE, text);
      return of(file.dashboard(), file.report());
    });
  }

  static BoardText of(Dashboard board, @Nullable ImportReport report) {
    return new BoardText(
        board.uid(), board.title(), board.tags(), board.panels(), board.compactJson(), report);
  }

  private interface Reading {
    BoardText read();
  }

  private static BoardText refusing(Reading reading) {
    try {
      return reading.read();
    } catch (ConfigException e) {
      throw ApiError.inText(String.valueOf(e.getMessage()));
    }
  }

  /// Returns the same board under another uid.
  ///
  /// @throws ApiError if it cannot be one
  BoardText withUid(String other) {
    return other.equals(uid)
        ? this
        : refusing(() -> of(Dashboard.read(FILE, json).withUid(other), report));
  }

  /// Returns a kept board as a file for people.
  static String yaml(String json) {
    return Dashboard.read(FILE, json).yaml();
  }

  /// Returns a kept board as indented JSON.
  static String pretty(String json) {
    return Dashboard.read(FILE, json).json();
  }

  /// Returns a kept board as a file that Grafana imports.
  static String grafana(String json) {
    return Dashboard.read(FILE, json).grafana();
  }
}
