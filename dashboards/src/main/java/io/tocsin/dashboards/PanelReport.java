package io.tocsin.dashboards;

import java.util.List;

/// What became of one panel.
///
/// @param panel the panel's id
/// @param reasons what was dropped, or why it is for later; none where it is rendered
public record PanelReport(long panel, String title, Verdict verdict, List<String> reasons) {
  /// Whether a panel is drawn whole.
  public enum Verdict {
    /// Nothing in it was dropped or ignored.
    RENDERED,
    /// Something in it is not drawn.
    DROPPED,
    /// Its source is no Prometheus, or Prometheus refuses its query.
    LATER
  }

  public PanelReport {
    reasons = List.copyOf(reasons);
  }
}
