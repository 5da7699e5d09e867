package io.tocsin.dashboards.grafana;

import io.tocsin.dashboards.PanelReport.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is said of one panel while it is read. For one thread.
public final class PanelLog {
  private final Set<String> dropped = new LinkedHashSet<>();
  private final Set<String> later = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<Long> uses = new LinkedHashSet<>();

  /// Something is not drawn.
  public void drop(String path, String what) {
    dropped.add(path + ": " + what);
  }

  /// The panel waits for another signal, or for another language.
  public void later(String reason) {
    later.add(reason);
  }

  /// Something has another form here, or no effect.
  public void note(String note) {
    notes.add(note);
  }

  /// The panel shows the results of another one.
  void uses(long panel) {
    uses.add(panel);
  }

  Set<Long> uses() {
    return uses;
  }

  List<String> notes() {
    return notes;
  }

  Verdict verdict() {
    if (!later.isEmpty()) {
      return Verdict.LATER;
    }
    return dropped.isEmpty() ? Verdict.RENDERED : Verdict.DROPPED;
  }

  /// Returns the reasons of the verdict.
  List<String> reasons() {
    return List.copyOf(later.isEmpty() ? dropped : later);
  }
}
