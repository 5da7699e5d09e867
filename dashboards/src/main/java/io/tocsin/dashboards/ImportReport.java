package io.tocsin.dashboards;

import io.tocsin.dashboards.PanelReport.Verdict;
import java.util.List;

/// What became of a file's panels. Immutable.
///
/// @param lines a line for each panel, rows too, in reading order
/// @param board what of the board itself was not carried over, such as a variable
/// @param notes what changed its form, or has no effect; nothing is missing for it
public record ImportReport(List<PanelReport> lines, List<String> board, List<String> notes) {
  public ImportReport {
    lines = List.copyOf(lines);
    board = List.copyOf(board);
    notes = List.copyOf(notes);
  }

  /// Returns how many panels there are, without those for later.
  public int panels() {
    return lines.size() - later();
  }

  public int rendered() {
    return count(Verdict.RENDERED);
  }

  public int later() {
    return count(Verdict.LATER);
  }

  private int count(Verdict verdict) {
    return (int) lines.stream().filter(line -> line.verdict() == verdict).count();
  }

  /// Returns whether everything is drawn as it was.
  public boolean whole() {
    return rendered() == panels() && board.isEmpty();
  }
}
