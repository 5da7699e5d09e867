package io.tocsin.promql.eval;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the asker should know about an answer: warnings where it may be wrong, infos where the
/// query may be. Each text is kept once, and no more than a bounded number of them.
public final class Notes {
  private static final int KEPT_MAX = 100;

  private final Set<String> warnings = new LinkedHashSet<>();
  private final Set<String> infos = new LinkedHashSet<>();

  void warn(String text) {
    add(warnings, text);
  }

  void inform(String text) {
    add(infos, text);
  }

  private static void add(Set<String> kept, String text) {
    if (kept.size() < KEPT_MAX) {
      kept.add(text);
    }
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  public List<String> infos() {
    return List.copyOf(infos);
  }
}
