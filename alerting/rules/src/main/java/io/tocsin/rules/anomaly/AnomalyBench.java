package io.tocsin.rules.anomaly;

import io.tocsin.rules.AnomalyFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntPredicate;

/// Measures the rule on made series with faults in them, beside a z-score of the last hour on the
/// same series.
public final class AnomalyBench {
  private static final int GRACE = 3;
  private static final int FIRST = SimulatedSeries.POINTS - SimulatedSeries.SCORED;
  private static final int HOUR = 12;
  private static final double SIGMAS = 3;
  private static final double DAYS = (double) SimulatedSeries.SCORED / SimulatedSeries.DAY;

  private AnomalyBench() {}

  /// Runs all kinds over the seeds; the last line is of all of them.
  public static List<AnomalyFigures.Line> run(List<Long> seeds) {
    var lines = new ArrayList<AnomalyFigures.Line>();
    var all = new Tally();
    int number = 0;
    for (var kind : SimulatedSeries.Kind.values()) {
      var tally = new Tally();
      for (long seed : seeds) {
        tally.add(SimulatedSeries.of(kind, new Random(seed * 31 + number)));
      }
      lines.add(tally.line(kind.name().toLowerCase(Locale.ROOT)));
      all.add(tally);
      number++;
    }
    lines.add(all.line("all"));
    return List.copyOf(lines);
  }

  private static final class Tally {
    private final int[] caught = new int[2];
    private final int[] wrong = new int[2];
    private int faults;
    private int series;
    private double worst;

    void add(SimulatedSeries made) {
      var detector = new AnomalyDetector(Detection.USUAL);
      int before = wrong[0];
      count(made, 0, i -> detector.isOutside(made.grid(), i * SimulatedSeries.STEP));
      worst = Math.max(worst, (wrong[0] - before) / DAYS);
      count(made, 1, i -> isFar(made.grid().values(), i));
      faults += made.faults().size();
      series++;
    }

    void add(Tally other) {
      for (int i = 0; i < 2; i++) {
        caught[i] += other.caught[i];
        wrong[i] += other.wrong[i];
      }
      faults += other.faults;
      series += other.series;
      worst = Math.max(worst, other.worst);
    }

    /// Walks the scored points; a run of firing ones is an episode, false if no fault is near.
    private void count(SimulatedSeries made, int which, IntPredicate outside) {
      var judged = new boolean[SimulatedSeries.POINTS];
      var found = new boolean[made.faults().size()];
      boolean before = false;
      boolean real = false;
      for (int i = FIRST - 2; i < SimulatedSeries.POINTS; i++) {
        judged[i] = outside.test(i);
        int point = i;
        boolean firing = AnomalyDetector.twoOfThree(ago -> judged[point - ago]);
        if (i < FIRST) {
          continue;
        }
        if (firing) {
          int fault = near(made.faults(), i);
          if (fault >= 0) {
            found[fault] = true;
          }
          real = (before && real) || fault >= 0;
        } else if (before && !real) {
          wrong[which]++;
        }
        before = firing;
      }
      for (boolean one : found) {
        caught[which] += one ? 1 : 0;
      }
    }

    private static int near(List<SimulatedSeries.Fault> faults, int point) {
      for (int i = 0; i < faults.size(); i++) {
        var fault = faults.get(i);
        if (point >= fault.from() && point <= fault.to() + GRACE) {
          return i;
        }
      }
      return -1;
    }

    AnomalyFigures.Line line(String kind) {
      return new AnomalyFigures.Line(kind, result(0), result(1), worst);
    }

    private AnomalyFigures.Result result(int which) {
      return new AnomalyFigures.Result(caught[which], faults, wrong[which] / (series * DAYS));
    }
  }

  private static boolean isFar(double[] values, int point) {
    double sum = 0;
    double squares = 0;
    for (int i = point - HOUR; i < point; i++) {
      sum += values[i];
      squares += values[i] * values[i];
    }
    double mean = sum / HOUR;
    double deviation = Math.sqrt(Math.max(0, squares / HOUR - mean * mean));
    return Math.abs(values[point] - mean) > SIGMAS * deviation;
  }
}
