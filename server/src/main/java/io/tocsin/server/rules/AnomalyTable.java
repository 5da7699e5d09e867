package io.tocsin.server.rules;

import io.tocsin.rules.AnomalyFigures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Locale;

/// The table of `tocsin bench anomaly`: how many made faults the anomaly rule finds, and what it
/// takes for faults that are none.
public final class AnomalyTable {
  private static final String ROW = "%-8s  %12s %7s %7s %7s  |  %12s %7s %7s%n";

  private AnomalyTable() {}

  /// Measures so many seeds, from the first on, and prints what came of it.
  public static void print(long first, int count, PrintStream out) {
    var seeds = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      seeds.add(first + i);
    }
    out.println("seeds " + first + " to " + (first + count - 1));
    out.println("6 weeks of 5-minute points, faults x3, x4 and x0.2 for 15 to 30 minutes;");
    out.println("the last 2 weeks are scored, false episodes are per series and day");
    out.println();
    out.printf(
        Locale.ROOT,
        ROW,
        "series",
        "rule: found",
        "",
        "false",
        "worst",
        "z-score 1 h",
        "",
        "false");
    for (var line : AnomalyFigures.of(seeds)) {
      out.printf(
          Locale.ROOT,
          ROW,
          line.kind(),
          line.rule().caught() + "/" + line.rule().faults(),
          percent(line.rule()),
          "%.3f".formatted(line.rule().falsePerDay()),
          "%.2f".formatted(line.worst()),
          line.zScore().caught() + "/" + line.zScore().faults(),
          percent(line.zScore()),
          "%.3f".formatted(line.zScore().falsePerDay()));
    }
  }

  private static String percent(AnomalyFigures.Result result) {
    return String.format(Locale.ROOT, "%.1f%%", 100.0 * result.caught() / result.faults());
  }
}
