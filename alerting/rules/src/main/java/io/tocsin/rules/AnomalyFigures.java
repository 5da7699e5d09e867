package io.tocsin.rules;

import io.tocsin.rules.anomaly.AnomalyBench;
import java.util.List;

/// How good the anomaly rule is on made series with faults in them, beside a z-score of the last
/// hour on the same series.
public final class AnomalyFigures {
  private AnomalyFigures() {}

  /// What a detector made of series.
  ///
  /// @param falsePerDay false episodes per series and day
  public record Result(int caught, int faults, double falsePerDay) {}

  /// One line of the table.
  ///
  /// @param kind of series, or `all`
  /// @param worst the most false episodes per day of any one series, of the rule
  public record Line(String kind, Result rule, Result zScore, double worst) {}

  /// Makes five series of each seed and scores them; the last line is of all of them.
  public static List<Line> of(List<Long> seeds) {
    return AnomalyBench.run(seeds);
  }
}
